package queue_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// A heredoc ends with a line break, which the broker drops: the plan says so, and what to write, before a foreign queue of the
// other name is taken over. What becomes known only while applying is refused then.
func TestAccNamesWithLineBreaks(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	config := func(name string) string {
		return fmt.Sprintf(`
resource "terraform_data" "name" {
  input = "orders\n"
}

resource "rabbitmqha_queue" "test" {
  vhost = %q
  name  = %s
  type  = "classic"
}
`, vhost, name)
	}
	refused := regexp.MustCompile(`cannot\s+have\s+line\s+breaks[\s\S]*chomp`)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(`"orders\n"`), ExpectError: refused},
			{Config: config("terraform_data.name.output"), ExpectError: refused},
			{Config: config(`chomp("orders\n")`), Check: resource.TestCheckResourceAttr("rabbitmqha_queue.test", "name", "orders")},
			{
				Config: config(`"orders"`), ResourceName: "rabbitmqha_queue.test", ImportState: true, ImportStateId: vhost + "/orders%0A",
				ExpectError: regexp.MustCompile(`cannot\s+have\s+line\s+breaks`),
			},
			{Config: config(`"orders"`)},
		},
	})
}
