package exchange_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccExchangeDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	const name = `a/b @%2F "é"`
	broker.Put(t, map[string]any{
		"type": "topic", "durable": true, "internal": true, "arguments": map[string]any{"alternate-exchange": "amq.fanout", "x": 9007199254740993},
	}, "exchanges", vhost, name)
	broker.Put(t, map[string]any{"pattern": "^a/", "definition": map[string]any{"alternate-exchange": "x"}, "apply-to": "exchanges"}, "policies", vhost, "ae")
	lookup := func(vhost, name string) string {
		return fmt.Sprintf("data \"rabbitmqha_exchange\" \"this\" {\n  vhost = %q\n  name  = %q\n}\n", vhost, name)
	}
	shows := func(attribute string, value knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue("data.rabbitmqha_exchange.this", tfjsonpath.New(attribute), value)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      lookup(vhost, "none"),
				ExpectError: regexp.MustCompile(`There\s+is\s+no\s+exchange\s+"none"\s+in\s+the\s+virtual\s+host\s+"` + vhost),
			},
			{Config: lookup(vhost, name), ConfigStateChecks: []statecheck.StateCheck{
				shows("id", knownvalue.StringExact(vhost+"/a%2Fb%20@%252F%20%22%C3%A9%22")),
				shows("type", knownvalue.StringExact("topic")),
				shows("durable", knownvalue.Bool(true)),
				shows("auto_delete", knownvalue.Bool(false)),
				shows("internal", knownvalue.Bool(true)),
				shows("arguments", knownvalue.StringExact(`{"alternate-exchange":"amq.fanout","x":9007199254740993}`)),
				shows("policy", knownvalue.StringExact("ae")),
			}},
			{Config: `data "rabbitmqha_exchange" "this" { name = "amq.default" }`, ConfigStateChecks: []statecheck.StateCheck{
				shows("vhost", knownvalue.StringExact("/")),
				shows("type", knownvalue.StringExact("direct")),
				shows("arguments", knownvalue.StringExact("{}")),
				shows("policy", knownvalue.Null()),
			}},
		},
	})
}
