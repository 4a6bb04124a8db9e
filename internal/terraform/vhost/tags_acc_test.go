package vhost_test

import (
	"fmt"
	"regexp"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// The broker trims tags, keeps doubles, and before 3.11.5 garbles what is not ASCII. One that somebody else has tagged twice is
// imported, and nothing is planned for it.
func TestAccTagsThatTheBrokerChanges(t *testing.T) {
	broker := acctest.Start(t)
	if !capability.Of(broker.Version).VhostMetadataUpdate {
		t.Skip("RabbitMQ before 3.9.5 keeps no tags of a virtual host that exists")
	}
	name := tfacctest.RandomWithPrefix("test")
	broker.Put(t, map[string]any{"tags": "management, management"}, "vhosts", name)
	config := func(tag string) string {
		return fmt.Sprintf("resource \"rabbitmqha_vhost\" \"test\" {\n  name = %q\n  tags = [%q]\n  deletion_protection = false\n}\n", name, tag)
	}
	beyond := resource.TestStep{Config: config("é"), Check: resource.TestCheckTypeSetElemAttr("rabbitmqha_vhost.test", "tags.*", "é")}
	if !capability.Of(broker.Version).VhostUnicodeTags {
		beyond = resource.TestStep{Config: config("é"), ExpectError: regexp.MustCompile(`keeps\s+only\s+ASCII\s+in\s+tags`)}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config("management"), ResourceName: "rabbitmqha_vhost.test", ImportState: true, ImportStateId: name, ImportStatePersist: true},
			{Config: config("management"), ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectNonEmptyPlan()}}},
			{Config: config(" management"), ExpectError: regexp.MustCompile(`drops\s+white\s+space`)},
			{Config: config("."), ResourceName: "rabbitmqha_vhost.test", ImportState: true, ImportStateId: "..", ExpectError: regexp.MustCompile(`cannot\s+be\s+addressed`)},
			beyond,
			{Config: config("management")},
		},
	})
}
