package binding_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const address = "rabbitmqha_binding.test"

func config(vhost, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_binding\" \"test\" {\n  vhost = %q\n%s\n}\n", vhost, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// topology makes exchanges "x" (headers) and "y" and queues "q" and "r" in a virtual host of their own.
func topology(t *testing.T, broker *acctest.Broker) (vhost string) {
	vhost = broker.Vhost(t)
	broker.Put(t, map[string]any{"type": "headers", "durable": true}, "exchanges", vhost, "x")
	broker.Put(t, map[string]any{"type": "topic", "durable": true}, "exchanges", vhost, "y")
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "q")
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "r")
	return vhost
}

// has checks the broker through its own API: routing key and arguments as JSON; empty if there must be no such binding.
func has(t *testing.T, broker *acctest.Broker, want string, parts ...string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, append([]string{"bindings"}, parts...)...)
		if got == nil && want == "" {
			return nil
		}
		text, err := json.Marshal([]any{got["routing_key"], got["arguments"]})
		if err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s at %q, want %s (%w)", text, parts, want, err)
		}
		return nil
	}
}

// key is the broker's properties key of a binding without arguments, as it is asked for: what would be a step in a path
// is encoded once more.
func key(routingKey string) string {
	if routingKey == "." || routingKey == ".." {
		return strings.ReplaceAll(routingKey, ".", "%2E")
	}
	return strings.ReplaceAll(url.QueryEscape(routingKey), "~", "%7E")
}

func TestAccBindingLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	arguments := `{"a":{"b":"c"},"big":9007199254740993,"list":[1,[true,"zwölf"],-2],"no":false,"x-match":"all"}`
	var hash string
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             has(t, broker, "", vhost, "e", "x", "q", "r", "~"),
		Steps: []resource.TestStep{
			{
				Config: config(vhost, "  source = \"x\"\n  destination = \"q\""),
				Check: resource.ComposeAggregateTestCheckFunc(
					has(t, broker, `["",{}]`, vhost, "e", "x", "q", "q", "~"),
					resource.TestCheckResourceAttr(address, "id", vhost+"/x/queue/q/~"),
					resource.TestCheckResourceAttr(address, "properties_key", "~")),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: config(vhost, `
  source      = "x"
  destination = "q"
  routing_key = "a/b c"
  arguments_json = jsonencode({
    x-match = "all", big = 9007199254740993, no = false, a = { b = "c" }, list = [1, [true, "zwölf"], -2],
  })`),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check: func(state *terraform.State) error {
					hash = state.RootModule().Resources[address].Primary.Attributes["properties_key"]
					if !regexp.MustCompile(`^a%2Fb\+c~[\w-]+$`).MatchString(hash) {
						return fmt.Errorf("properties_key %q", hash)
					}
					if err := has(t, broker, "", vhost, "e", "x", "q", "q", "~")(state); err != nil {
						return err
					}
					return has(t, broker, `["a/b c",`+arguments+`]`, vhost, "e", "x", "q", "q", hash)(state)
				},
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				// The same in another spelling.
				Config: config(vhost, fmt.Sprintf("  source = \"x\"\n  destination = \"q\"\n  routing_key = \"a/b c\"\n  arguments_json = %q",
					strings.ReplaceAll(strings.ReplaceAll(arguments, ":", " : "), "ö", `\u00f6`))),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			},
			{
				// One integer differs by one, where floats do not.
				Config: config(vhost, fmt.Sprintf("  source = \"x\"\n  destination = \"q\"\n  routing_key = \"a/b c\"\n  arguments_json = %q",
					strings.ReplaceAll(arguments, "993", "992"))),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
			},
			{
				Config:           config(vhost, "  source = \"x\"\n  destination_type = \"exchange\"\n  destination = \"y\"\n  routing_key = \"*.#\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, `["*.#",{}]`, vhost, "e", "x", "e", "y", key("*.#")),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				PreConfig:        func() { broker.Delete(t, "bindings", vhost, "e", "x", "e", "y", key("*.#")) },
				Config:           config(vhost, "  source = \"x\"\n  destination_type = \"exchange\"\n  destination = \"y\"\n  routing_key = \"*.#\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
			{
				Config:           config(vhost, "  source = \"x\"\n  destination = \"r\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, `["",{}]`, vhost, "e", "x", "q", "r", "~"),
			},
			{
				// The broker removes the binding together with the queue.
				PreConfig: func() {
					broker.Delete(t, "queues", vhost, "r")
					broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "r")
				},
				Config:           config(vhost, "  source = \"x\"\n  destination = \"r\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
		},
	})
}

func TestAccBindingRoutingKeys(t *testing.T) {
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	keys := []string{
		"~", "~~", "a~b", "a/b", "%", "%2F", "%7E", "a+b", "a b", "é", "#", "*.#", "?q=1&b=2", "\"\\", ".", "..", "...", "a/../b",
		strings.Repeat("é", 127), strings.Repeat("x", 255),
	}
	var text strings.Builder
	var checks []resource.TestCheckFunc
	for i, routingKey := range keys {
		encoded, err := json.Marshal(routingKey)
		if err != nil {
			t.Fatal(err)
		}
		for name, more := range map[string]string{"plain": "", "arguments": "arguments_json = jsonencode({ x-match = \"any\", n = 1 })"} {
			if more != "" && routingKey == "a~b" {
				continue
			}
			fmt.Fprintf(&text, "resource \"rabbitmqha_binding\" \"%s%d\" {\n  vhost = %q\n  source = \"x\"\n  destination = \"q\"\n"+
				"  routing_key = %s\n  %s\n}\n", name, i, vhost, encoded, more)
			checks = append(checks, resource.TestCheckResourceAttr(fmt.Sprintf("rabbitmqha_binding.%s%d", name, i), "routing_key", routingKey))
		}
		checks = append(checks, has(t, broker, fmt.Sprintf("[%s,{}]", encoded), vhost, "e", "x", "q", "q", key(routingKey)))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(state *terraform.State) error {
			for _, routingKey := range keys {
				if err := has(t, broker, "", vhost, "e", "x", "q", "q", key(routingKey))(state); err != nil {
					return err
				}
			}
			return nil
		},
		Steps: []resource.TestStep{{Config: text.String(), Check: resource.ComposeAggregateTestCheckFunc(checks...)}},
	})
}

func TestAccBindingManyArguments(t *testing.T) {
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				// More than an Erlang map keeps in order.
				Config: config(vhost, "  source = \"x\"\n  destination = \"q\"\n  arguments_json = jsonencode({ for i in range(100) : \"h${i}\" => i })"),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
		},
	})
}
