package shovel_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const address = "rabbitmqha_shovel.test"

func config(vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_shovel\" \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", vhost, name, more)
}

// ends are the blocks of a shovel from a queue to another one in the same virtual host.
func ends(uri string) string {
	return fmt.Sprintf("  source {\n    uris = [%[1]q]\n    queue = \"from\"\n  }\n  destination {\n    uris = [%[1]q]\n    queue = \"to\"\n  }\n", uri)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// has checks the broker through its own API: the shovel's definition, as JSON.
func has(t *testing.T, broker *acctest.Broker, vhost, name, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, "parameters", "shovel", vhost, name)["value"]
		if text, err := json.Marshal(got); err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
		}
		return nil
	}
}

func TestAccShovelLifecycle(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost, name := broker.Vhost(t), "orders/é @ 100%+"
	minimal := ends("amqp://")
	everything := `
  ack_mode        = "on-publish"
  reconnect_delay = 7
  source {
    uris            = ["amqp://a:p%2F%407f3aSecret@127.0.0.1:1", "amqp://b:source7f3aSecret@127.0.0.1:2/%2F"]
    protocol        = "amqp091"
    queue           = "from/é"
    prefetch_count  = 5
    delete_after    = 9007199254740993
    ARGUMENTS
  }
  destination {
    uris                 = ["amqp://c:destination7f3aSecret@127.0.0.1:1"]
    exchange             = "amq.topic"
    exchange_key         = "42"
    add_forward_headers  = true
    add_timestamp_header = false
    publish_properties   = jsonencode({ delivery_mode = 2, content_type = "text/plain" })
  }
`
	const plain = `{"dest-queue":"to","dest-uri":["amqp://"],"src-queue":"from","src-uri":["amqp://"]}`
	arguments, consumer, queue := "", "", ""
	if broker.Version.AtLeast(3, 9, 0) {
		arguments = "queue_arguments = jsonencode({ x-queue-type = \"quorum\", x-expires = 3600000 })\n" +
			"    consumer_arguments = jsonencode({ x-priority = 5 })"
		consumer = `"src-consumer-args":{"x-priority":5},`
		queue = `,"src-queue-args":{"x-expires":3600000,"x-queue-type":"quorum"}`
	}
	full := `{"ack-mode":"on-publish","dest-add-forward-headers":true,"dest-add-timestamp-header":false,"dest-exchange":"amq.topic",` +
		`"dest-exchange-key":"42","dest-publish-properties":{"content_type":"text/plain","delivery_mode":2},` +
		`"dest-uri":["amqp://c:destination7f3aSecret@127.0.0.1:1"],"reconnect-delay":7,` + consumer + `"src-delete-after":9007199254740993,` +
		`"src-prefetch-count":5,"src-queue":"from/é"` + queue +
		`,"src-uri":["amqp://a:p%2F%407f3aSecret@127.0.0.1:1","amqp://b:source7f3aSecret@127.0.0.1:2/%2F"]}`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range []string{name, name + "2"} {
				if broker.Get(t, "parameters", "shovel", vhost, name) != nil {
					return fmt.Errorf("shovel %q is still there", name)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(vhost, name, minimal), Check: has(t, broker, vhost, name, plain)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config:           config(vhost, name, strings.Replace(everything, "ARGUMENTS", arguments, 1)),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check:            has(t, broker, vhost, name, full),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				// A third URI, which somebody else has added.
				PreConfig: func() {
					broker.Put(t, map[string]any{"value": map[string]any{
						"src-uri": []string{"amqp://", "amqp://other"}, "src-queue": "from", "dest-uri": "amqp://", "dest-queue": "to",
					}}, "parameters", "shovel", vhost, name)
				},
				Config:           config(vhost, name, minimal),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check:            has(t, broker, vhost, name, plain),
			},
			{
				// The same, as others write it.
				PreConfig: func() {
					broker.Put(t, map[string]any{"value": map[string]any{
						"src-uri": "amqp://", "src-queue": "from", "dest-uri": "amqp://", "dest-queue": "to", "dest-protocol": "amqp091",
					}}, "parameters", "shovel", vhost, name)
				},
				Config:           config(vhost, name, minimal),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			},
			{
				PreConfig:        func() { broker.Delete(t, "parameters", "shovel", vhost, name) },
				Config:           config(vhost, name, minimal),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
				Check:            has(t, broker, vhost, name, plain),
			},
			{
				Config:           config(vhost, name+"2", minimal),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, vhost, name+"2", plain),
			},
		},
	})
}

// A message goes from one virtual host to another, by the password of a user: first along AMQP 0-9-1, then along AMQP
// 1.0 where the broker speaks it by itself, and locally where it knows that.
func TestAccShovelMovesMessages(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	from, to := broker.Vhost(t), broker.Vhost(t)
	uri := broker.URI
	through := func(source, destination string) string {
		return config(from, "s", fmt.Sprintf("  source {\n    uris = [%q]\n    %s\n  }\n  destination {\n    uris = [%q]\n    %s\n  }\n",
			uri(from), source, uri(to), destination))
	}
	moved := func(count int64) resource.TestCheckFunc {
		return func(*terraform.State) error {
			broker.Publish(t, from, "from", "m")
			broker.AwaitMessages(t, to, "to", count)
			return nil
		}
	}
	durable := map[string]any{"durable": true}
	broker.Put(t, durable, "queues", from, "from")
	broker.Put(t, durable, "queues", to, "to")
	steps := []resource.TestStep{
		{Config: through("queue = \"from\"", "queue = \"to\""), Check: moved(1)},
	}
	if broker.Version.AtLeast(4, 0, 0) {
		uri = func(vhost string) string {
			return strings.TrimSuffix(broker.URI("/"), "/%2F") + "?hostname=vhost:" + vhost
		}
		steps = append(steps, resource.TestStep{
			Config: through("protocol = \"amqp10\"\n    address = \"/queues/from\"", "protocol = \"amqp10\"\n    address = \"/queues/to\"\n    add_forward_headers = true"),
			Check:  moved(2),
		})
	}
	uri = broker.URI
	if broker.Version.AtLeast(4, 2, 0) {
		steps = append(steps, resource.TestStep{
			Config: through("protocol = \"local\"\n    queue = \"from\"\n    predeclared = true", "protocol = \"local\"\n    queue = \"to\""),
			Check:  moved(3),
		})
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
}
