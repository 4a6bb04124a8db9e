package policy_test

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

func TestAccPoliciesDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{
		"pattern": `^a\.`, "priority": 7, "apply-to": "queues",
		"definition": map[string]any{"max-length": 1234567890123, "dead-letter-routing-key": "42"},
	}, "policies", vhost, "b/@é %")
	broker.Put(t, map[string]any{"pattern": "", "definition": map[string]any{"alternate-exchange": "x"}, "apply-to": "exchanges"}, "policies", vhost, "a")
	broker.Put(t, map[string]any{"pattern": ".*", "definition": map[string]any{"expires": 3600000}, "apply-to": "queues"}, "operator-policies", vhost, "ops")
	listed := func(id, name, pattern, applyTo, definition string, priority int64) knownvalue.Check {
		return knownvalue.ObjectExact(map[string]knownvalue.Check{
			"id":         knownvalue.StringExact(vhost + "/" + id),
			"vhost":      knownvalue.StringExact(vhost),
			"name":       knownvalue.StringExact(name),
			"pattern":    knownvalue.StringExact(pattern),
			"apply_to":   knownvalue.StringExact(applyTo),
			"priority":   knownvalue.Int64Exact(priority),
			"definition": knownvalue.StringExact(definition),
		})
	}
	user := knownvalue.ListExact([]knownvalue.Check{
		listed("a", "a", "", "exchanges", `{"alternate-exchange":"x"}`, 0),
		listed("b%2F@%C3%A9%20%25", "b/@é %", `^a\.`, "queues", `{"dead-letter-routing-key":"42","max-length":1234567890123}`, 7),
	})
	operator := knownvalue.ListExact([]knownvalue.Check{listed("ops", "ops", ".*", "queues", `{"expires":3600000}`, 0)})
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      `data "rabbitmqha_policies" "this" { vhost = "no such" }`,
				ExpectError: regexp.MustCompile(`There\s+is\s+no\s+virtual\s+host\s+"no\s+such"`),
			},
			{
				Config: fmt.Sprintf(`
data "rabbitmqha_policies" "this" {
  vhost = %[1]q
}
data "rabbitmqha_policies" "all" {}
output "listed" {
  value = [for policy in data.rabbitmqha_policies.all.policies : policy if policy.vhost == %[1]q]
}
`, vhost),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.rabbitmqha_policies.this", tfjsonpath.New("policies"), user),
					statecheck.ExpectKnownValue("data.rabbitmqha_policies.this", tfjsonpath.New("operator_policies"), operator),
					statecheck.ExpectKnownOutputValue("listed", user),
				},
			},
		},
	})
}
