package queue_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const address = "rabbitmqha_queue.test"

func config(vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_queue\" \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", vhost, name, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// has checks the broker through its own API.
func has(t *testing.T, broker *acctest.Broker, vhost, name string, want map[string]string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, "queues", vhost, name)
		if got == nil {
			return fmt.Errorf("queue %q is not there", name)
		}
		arguments, _ := got["arguments"].(map[string]any)
		for key, value := range want {
			actual, ok := got[key]
			if !ok {
				actual = arguments[key]
			}
			if fmt.Sprint(actual) != value {
				return fmt.Errorf("queue %q has %s = %v, want %s", name, key, actual, value)
			}
		}
		return nil
	}
}

func TestAccQueueLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	vhost, name := broker.Vhost(t), "orders/é @ 100%+"
	everything := `
  arguments_json = jsonencode({ "x-ha-policy" = "all", "x-plugin" = { n = 1, list = [true, "a"] } })
  arguments {
    max_length                = 1000
    max_length_bytes          = 9007199254740993
    dead_letter_exchange      = ""
    dead_letter_routing_key   = "42"
    single_active_consumer    = true
    quorum_initial_group_size = 1
    delivery_limit            = 7
`
	wanted := map[string]string{
		"x-max-length": "1000", "x-max-length-bytes": "9007199254740993", "x-dead-letter-exchange": "",
		"x-dead-letter-routing-key": "42", "x-single-active-consumer": "true", "x-quorum-initial-group-size": "1",
		"x-delivery-limit": "7", "x-ha-policy": "all", "x-plugin": "map[list:[true a] n:1]",
	}
	if broker.Version.AtLeast(3, 10, 0) {
		everything += "  overflow = \"reject-publish\"\n  expires = 86400000\n  message_ttl = 60000\n"
		wanted["x-overflow"], wanted["x-expires"], wanted["x-message-ttl"] = "reject-publish", "86400000", "60000"
	}
	everything += "  }\n"
	const classic = "  type = \"classic\"\n  arguments {\n    max_priority = 5\n    message_ttl = 60000\n  }\n"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			if broker.Get(t, "queues", vhost, name) != nil {
				return fmt.Errorf("queue %q is still there", name)
			}
			return nil
		},
		Steps: []resource.TestStep{
			{
				Config: config(vhost, name, ""),
				Check:  has(t, broker, vhost, name, map[string]string{"type": "quorum", "durable": "true", "auto_delete": "false"}),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config:           config(vhost, name, "  force_destroy = true"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				Config:           config(vhost, name, everything),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, vhost, name, wanted),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"arguments_json", "force_destroy"}},
			{
				Config:           config(vhost, name, classic),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, vhost, name, map[string]string{"type": "classic", "x-max-priority": "5", "x-message-ttl": "60000"}),
			},
			{
				// An old client's argument comes and goes without a replacement, and so does another spelling of the JSON.
				Config:           config(vhost, name, classic+"  arguments_json = \"{ \\\"x-ha-policy\\\": \\\"all\\\" }\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				PreConfig:        func() { broker.Delete(t, "queues", vhost, name) },
				Config:           config(vhost, name, ""),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
		},
	})
}

func TestAccQueueTypeOfTheBrokerIsNoDrift(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	// Declared without a type by someone else; from 4.0 the broker writes one into the arguments.
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "theirs")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: config(vhost, "theirs", "  type = \"classic\"") + fmt.Sprintf(
					"import {\n  to = %s\n  id = %q\n}\n", address, vhost+"/theirs"),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			},
		},
	})
}

func TestAccQueueStream(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	step := resource.TestStep{
		Config: config(vhost, "log", "  type = \"stream\"\n  arguments {\n    max_age = \"7D\"\n    max_segment_size_bytes = 1000000\n    initial_cluster_size = 3\n  }"),
		Check: has(t, broker, vhost, "log", map[string]string{
			"type": "stream", "x-max-age": "7D", "x-stream-max-segment-size-bytes": "1000000", "x-initial-cluster-size": "3"}),
	}
	if !broker.Version.AtLeast(3, 9, 0) {
		step.Check, step.ExpectError, step.PlanOnly = nil, regexp.MustCompile(`has\s+no\s+streams`), true
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: []resource.TestStep{step}})
}

