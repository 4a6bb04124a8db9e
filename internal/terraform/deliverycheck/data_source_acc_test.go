package deliverycheck_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccDeliveryCheckDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	first, last := broker.Lab.Nodes[0], broker.Lab.Nodes[len(broker.Lab.Nodes)-1]
	text := func(address, more string) string {
		return fmt.Sprintf("data \"rabbitmqha_delivery_check\" \"this\" {\n  address = %q\n  vhost = %q\n%s\n}\n", address, vhost, more)
	}
	shows := func(attribute, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr("data.rabbitmqha_delivery_check.this", attribute, value)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: text(first.AMQPAddress(), fmt.Sprintf("  queue_type = \"quorum\"\n  messages = 7\n  consume_address = %q", last.AMQPAddress())),
				Check: resource.ComposeTestCheckFunc(shows("published", "7"), shows("confirmed", "7"), shows("consumed", "7"), shows("lost", "0"),
					shows("duplicated", "0"), shows("node", first.Name), shows("consume_node", last.Name),
					shows("rabbitmq_version", broker.Version.String()),
					resource.TestMatchResourceAttr("data.rabbitmqha_delivery_check.this", "confirm_ms", regexp.MustCompile(`^[0-9]`)),
					resource.TestCheckNoResourceAttr("data.rabbitmqha_delivery_check.this", "password")),
			},
			{
				Config:      text(first.AMQPAddress(), "  username = \"nobody\"\n  password = \"nobody7f3aSecret\""),
				ExpectError: regexp.MustCompile(`Messages\s+could\s+not\s+be\s+sent[\s\S]*log\s+in\s+as\s+"nobody"[\s\S]*Check\s+username\s+and\s+password`),
			},
			{
				Config:      text(strings.TrimPrefix(broker.Lab.Endpoints()[0], "http://"), ""),
				ExpectError: regexp.MustCompile(`or\s+belong\s+to\s+something\s+else,\s+such\s+as\s+the\s+management\s+API`),
			},
			{
				Config:      text(first.AMQPAddress(), "  tls {}"),
				ExpectError: regexp.MustCompile(`This\s+port\s+speaks\s+AMQP\s+without\s+TLS`),
			},
			{
				Config:      strings.Replace(text(first.AMQPAddress(), ""), vhost, "no-such-vhost", 1),
				ExpectError: regexp.MustCompile(`Check\s+vhost:\s+rabbitmqctl\s+list_vhosts`),
			},
			{Config: text("rabbit", ""), ExpectError: regexp.MustCompile(`"rabbit"\s+is\s+not\s+host:port`)},
			{Config: text(first.AMQPAddress(), "  timeout = \"5\""), ExpectError: regexp.MustCompile(`"5"\s+is\s+not\s+a\s+time`)},
			{Config: text(first.AMQPAddress(), "  messages = 0"), ExpectError: regexp.MustCompile(`between\s+1\s+and\s+10000`)},
			{
				Config:      text(first.AMQPAddress(), "  tls {\n    ca_pem = \"none\"\n  }"),
				ExpectError: regexp.MustCompile(`The\s+TLS\s+settings\s+cannot\s+be\s+used`),
			},
			{Config: text(first.AMQPAddress(), ""), Check: shows("lost", "0")},
		},
	})
	if queues, _ := broker.Get(t, "definitions", vhost)["queues"].([]any); len(queues) > 0 {
		t.Errorf("left behind: %v", queues)
	}
}

// The provider's user may be another one than the clients', and not see their virtual host: then it cannot tell which node was
// reached, and the messages count all the same.
func TestAccDeliveryCheckWhereTheProviderSeesNothing(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	user := tfacctest.RandomWithPrefix("blind")
	broker.Put(t, map[string]any{"password": "blind7f3aSecretUnstored", "tags": "management"}, "users", user)
	t.Cleanup(func() { broker.Delete(t, "users", user) })
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf("provider \"rabbitmqha\" {\n  username = %q\n  password = \"blind7f3aSecretUnstored\"\n}\n"+
				"data \"rabbitmqha_delivery_check\" \"this\" {\n  address = %q\n  vhost = %q\n  username = %q\n  password = %q\n}\n",
				user, broker.Lab.Nodes[0].AMQPAddress(), vhost, broker.Lab.Username, broker.Lab.Password),
			Check: resource.ComposeTestCheckFunc(
				resource.TestCheckResourceAttr("data.rabbitmqha_delivery_check.this", "lost", "0"),
				resource.TestCheckResourceAttr("data.rabbitmqha_delivery_check.this", "consumed", "20"),
				resource.TestCheckNoResourceAttr("data.rabbitmqha_delivery_check.this", "node"),
				resource.TestCheckNoResourceAttr("data.rabbitmqha_delivery_check.this", "consume_node"),
			),
		}},
	})
}
