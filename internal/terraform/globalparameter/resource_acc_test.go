package globalparameter_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const address = "rabbitmqha_global_parameter.test"

func config(name, value string) string {
	return fmt.Sprintf("resource \"rabbitmqha_global_parameter\" \"test\" {\n  name = %q\n  value = jsonencode(%s)\n}\n", name, value)
}

func TestAccGlobalParameterLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("a/b@c%d é")
	has := func(name, want string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if text, err := json.Marshal(broker.Get(t, "global-parameters", name)["value"]); err != nil || string(text) != want {
				return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
			}
			return nil
		}
	}
	expect := func(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
		return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range []string{name, name + "2"} {
				if broker.Get(t, "global-parameters", name) != nil {
					return fmt.Errorf("global parameter %q is still there", name)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(name, "{}"), Check: has(name, "[]")},
			// What was written as an empty object comes back as a list.
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"value"}},
			{
				Config:           config(name, `{ a = [1, 9007199254740993, "42", 1.5, null, {}], b = { c = true } }`),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check:            has(name, `{"a":[1,9007199254740993,"42",1.5,null,{}],"b":{"c":true}}`),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				PreConfig: func() { broker.Put(t, map[string]any{"value": "theirs"}, "global-parameters", name) },
				Config:    config(name, `"mine"`), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(name, `"mine"`),
			},
			{
				PreConfig: func() { broker.Delete(t, "global-parameters", name) },
				Config:    config(name, `42`), ConfigPlanChecks: expect(plancheck.ResourceActionCreate), Check: has(name, `42`),
			},
			{Config: config(name+"2", `false`), ConfigPlanChecks: expect(plancheck.ResourceActionReplace), Check: has(name+"2", `false`)},
		},
	})
}

func TestAccGlobalParameterRefused(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("theirs")
	broker.Put(t, map[string]any{"value": "theirs"}, "global-parameters", name)
	t.Cleanup(func() { broker.Delete(t, "global-parameters", name) })
	step := func(config, wants string) resource.TestStep {
		return resource.TestStep{Config: config, ExpectError: regexp.MustCompile(strings.ReplaceAll(wants, " ", `\s+`))}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			step(config("internal_cluster_id", `"mine"`), `"internal_cluster_id" is the broker's own`),
			step(config("cluster_name", `"mine"`), `rabbitmqha_cluster_name`),
			step(config("", `1`), `name`),
			step(strings.ReplaceAll(config("x", `1`), "jsonencode(1)", `"{"`), `JSON`),
			step(config(name, `"mine"`), `global parameter "`+name+`"[\s\S]*import {`),
			{Config: "# nothing"},
		},
	})
	if got := broker.Get(t, "global-parameters", name)["value"]; got != "theirs" {
		t.Errorf("the broker has %v", got)
	}
}