func TestAccQueueKeepsMessages(t *testing.T) {
	broker := acctest.Start(t)
	for _, queueType := range []string{"classic", "quorum"} {
		t.Run(queueType, func(t *testing.T) {
			vhost := broker.Vhost(t)
			plain := config(vhost, "orders", fmt.Sprintf("  type = %q", queueType))
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{
					{Config: plain},
					{
						PreConfig: func() {
							broker.Publish(t, vhost, "orders", "one")
							broker.AwaitMessages(t, vhost, "orders", 1)
						},
						Config:      config(vhost, "orders", fmt.Sprintf("  type = %q\n  arguments { max_length = 5 }", queueType)),
						ExpectError: regexp.MustCompile(`"orders"\s+is\s+in\s+use\s+and\s+would\s+be\s+replaced`),
						PlanOnly:    true,
					},
					{
						Config:      plain,
						Destroy:     true,
						ExpectError: regexp.MustCompile(`"orders"\s+is\s+in\s+use\s+and\s+would\s+be\s+deleted[\s\S]*1\s+message\b`),
					},
					{Config: config(vhost, "orders", fmt.Sprintf("  type = %q\n  force_destroy = true", queueType))},
					{
						Config:           config(vhost, "orders", fmt.Sprintf("  type = %q\n  force_destroy = true\n  arguments { max_length = 5 }", queueType)),
						ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
						Check:            has(t, broker, vhost, "orders", map[string]string{"x-max-length": "5"}),
					},
				},
			})
		})
	}
}

func TestAccQueueIDIsUnknownWhileReplaced(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	output := "\noutput \"id\" {\n  value = rabbitmqha_queue.test.id\n}\n"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(vhost, "q", "") + output},
			{
				Config: config(vhost, "q", "  arguments { max_length = 5 }") + output,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectUnknownValue(address, tfjsonpath.New("id")), plancheck.ExpectUnknownOutputValue("id")}},
			},
		},
	})
}

// A block that is taken away takes its arguments along; an empty one is none.
func TestAccQueueWithoutItsArguments(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(vhost, "q", "  arguments { max_length = 5 }")},
			{Config: config(vhost, "q", "  arguments {}"), ConfigPlanChecks: expect(plancheck.ResourceActionReplace)},
			{Config: config(vhost, "q", ""), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{Config: config(vhost, "q", "  arguments { max_length = 5 }"), ConfigPlanChecks: expect(plancheck.ResourceActionReplace)},
			{
				Config: config(vhost, "q", ""), ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check: has(t, broker, vhost, "q", map[string]string{"x-max-length": "<nil>"}),
			},
		},
	})
}

func TestAccQueueBadInput(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	cases := map[string]refused.Case{}
	for name, test := range map[string]struct{ config, want string }{
		"quorum not durable":  {"durable = false", `quorum queue`},
		"quorum auto-delete":  {"auto_delete = true", `quorum queue`},
		"priority on quorum":  {"arguments { max_priority = 3 }", `max_priority`},
		"misspelt argument":   {`arguments_json = jsonencode({ "x-max-lengt" = 3 })`, `x-max-length`},
		"typed in arguments":  {`arguments_json = jsonencode({ "x-max-length" = 3 })`, `max_length`},
		"type in arguments":   {`arguments_json = jsonencode({ "x-queue-type" = "classic" })`, `type`},
		"no such type":        {`type = "lazy"`, `"lazy"\s+is\s+not\s+a\s+queue\s+type`},
		"length on a stream":  {"type = \"stream\"\n  arguments { max_length = 3 }", `max_length`},
		"not an object":       {`arguments_json = "[1]"`, `arguments\s+are\s+not\s+a\s+JSON\s+object`},
		"not JSON":            {`arguments_json = "x"`, `Invalid\s+JSON`},
		"limit out of bounds": {`arguments { delivery_limit = -2 }`, `delivery_limit`},
	} {
		cases[name] = refused.Case{Config: config(vhost, "bad", "  "+test.config), Want: test.want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
	if broker.Get(t, "queues", vhost, "bad") != nil {
		t.Error("a queue reached the broker")
	}
}
