package policy_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// kinds are the two resources of this package: Terraform's type and the broker's address.
var kinds = map[string]struct {
	typeName, api string
	rules         topology.PolicyKind
}{
	"user":     {"rabbitmqha_policy", "policies", topology.UserPolicy},
	"operator": {"rabbitmqha_operator_policy", "operator-policies", topology.OperatorPolicy},
}

func config(typeName, vhost, name, more string) string {
	return fmt.Sprintf("resource %q \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", typeName, vhost, name, more)
}

func expect(address string, action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// has checks the broker through its own API: the whole policy, as JSON.
func has(t *testing.T, broker *acctest.Broker, want string, parts ...string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, parts...)
		if got == nil {
			return fmt.Errorf("%q is not there", parts)
		}
		delete(got, "vhost")
		delete(got, "name")
		if text, err := json.Marshal(got); err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
		}
		return nil
	}
}

func TestAccPolicyLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	for label, kind := range kinds {
		t.Run(label, func(t *testing.T) {
			vhost, name, address := broker.Vhost(t), "orders/é @ 100%+", kind.typeName+".test"
			minimal := config(kind.typeName, vhost, name, "  pattern = \"\"\n  definition { message_ttl = 60000 }")
			minimalWanted := `{"apply-to":"all","definition":{"message-ttl":60000},"pattern":"","priority":0}`
			var everything []resource.TestStep
			for _, queueType := range []topology.QueueType{topology.Classic, topology.Quorum, topology.Stream} {
				hcl, definition := everyKey(t, kind.rules, queueType, broker)
				if definition == "{}" {
					continue
				}
				everything = append(everything, resource.TestStep{
					Config:           config(kind.typeName, vhost, name, "  pattern = \"^(é|a\\\\.b)$\"\n  apply_to = \"queues\"\n  priority = -7\n"+hcl),
					ConfigPlanChecks: expect(address, plancheck.ResourceActionUpdate),
					Check: has(t, broker, `{"apply-to":"queues","definition":`+definition+`,"pattern":"^(é|a\\.b)$","priority":-7}`,
						kind.api, vhost, name),
				}, resource.TestStep{ResourceName: address, ImportState: true, ImportStateVerify: true})
			}
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				CheckDestroy: func(*terraform.State) error {
					for _, name := range []string{name, name + "2"} {
						if broker.Get(t, kind.api, vhost, name) != nil {
							return fmt.Errorf("policy %q is still there", name)
						}
					}
					return nil
				},
				Steps: slices.Concat([]resource.TestStep{
					{Config: minimal, Check: has(t, broker, minimalWanted, kind.api, vhost, name)},
					{ResourceName: address, ImportState: true, ImportStateVerify: true},
				}, everything, []resource.TestStep{
					{
						Config:           minimal,
						ConfigPlanChecks: expect(address, plancheck.ResourceActionUpdate),
						Check:            has(t, broker, minimalWanted, kind.api, vhost, name),
					},
					{
						// Changed behind Terraform's back, in what the configuration has and in what it has not.
						PreConfig: func() {
							broker.Put(t, map[string]any{
								"pattern": "x", "apply-to": "queues", "priority": 3,
								"definition": map[string]any{"message-ttl": 5, "max-length": 9},
							}, kind.api, vhost, name)
						},
						Config: minimal,
						ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
							plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
							plancheck.ExpectKnownValue(address, tfjsonpath.New("definition").AtMapKey("max_length"), knownvalue.Null()),
						}},
						Check: has(t, broker, minimalWanted, kind.api, vhost, name),
					},
					{
						PreConfig:        func() { broker.Delete(t, kind.api, vhost, name) },
						Config:           minimal,
						ConfigPlanChecks: expect(address, plancheck.ResourceActionCreate),
						Check:            has(t, broker, minimalWanted, kind.api, vhost, name),
					},
					{
						Config:           strings.Replace(minimal, name, name+"2", 1),
						ConfigPlanChecks: expect(address, plancheck.ResourceActionReplace),
						Check: func(*terraform.State) error {
							if broker.Get(t, kind.api, vhost, name) != nil || broker.Get(t, kind.api, vhost, name+"2") == nil {
								return fmt.Errorf("the policy was not replaced")
							}
							return nil
						},
					},
				}),
			})
		})
	}
}

