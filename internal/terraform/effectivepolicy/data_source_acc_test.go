package effectivepolicy_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// What is said of every queue and exchange is what the broker itself acts on.
func TestAccEffectivePolicyIsTheBrokers(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	types := []string{"classic", "quorum"}
	if broker.Version.AtLeast(3, 9, 0) {
		types = append(types, "stream")
	}
	for _, queueType := range types {
		for _, name := range []string{"a", "b", "ab é"} {
			broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": queueType}}, "queues", vhost, queueType+" "+name)
		}
	}
	broker.Put(t, map[string]any{"type": "topic", "durable": true}, "exchanges", vhost, "exchange a")
	for name, policy := range map[string]map[string]any{
		"length":    {"pattern": "a$", "priority": 3, "definition": map[string]any{"max-length": 100, "overflow": "reject-publish"}},
		"bytes":     {"pattern": "", "priority": 1, "definition": map[string]any{"max-length-bytes": 4096}},
		"alternate": {"pattern": "^exchange", "priority": 5, "apply-to": "exchanges", "definition": map[string]any{"alternate-exchange": "x"}},
		"limit":     {"pattern": "é", "priority": 9, "apply-to": "queues", "definition": map[string]any{"delivery-limit": 7}},
		"dead":      {"pattern": "b$", "priority": 7, "apply-to": "queues", "definition": map[string]any{"dead-letter-exchange": "x"}},
	} {
		broker.Put(t, policy, "policies", vhost, name)
	}
	if !broker.Version.AtLeast(4, 0, 0) {
		broker.Put(t, map[string]any{"pattern": " a$", "priority": 8, "definition": map[string]any{"ha-mode": "all"}}, "policies", vhost, "mirrored")
	}
	for name, policy := range map[string]map[string]any{
		"ops":  {"pattern": "", "priority": 1, "apply-to": "queues", "definition": map[string]any{"max-length": 50}},
		"idle": {"pattern": "b$", "priority": 2, "apply-to": "queues", "definition": map[string]any{"expires": 86400000}},
	} {
		broker.Put(t, policy, "operator-policies", vhost, name)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf(`
data "rabbitmqha_effective_policy" "this" {
  vhost   = %q
  pattern = "^(classic|quorum|stream|exchange) "
}
output "effects" {
  value = jsonencode({ for effect in data.rabbitmqha_effective_policy.this.effects : effect.name => effect })
}`, vhost),
			Check: func(state *terraform.State) error {
				text, _ := state.RootModule().Outputs["effects"].Value.(string)
				var effects map[string]struct {
					Type, Policy string
					Operator     string `json:"operator_policy"`
					Definition   string
				}
				if err := json.Unmarshal([]byte(text), &effects); err != nil {
					return err
				}
				if len(effects) != 3*len(types)+1 {
					return fmt.Errorf("%d effects: %s", len(effects), text)
				}
				for name, effect := range effects {
					kind := "queues"
					if effect.Type == "exchange" {
						kind = "exchanges"
					}
					acctest.Await(t, "statistics of "+name, func() bool {
						got := broker.Get(t, kind, vhost, name)
						var ours map[string]any
						if err := json.Unmarshal([]byte(effect.Definition), &ours); err != nil {
							return false
						}
						policy, _ := got["policy"].(string)
						operator, _ := got["operator_policy"].(string)
						if kind == "exchanges" {
							return policy == effect.Policy
						}
						theirs, _ := json.Marshal(got["effective_policy_definition"])
						var parsed map[string]any
						if err := json.Unmarshal(theirs, &parsed); err != nil && string(theirs) != "[]" {
							return false
						}
						return policy == effect.Policy && operator == effect.Operator && (len(ours)+len(parsed) == 0 || reflect.DeepEqual(ours, parsed))
					})
				}
				return nil
			},
		}},
	})
}

func TestAccEffectivePolicyOfWhatIsNotThereYet(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"pattern": "^q", "priority": 1, "definition": map[string]any{"delivery-limit": 7}}, "policies", vhost, "limit")
	text := func(more string) string {
		return fmt.Sprintf("data \"rabbitmqha_effective_policy\" \"this\" {\n  vhost = %q\n%s\n}\n", vhost, more)
	}
	effect := func(attribute, value string) resource.TestCheckFunc {
		return resource.TestCheckResourceAttr("data.rabbitmqha_effective_policy.this", "effects.0."+attribute, value)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: text("  name = \"q\"\n  type = \"quorum\""),
				Check: resource.ComposeTestCheckFunc(effect("policy", "limit"), effect("definition", `{"delivery-limit":7}`),
					effect("type", "quorum"), effect("passed_over.#", "0")),
			},
			{Config: text("  name = \"q\""), ExpectError: regexp.MustCompile(`There\s+is\s+no\s+queue\s+and\s+no\s+exchange\s+"q"`)},
			{Config: text("  pattern = \"(\""), ExpectError: regexp.MustCompile(`The\s+pattern\s+cannot\s+be\s+used`)},
			{Config: text("  pattern = \"\"\n  type = \"quorum\""), ExpectError: regexp.MustCompile(`"pattern"\s+cannot\s+be\s+specified|Invalid\s+Attribute\s+Combination`)},
			{Config: text(""), ExpectError: regexp.MustCompile(`Invalid\s+Attribute\s+Combination`)},
			{
				Config: text("  name = \"q\"\n  type = \"exchange\""),
				Check:  resource.ComposeTestCheckFunc(effect("policy", "limit"), effect("ignored_keys.0", "delivery-limit")),
			},
		},
	})
}
