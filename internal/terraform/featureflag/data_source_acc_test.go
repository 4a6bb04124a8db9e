package featureflag_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccFeatureFlagsDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	// A queue of the kind that releases after 4.x deny.
	broker.Put(t, map[string]any{"durable": false, "arguments": map[string]any{"x-queue-type": "classic"}}, "queues", vhost, "transient")
	told := `"not told"`
	switch {
	case broker.Version.AtLeast(4, 2, 0):
		told = `{"classic_queue_mirroring":["removed",false,false],"transient_nonexcl_queues":["permitted_by_default",true,true]}`
	case broker.Version.AtLeast(3, 13, 0):
		told = `{"classic_queue_mirroring":["removed",null,false],"transient_nonexcl_queues":["permitted_by_default",null,true]}`
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: `
data "rabbitmqha_feature_flags" "this" {}
locals {
  features = data.rabbitmqha_feature_flags.this.deprecated_features
}
output "quorum_queue" {
  value = one([for flag in data.rabbitmqha_feature_flags.this.feature_flags : flag if flag.name == "quorum_queue"])
}
output "told" {
  value = local.features == null ? jsonencode("not told") : jsonencode({
    for f in local.features : f.name => [f.phase, f.permitted, f.in_use] if contains(["classic_queue_mirroring", "transient_nonexcl_queues"], f.name)
  })
}
output "used" {
  value = local.features == null ? true : contains(data.rabbitmqha_feature_flags.this.deprecated_in_use, "transient_nonexcl_queues")
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue("quorum_queue", knownvalue.ObjectPartial(map[string]knownvalue.Check{
					"state": knownvalue.StringExact("enabled"), "enabled": knownvalue.Bool(true), "description": knownvalue.NotNull(),
				})),
				statecheck.ExpectKnownOutputValue("told", knownvalue.StringExact(told)),
				statecheck.ExpectKnownOutputValue("used", knownvalue.Bool(true)),
			},
		}},
	})
}