// everyKey is a definition of all that queues of a type take on this broker, in HCL and in JSON as it comes back. No type takes
// all that the broker knows.
func everyKey(t *testing.T, kind topology.PolicyKind, queueType topology.QueueType, broker *acctest.Broker) (hcl, wanted string) {
	special := map[string]any{
		"dead_letter_routing_key": "42", "max_age": "7D", "ha_mode": "exactly",
		// Without limit from 4.0 on only.
		"delivery_limit": 7,
		// Beyond 2^53, where floats are not exact; within 2^63, where the broker's counters end.
		"max_length_bytes": int64(9007199254740993),
	}
	lines, values := []string{"  definition {"}, map[string]any{}
	for _, key := range topology.PolicyKeys() {
		span := key.Span
		if kind == topology.OperatorPolicy {
			span = key.Operators
		}
		// ha_nodes is the other word for ha_replicas; federation needs its plugin.
		if kind == topology.OperatorPolicy && !key.Operator || !span.Holds(broker.Version) || key.Attribute == "ha_nodes" ||
			strings.HasPrefix(key.Name, "federation") || !takes(t, queueType, key.Name, broker) {
			continue
		}
		value, ok := special[key.Attribute]
		switch {
		case ok:
		case key.Kind == topology.Int && key.Max != nil:
			value = *key.Max
		case key.Kind == topology.Int:
			value = 42
		case len(key.Values) > 0:
			value = slices.Max(key.Values)
		default:
			value = "some/text"
		}
		text, _ := json.Marshal(value)
		lines, values[key.Name] = append(lines, fmt.Sprintf("    %s = %s", key.Attribute, text)), value
	}
	text, _ := json.Marshal(values)
	return strings.Join(append(lines, "  }"), "\n"), string(text)
}

// takes reports whether a policy with that key applies to queues of a type, and does something there or for exchanges.
func takes(t *testing.T, queueType topology.QueueType, key string, broker *acctest.Broker) bool {
	t.Helper()
	policy := topology.Policy{ApplyTo: "queues", Definition: map[string]any{key: 1}}
	effect, err := topology.ReadPolicies([]topology.Policy{policy}).EffectOf(topology.Target{Name: "q", Type: queueType}, broker.Version)
	if err != nil {
		t.Fatal(err)
	}
	return effect.User != nil && (len(effect.Ignored) == 0 || key == "alternate-exchange" && queueType == topology.Classic)
}

func TestAccPolicyNeverReplacesAnother(t *testing.T) {
	broker := acctest.Start(t)
	for label, kind := range kinds {
		t.Run(label, func(t *testing.T) {
			vhost := broker.Vhost(t)
			theirs := map[string]any{"pattern": "^a", "apply-to": "queues", "priority": 1, "definition": map[string]any{"max-length": 9}}
			wanted := `{"apply-to":"queues","definition":{"max-length":9},"pattern":"^a","priority":1}`
			broker.Put(t, theirs, kind.api, vhost, "theirs")
			exists := regexp.MustCompile(`policy\s+"theirs"[\s\S]*exists\s+already[\s\S]*import {`)
			equal := "  pattern = \"^a\"\n  apply_to = \"queues\"\n  priority = 1\n  definition { max_length = 9 }"
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{
					{Config: config(kind.typeName, vhost, "theirs", "  pattern = \"^a\"\n  definition { max_length = 10 }"), ExpectError: exists},
					{Config: config(kind.typeName, vhost, "theirs", equal), ExpectError: exists},
				},
			})
			if err := has(t, broker, wanted, kind.api, vhost, "theirs")(nil); err != nil {
				t.Error(err)
			}
		})
	}
}

