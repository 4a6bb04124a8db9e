package federationupstream_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const (
	address = "rabbitmqha_federation_upstream.test"
	plugin  = "rabbitmq_federation"
)

func config(vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_federation_upstream\" \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", vhost, name, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
		plancheck.ExpectResourceAction(address, action), plancheck.ExpectSensitiveValue(address, tfjsonpath.New("uris")),
	}}
}

// has checks the broker through its own API: the upstream's value, as JSON.
func has(t *testing.T, broker *acctest.Broker, vhost, name, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, "parameters", "federation-upstream", vhost, name)["value"]
		if text, err := json.Marshal(got); err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
		}
		return nil
	}
}

func TestAccFederationUpstreamLifecycle(t *testing.T) {
	broker := acctest.StartWith(t, plugin)
	vhost, name := broker.Vhost(t), "up/é @ 100%+"
	everything := `
  uris                  = ["amqps://u:p%2F%40upstream7f3aSecret@h1:5671/%2F", "amqp://h2"]
  exchange              = "é/e"
  queue                 = ""
  consumer_tag          = "tag"
  prefetch_count        = 0
  reconnect_delay       = 0
  max_hops              = 3
  expires               = 315360000000
  message_ttl           = 0
  trust_user_id         = false
  ack_mode              = "on-publish"
  resource_cleanup_mode = "never"
  bind_nowait           = true
`
	full := `{"ack-mode":"on-publish","bind-nowait":true,CHANNEL"consumer-tag":"tag","exchange":"é/e","expires":315360000000,"max-hops":3,` +
		`"message-ttl":0,"prefetch-count":0,"queue":"",TYPE"reconnect-delay":0,"resource-cleanup-mode":"never","trust-user-id":false,` +
		`"uri":["amqps://u:p%2F%40upstream7f3aSecret@h1:5671/%2F","amqp://h2"]}`
	channel, queueType := "", ""
	if broker.Version.AtLeast(3, 8, 13) {
		everything += "  channel_use_mode = \"single\"\n"
		channel = `"channel-use-mode":"single",`
	}
	if broker.Version.AtLeast(3, 13, 1) {
		everything += "  queue_type = \"quorum\"\n"
		queueType = `"queue-type":"quorum",`
	}
	full = strings.NewReplacer("CHANNEL", channel, "TYPE", queueType).Replace(full)
	minimal := "  uris = [\"amqp://h\"]\n"
	const plain = `{"uri":["amqp://h"]}`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range []string{name, name + "2"} {
				if broker.Get(t, "parameters", "federation-upstream", vhost, name) != nil {
					return fmt.Errorf("upstream %q is still there", name)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(vhost, name, minimal), Check: has(t, broker, vhost, name, plain)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{Config: config(vhost, name, everything), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(t, broker, vhost, name, full)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				// One URI more, a key that is not ours, and one URI by itself.
				PreConfig: func() {
					broker.Put(t, map[string]any{"value": map[string]any{"uri": []string{"amqp://h", "amqp://more"}}}, "parameters", "federation-upstream", vhost, name)
				},
				Config: config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(t, broker, vhost, name, plain),
			},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"value": map[string]any{"uri": "amqp://h", "expires": 1.5}}, "parameters", "federation-upstream", vhost, name)
				},
				Config: config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(t, broker, vhost, name, plain),
			},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"value": map[string]any{"uri": "amqp://h"}}, "parameters", "federation-upstream", vhost, name)
				},
				Config: config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			},
			{
				PreConfig: func() { broker.Delete(t, "parameters", "federation-upstream", vhost, name) },
				Config:    config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionCreate), Check: has(t, broker, vhost, name, plain),
			},
			{
				Config:           config(vhost, name+"2", minimal),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, vhost, name+"2", plain),
			},
		},
	})
}

// What is published to an exchange in one virtual host arrives in a queue of the other one.
func TestAccFederationUpstreamMovesMessages(t *testing.T) {
	broker := acctest.StartWith(t, plugin)
	up, down := broker.Vhost(t), broker.Vhost(t)
	for _, vhost := range []string{up, down} {
		broker.Put(t, map[string]any{"type": "fanout"}, "exchanges", vhost, "news")
	}
	broker.Put(t, map[string]any{"durable": true}, "queues", down, "q")
	broker.Post(t, map[string]any{}, "bindings", down, "e", "news", "q", "q")
	policy := fmt.Sprintf(`
resource "rabbitmqha_policy" "federated" {
  vhost    = %q
  name     = "federated"
  pattern  = "^news$"
  apply_to = "exchanges"
  definition {
    federation_upstream_set = rabbitmqha_federation_upstream_set.all.name
  }
}
resource "rabbitmqha_federation_upstream_set" "all" {
  vhost = %q
  name  = "both"
  upstream {
    name     = rabbitmqha_federation_upstream.test.name
    max_hops = 2
  }
}
`, down, down)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: config(down, "up", fmt.Sprintf("  uris = [%q]\n  max_hops = 1\n", broker.URI(up))) + policy,
			Check: func(*terraform.State) error {
				channel := broker.Channel(t, up)
				acctest.Await(t, "a message from upstream", func() bool {
					// The link may not have bound yet.
					if err := channel.PublishWithContext(t.Context(), "news", "", false, false, amqp.Publishing{Body: []byte("m")}); err != nil {
						t.Fatal(err)
					}
					messages, ok := broker.Get(t, "queues", down, "q")["messages"].(json.Number)
					return ok && messages != "0"
				})
				return nil
			},
		}},
	})
}

func TestAccFederationUpstreamRefusedWhilePlanning(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.StartWith(t, plugin)
	vhost := broker.Vhost(t)
	step := func(more, wants string) resource.TestStep {
		return resource.TestStep{
			Config: config(vhost, "u", more), PlanOnly: true, ExpectError: regexp.MustCompile(strings.ReplaceAll(wants, " ", `\s+`)),
		}
	}
	const uris = "  uris = [\"amqp://h\"]\n"
	steps := []resource.TestStep{
		step("", `"uris" is required`),
		step("  uris = []\n", `There is no URI`),
		step("  uris = [null]\n", `null`),
		step("  uris = [\"http://u:7f3aSecret@h\"]\n", `URI 1 is not an AMQP URI`),
		step(uris+"  max_hops = 0\n", `max_hops cannot be 0`),
		step(uris+"  max_hops = 1.5\n", `max_hops`),
		step(uris+"  ack_mode = \"always\"\n", `ack_mode cannot be "always"`),
		step(uris+"  definition_json = jsonencode({ uri = \"amqp://\" })\n", `uri is the attribute uris`),
		step(uris+"  definition_json = \"[]\"\n", `definition_json is not a JSON object`),
		step(uris+"  hops = 1\n", `Unsupported argument`),
	}
	if !broker.Version.AtLeast(3, 13, 1) {
		steps = append(steps, step(uris+"  queue_type = \"quorum\"\n", "RabbitMQ "+regexp.QuoteMeta(broker.Version.String())+" has no queue_type"))
	} else {
		steps = append(steps, step(uris+"  ha_policy = \"all\"\n", "RabbitMQ "+regexp.QuoteMeta(broker.Version.String())+" has no ha_policy"))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers, Steps: append(steps, resource.TestStep{Config: "# nothing"}),
	})
}
