package exchange_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const address = "rabbitmqha_exchange.test"

func config(vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_exchange\" \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", vhost, name, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// has checks the broker through its own API: what is declared of the exchange, as JSON.
func has(t *testing.T, broker *acctest.Broker, vhost, name, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, "exchanges", vhost, name)
		declared := map[string]any{}
		for _, key := range []string{"type", "durable", "auto_delete", "internal", "arguments"} {
			declared[key] = got[key]
		}
		if text, err := json.Marshal(declared); err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
		}
		return nil
	}
}

func TestAccExchangeLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	vhost, name := broker.Vhost(t), "orders/é @ 100%+"
	const plain = `{"arguments":{},"auto_delete":false,"durable":true,"internal":false,"type":"topic"}`
	everything := `
  type               = "headers"
  durable            = false
  auto_delete        = true
  internal           = true
  alternate_exchange = "undeliverable/é"
  arguments_json     = %s
`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range []string{name, name + "2"} {
				if broker.Get(t, "exchanges", vhost, name) != nil {
					return fmt.Errorf("exchange %q is still there", name)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(vhost, name, "  type = \"topic\""), Check: has(t, broker, vhost, name, plain)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: config(vhost, name, fmt.Sprintf(everything,
					`jsonencode({ "x-n" = 9007199254740993, "x-list" = [1, [true, "zwölf"], { a = "b" }] })`)),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check: has(t, broker, vhost, name, `{"arguments":{"alternate-exchange":"undeliverable/é","x-list":[1,[true,"zwölf"],{"a":"b"}],`+
					`"x-n":9007199254740993},"auto_delete":true,"durable":false,"internal":true,"type":"headers"}`),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: config(vhost, name, fmt.Sprintf(everything,
					`"{ \"x-list\": [ 1, [ true, \"zw\\u00f6lf\" ], { \"a\": \"b\" } ], \"x-n\": 9007199254740993 }"`)),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			},
			{
				Config: config(vhost, name, fmt.Sprintf(everything,
					`"{ \"x-list\": [ 1, [ true, \"zw\\u00f6lf\" ], { \"a\": \"b\" } ], \"x-n\": 9007199254740992 }"`)),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
			},
			{
				Config:           config(vhost, name, "  type = \"direct\"\n  alternate_exchange = \"\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check: has(t, broker, vhost, name,
					`{"arguments":{"alternate-exchange":""},"auto_delete":false,"durable":true,"internal":false,"type":"direct"}`),
			},
			{
				// Whoever has declared it again without durability: no default replaces it, a value that is written does.
				PreConfig: func() {
					broker.Delete(t, "exchanges", vhost, name)
					broker.Put(t, map[string]any{"type": "topic", "durable": false}, "exchanges", vhost, name)
				},
				Config:           config(vhost, name, "  type = \"topic\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			},
			{
				Config:           config(vhost, name, "  type = \"topic\"\n  durable = true"),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, vhost, name, plain),
			},
			{
				PreConfig:        func() { broker.Delete(t, "exchanges", vhost, name) },
				Config:           config(vhost, name, "  type = \"topic\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
				Check:            has(t, broker, vhost, name, plain),
			},
			{
				Config:           config(vhost, name+"2", "  type = \"topic\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
			},
			{
				// The virtual host is taken away with everything in it.
				PreConfig: func() {
					broker.Delete(t, "vhosts", vhost)
					broker.Put(t, map[string]any{}, "vhosts", vhost)
				},
				Config:           config(vhost, name, "  type = \"topic\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
		},
	})
}

func TestAccExchangeInDefaultVirtualHost(t *testing.T) {
	broker := acctest.Start(t)
	const name = "TestAccExchangeInDefaultVirtualHost"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: fmt.Sprintf("resource \"rabbitmqha_exchange\" \"test\" {\n  name = %q\n  type = \"fanout\"\n}\n", name),
				Check: has(t, broker, "/", name,
					`{"arguments":{},"auto_delete":false,"durable":true,"internal":false,"type":"fanout"}`),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "%2F/" + name},
		},
	})
}

