package parameter_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

const (
	address   = "rabbitmqha_parameter.test"
	component = "federation-upstream"
	plugin    = "rabbitmq_federation"
)

func config(component, vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_parameter\" \"test\" {\n  component = %q\n  vhost = %q\n  name = %q\n%s\n}\n", component, vhost, name, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// has checks the broker through its own API: the parameter's value, as JSON.
func has(t *testing.T, broker *acctest.Broker, vhost, name, want string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, "parameters", component, vhost, name)["value"]
		if text, err := json.Marshal(got); err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
		}
		return nil
	}
}

func TestAccParameterLifecycle(t *testing.T) {
	broker := acctest.StartWith(t, plugin)
	vhost, name := broker.Vhost(t), "p/é @ 100%+"
	put := func(value map[string]any) func() {
		return func() { broker.Put(t, map[string]any{"value": value}, "parameters", component, vhost, name) }
	}
	minimal := "  value = jsonencode({ uri = \"amqp://h\" })\n"
	const plain = `{"uri":"amqp://h"}`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range []string{name, name + "2"} {
				if broker.Get(t, "parameters", component, vhost, name) != nil {
					return fmt.Errorf("parameter %q is still there", name)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(component, vhost, name, minimal), Check: has(t, broker, vhost, name, plain)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config:           config(component, vhost, name, "  value = jsonencode({ uri = [\"amqp://a\", \"amqp://b\"], expires = 9007199254740993, message-ttl = 1e3 })\n"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check:            has(t, broker, vhost, name, `{"expires":9007199254740993,"message-ttl":1000,"uri":["amqp://a","amqp://b"]}`),
			},
			{
				PreConfig: put(map[string]any{"uri": []string{"amqp://a", "amqp://b"}, "expires": 5}),
				Config:    config(component, vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check: has(t, broker, vhost, name, plain),
			},
			{
				// Another spelling is no change.
				Config:           config(component, vhost, name, "  value = \"{ \\\"uri\\\":  \\\"amqp://h\\\" }\"\n"),
				ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
				Check:            has(t, broker, vhost, name, plain),
			},
			{
				PreConfig: func() { broker.Delete(t, "parameters", component, vhost, name) },
				Config:    config(component, vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
				Check: has(t, broker, vhost, name, plain),
			},
			{
				Config: config(component, vhost, name+"2", minimal), ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check: has(t, broker, vhost, name+"2", plain),
			},
		},
	})
}

func TestAccParameterSecretValue(t *testing.T) {
	broker := acctest.StartWith(t, plugin)
	vhost := broker.Vhost(t)
	secret := func(password string, version int) string {
		return config(component, vhost, "p", fmt.Sprintf("  value_wo = jsonencode({ uri = \"amqp://u:%s7f3aSecretUnstored@h\" })\n  value_wo_version = %d\n", password, version))
	}
	has := func(password string) resource.TestCheckFunc {
		return has(t, broker, vhost, "p", fmt.Sprintf(`{"uri":"amqp://u:%s7f3aSecretUnstored@h"}`, password))
	}
	hidden := []statecheck.StateCheck{
		statecheck.ExpectKnownValue(address, tfjsonpath.New("value"), knownvalue.Null()),
		statecheck.ExpectKnownValue(address, tfjsonpath.New("value_wo"), knownvalue.Null()),
	}
	refused := false
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		// It takes the place of ExpectError, which cannot say what must not be there.
		ErrorCheck: func(err error) error {
			if refused = strings.Contains(err.Error(), "a URI is not valid"); refused && !strings.Contains(err.Error(), leaks.Mark) {
				return nil
			}
			return err
		},
		Steps: []resource.TestStep{
			{Config: secret("refused/", 1)},
			{Config: secret("one", 1), Check: has("one"), ConfigStateChecks: hidden},
			{Config: secret("two", 1), Check: has("one"), ConfigPlanChecks: expect(plancheck.ResourceActionNoop)},
			{Config: secret("two", 2), Check: has("two"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), ConfigStateChecks: hidden},
			{
				PreConfig: func() { broker.Delete(t, "parameters", component, vhost, "p") },
				Config:    secret("two", 2), Check: has("two"), ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
			{Config: config(component, vhost, "p", "  value = jsonencode({ uri = \"amqp://h\" })\n"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{Config: secret("three", 1), Check: has("three"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), ConfigStateChecks: hidden},
		},
	})
	if !refused {
		t.Error("the broker did not refuse the first value")
	}
}

func TestAccParameterRefused(t *testing.T) {
	broker := acctest.StartWith(t, plugin)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"value": map[string]any{"uri": "amqp://theirs"}}, "parameters", component, vhost, "theirs")
	const value = "  value = \"{}\"\n"
	step := func(config, wants string) resource.TestStep {
		return resource.TestStep{Config: config, ExpectError: regexp.MustCompile(strings.ReplaceAll(wants, " ", `\s+`))}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			step(config("policy", vhost, "p", value), `"policy" is not set as a parameter`),
			step(config("vhost-limits", vhost, "limits", value), `rabbitmqha_vhost_limits`),
			step(config(component, vhost, "p", ""), `value_wo`),
			step(config(component, vhost, "p", value+"  value_wo = \"{}\"\n  value_wo_version = 1\n"), `value_wo`),
			step(config(component, vhost, "p", "  value_wo = \"{}\"\n"), `value_wo_version`),
			step(config(component, vhost, "p", "  value_wo = \"{\"\n  value_wo_version = 1\n"), `value_wo is not JSON`),
			step(config(component, vhost, "p", "  value = \"{\"\n"), `JSON`),
			step(config(component, vhost, "p", value), `Key "uri" not found`),
			step(config("never heard of", vhost, "p", value), `component never heard of not found[\s\S]*Enable the plugin`),
			step(config(component, vhost, "theirs", value), `federation-upstream parameter "theirs"[\s\S]*"federation-upstream/`+vhost+`/theirs"`),
			{Config: "# nothing"},
		},
	})
}
