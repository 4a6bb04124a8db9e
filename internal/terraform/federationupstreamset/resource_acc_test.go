package federationupstreamset_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const address = "rabbitmqha_federation_upstream_set.test"

func config(vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_federation_upstream_set\" \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", vhost, name, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

func TestAccFederationUpstreamSetLifecycle(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_federation")
	vhost, name := broker.Vhost(t), "set/é @ 100%+"
	has := func(name, want string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			got := broker.Get(t, "parameters", "federation-upstream-set", vhost, name)["value"]
			if text, err := json.Marshal(got); err != nil || string(text) != want {
				return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
			}
			return nil
		}
	}
	put := func(value ...map[string]any) func() {
		return func() {
			broker.Put(t, map[string]any{"value": append([]map[string]any{}, value...)}, "parameters", "federation-upstream-set", vhost, name)
		}
	}
	minimal := "  upstream {\n    name = \"a/b\"\n  }\n"
	const plain = `[{"upstream":"a/b"}]`
	everything := minimal + `
  upstream {
    name          = "é"
    exchange      = "orders"
    max_hops      = 2
    trust_user_id = false
  }
  upstream {
    name     = "é"
    exchange = "bills"
  }
`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			for _, name := range []string{name, name + "2"} {
				if broker.Get(t, "parameters", "federation-upstream-set", vhost, name) != nil {
					return fmt.Errorf("upstream set %q is still there", name)
				}
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(vhost, name, ""), PlanOnly: true, ExpectError: regexp.MustCompile(`(?s)upstream.*must\s+have\s+a\s+configuration`)},
			{Config: config(vhost, "all", minimal), PlanOnly: true, ExpectError: regexp.MustCompile(`"all"\s+is\s+the\s+broker's\s+own`)},
			{
				Config: config(vhost, name, "  upstream {\n    name = \"a\"\n    max_hops = -1\n  }\n"), PlanOnly: true,
				ExpectError: regexp.MustCompile(`max_hops\s+cannot\s+be\s+-1[\s\S]*upstream\s+"a"`),
			},
			{Config: config(vhost, name, minimal), Check: has(name, plain)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: config(vhost, name, everything), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check: has(name, `[{"upstream":"a/b"},{"exchange":"orders","max-hops":2,"trust-user-id":false,"upstream":"é"},{"exchange":"bills","upstream":"é"}]`),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				PreConfig: put(map[string]any{"upstream": "a/b", "max-hops": 1.5}),
				Config:    config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(name, plain),
			},
			{
				PreConfig: put(map[string]any{"upstream": "a/b"}, map[string]any{"upstream": "theirs"}),
				Config:    config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(name, plain),
			},
			{
				PreConfig: put(),
				Config:    config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: has(name, plain),
			},
			{
				PreConfig: func() { broker.Delete(t, "parameters", "federation-upstream-set", vhost, name) },
				Config:    config(vhost, name, minimal), ConfigPlanChecks: expect(plancheck.ResourceActionCreate), Check: has(name, plain),
			},
			{Config: config(vhost, name+"2", minimal), ConfigPlanChecks: expect(plancheck.ResourceActionReplace), Check: has(name+"2", plain)},
		},
	})
}