func TestAccExchangeThatExists(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"type": "topic", "durable": true}, "exchanges", vhost, "theirs")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      config(vhost, "theirs", "  type = \"fanout\""),
				ExpectError: regexp.MustCompile(`Could\s+not\s+declare\s+exchange\s+"theirs"[\s\S]*inequivalent\s+arg\s+'type'[\s\S]*id = "test-\d+/theirs"`),
			},
			{
				Config:      config(vhost, "theirs", "  type = \"topic\""),
				ExpectError: regexp.MustCompile(`The\s+exchange\s+"theirs"\s+in\s+virtual\s+host\s+"test-\d+"\s+exists\s+already`),
			},
		},
	})
}

func TestAccExchangeTypeOfAPlugin(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	steps := []resource.TestStep{
		{
			Config: config(vhost, "recent", "  type = \"x-recent-history\""),
			ExpectError: regexp.MustCompile(
				`unknown\s+exchange\s+type\s+'x-recent-history'[\s\S]*rabbitmq-plugins\s+enable\s+rabbitmq_recent_history_exchange`),
		},
		{
			Config:      config(vhost, "unheard", "  type = \"fannout\""),
			ExpectError: regexp.MustCompile(`unknown\s+exchange\s+type\s+'fannout'[\s\S]*direct,\s+fanout,\s+topic,\s+headers`),
		},
	}
	local := resource.TestStep{Config: config(vhost, "local", "  type = \"x-local-random\"")}
	if !broker.Version.AtLeast(4, 0, 0) {
		local.ExpectError, local.PlanOnly = regexp.MustCompile(`has\s+no\s+exchanges\s+of\s+type\s+"x-local-random"`), true
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: append(steps, local)})
}

func TestAccExchangeBadInput(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	cases := map[string]refused.Case{}
	for label, test := range map[string]struct{ name, more, want string }{
		"the broker's own": {"amq.bad", `type = "topic"`, `"amq.bad"\s+is\s+reserved[\s\S]*Bind\s+to\s+one\s+by\s+its\s+name`},
		"no name":          {"", `type = "topic"`, `Attribute\s+name\s+string\s+length\s+must\s+be\s+between\s+1\s+and\s+255`},
		"long name":        {fmt.Sprintf("%0256d", 0), `type = "topic"`, `length\s+must\s+be\s+between\s+1\s+and\s+255`},
		"a step in a path": {"..", `type = "topic"`, `"\.\."\s+cannot\s+be\s+addressed`},
		"no type":          {"bad", ``, `The\s+argument\s+"type"\s+is\s+required`},
		"misspelt type":    {"bad", `type = "Topic"`, `"Topic"\s+is\s+not\s+an\s+exchange\s+type[\s\S]*Write\s+"topic"`},
		"alternate among arguments": {"bad", "type = \"topic\"\n  arguments_json = jsonencode({ alternate-exchange = \"a\" })",
			`"alternate-exchange"\s+has\s+an\s+attribute\s+of\s+its\s+own[\s\S]*alternate_exchange`},
		"not an object": {"bad", "type = \"topic\"\n  arguments_json = \"[1]\"", `The\s+arguments\s+are\s+not\s+a\s+JSON\s+object`},
		"not JSON":      {"bad", "type = \"topic\"\n  arguments_json = \"x\"", `Invalid\s+JSON`},
		"null":          {"bad", "type = \"topic\"\n  arguments_json = jsonencode({ a = [null] })", `The\s+arguments\s+hold\s+a\s+null`},
	} {
		cases[label] = refused.Case{Config: config(vhost, test.name, "  "+test.more), Want: test.want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
	if broker.Get(t, "exchanges", vhost, "bad") != nil {
		t.Error("an exchange reached the broker")
	}
}
