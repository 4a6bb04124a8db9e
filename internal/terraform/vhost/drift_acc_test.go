package vhost_test

import (
	"fmt"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccVhostWhatOthersChangeIsSeen(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(3, 11, 0) {
		t.Skipf("RabbitMQ %s has no default queue type", broker.Version)
	}
	name := tfacctest.RandomWithPrefix("test")
	typed := config(name, "  description = \"orders\"\n  default_queue_type = \"quorum\"")
	has := func(description, queueType string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			got := broker.Get(t, "vhosts", name)
			if got["description"] != description || got["default_queue_type"] != queueType {
				return fmt.Errorf("the broker has %v", got)
			}
			return nil
		}
	}
	update := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
		plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}}
	change := func(description, queueType string) func() {
		return func() {
			broker.Put(t, map[string]any{"description": description, "default_queue_type": queueType}, "vhosts", name)
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: typed, Check: has("orders", "quorum")},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{PreConfig: change("orders", "stream"), Config: typed, ConfigPlanChecks: update, Check: has("orders", "quorum")},
			{PreConfig: change("", "quorum"), Config: typed, ConfigPlanChecks: update, Check: has("orders", "quorum")},
			// Left out, it belongs to the broker.
			{PreConfig: change("orders", "stream"), Config: config(name, "  tracing = true"), Check: has("orders", "stream")},
		},
	})
}