// A plugin's keys need the plugin: without it the broker takes none that it does not know.
func TestAccPolicyPluginKeys(t *testing.T) {
	broker := acctest.Start(t)
	node := broker.Get(t, "nodes", broker.Lab.Nodes[0].Name)
	if !strings.Contains(fmt.Sprint(node["enabled_plugins"]), "rabbitmq_sharding") {
		t.Skip("no plugin with policy keys of its own is enabled: start the lab with --plugins rabbitmq_sharding")
	}
	vhost, address := broker.Vhost(t), "rabbitmqha_policy.test"
	of := func(more string) string {
		return config("rabbitmqha_policy", vhost, "shards", "  pattern = \"^shard\"\n  apply_to = \"exchanges\"\n"+more)
	}
	wanted := func(definition string) resource.TestCheckFunc {
		return has(t, broker, `{"apply-to":"exchanges","definition":`+definition+`,"pattern":"^shard","priority":0}`, "policies", vhost, "shards")
	}
	change := func(definition map[string]any) func() {
		return func() {
			broker.Put(t, map[string]any{"pattern": "^shard", "apply-to": "exchanges", "definition": definition}, "policies", vhost, "shards")
		}
	}
	only := of(`  definition_json = "{ \"shards-per-node\": 2, \"routing-key\": \"42\" }"`)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: only,
				Check:  wanted(`{"routing-key":"42","shards-per-node":2}`),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("definition"), knownvalue.Null())},
			},
			// Another spelling at the broker is no drift; import has the broker's own.
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"definition_json"}},
			{
				Config: of("  definition { alternate_exchange = \"lost\" }\n" +
					`  definition_json = jsonencode({ "shards-per-node" = 2 })`),
				ConfigPlanChecks: expect(address, plancheck.ResourceActionUpdate),
				Check:            wanted(`{"alternate-exchange":"lost","shards-per-node":2}`),
			},
			{
				// A typed key that somebody adds is removed where the configuration has no definition.
				PreConfig:        change(map[string]any{"shards-per-node": 2, "routing-key": "42", "alternate-exchange": "theirs"}),
				Config:           only,
				ConfigPlanChecks: expect(address, plancheck.ResourceActionUpdate),
				Check:            wanted(`{"routing-key":"42","shards-per-node":2}`),
			},
			{
				// A plugin's key that somebody adds is removed where the configuration has no definition_json.
				PreConfig:        change(map[string]any{"shards-per-node": 3, "alternate-exchange": "lost"}),
				Config:           of("  definition { alternate_exchange = \"lost\" }"),
				ConfigPlanChecks: expect(address, plancheck.ResourceActionUpdate),
				Check:            wanted(`{"alternate-exchange":"lost"}`),
			},
			{
				Config:           of("  definition {}\n" + `  definition_json = jsonencode({ "shards-per-node" = 2 })`),
				ConfigPlanChecks: expect(address, plancheck.ResourceActionUpdate),
				Check:            wanted(`{"shards-per-node":2}`),
			},
		},
	})
}

// What another resource has yet to make breaks no rule while it is not known.
func TestAccPolicyUnknownValues(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf(`
resource "terraform_data" "given" {
  input = { pattern = "^a", to = "queues", limit = 9, json = "{}", expiries = [5] }
}
resource "rabbitmqha_policy" "test" {
  vhost           = %[1]q
  name            = "a"
  pattern         = terraform_data.given.output.pattern
  apply_to        = terraform_data.given.output.to
  definition_json = terraform_data.given.output.json
  definition {
    max_length = terraform_data.given.output.limit
  }
}
resource "rabbitmqha_operator_policy" "test" {
  vhost   = %[1]q
  name    = "a"
  pattern = terraform_data.given.output.pattern
  dynamic "definition" {
    for_each = terraform_data.given.output.expiries
    content {
      expires = definition.value
    }
  }
}
`, vhost),
			Check: resource.ComposeAggregateTestCheckFunc(
				has(t, broker, `{"apply-to":"queues","definition":{"max-length":9},"pattern":"^a","priority":0}`, "policies", vhost, "a"),
				has(t, broker, `{"apply-to":"all","definition":{"expires":5},"pattern":"^a","priority":0}`, "operator-policies", vhost, "a"),
			),
		}},
	})
}
