package clustername_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const address = "rabbitmqha_cluster_name.test"

func config(name string) string {
	return fmt.Sprintf("resource \"rabbitmqha_cluster_name\" \"test\" {\n  name = %q\n}\n", name)
}

func TestAccClusterNameLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	before := broker.Get(t, "cluster-name")
	t.Cleanup(func() { broker.Put(t, before, "cluster-name") })
	is := func(name string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if got := broker.Get(t, "cluster-name")["name"]; got != name {
				return fmt.Errorf("the cluster is called %q, want %q", got, name)
			}
			return nil
		}
	}
	update := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		// The name stays when the resource goes.
		CheckDestroy: is("shop"),
		Steps: []resource.TestStep{
			{Config: config("shop/ü@eu"), Check: is("shop/ü@eu")},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateId: "whatever it is called"},
			{Config: config("shop"), ConfigPlanChecks: update, Check: is("shop")},
			{
				PreConfig: func() { broker.Put(t, map[string]any{"name": "theirs"}, "cluster-name") },
				Config:    config("shop"), ConfigPlanChecks: update, Check: is("shop"),
			},
		},
	})
}
