package vhost_test

import (
	"fmt"
	"regexp"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccVhostDataSource(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("a/b @%2F é")
	broker.Put(t, map[string]any{"description": "by hand", "tags": "b,a", "default_queue_type": "quorum"}, "vhosts", name)
	t.Cleanup(func() { broker.Delete(t, "vhosts", name) })
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "classic"}}, "queues", name, "q")
	broker.Publish(t, name, "q", "one")
	acctest.Await(t, "the message in the statistics", func() bool { return fmt.Sprint(broker.Get(t, "vhosts", name)["messages"]) == "1" })
	states := map[string]knownvalue.Check{}
	for _, node := range broker.Lab.Nodes {
		states[node.Name] = knownvalue.StringExact("running")
	}
	var defaultType, protected knownvalue.Check = knownvalue.Null(), knownvalue.Null()
	if broker.Version.AtLeast(3, 11, 0) {
		defaultType = knownvalue.StringExact("quorum")
	}
	if broker.Version.AtLeast(4, 0, 6) {
		protected = knownvalue.Bool(false)
	}
	var checks []statecheck.StateCheck
	for attribute, check := range map[string]knownvalue.Check{
		"id":                      knownvalue.StringRegexp(regexp.MustCompile(`^a%2Fb%20@%252F%20%C3%A9-\d+$`)),
		"description":             knownvalue.StringExact("by hand"),
		"tags":                    knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("a"), knownvalue.StringExact("b")}),
		"default_queue_type":      defaultType,
		"tracing":                 knownvalue.Bool(false),
		"protected_from_deletion": protected,
		"node_states":             knownvalue.MapExact(states),
		"messages":                knownvalue.Int64Exact(1),
		"messages_ready":          knownvalue.Int64Exact(1),
		"messages_unacknowledged": knownvalue.Int64Exact(0),
	} {
		checks = append(checks, statecheck.ExpectKnownValue("data.rabbitmqha_vhost.this", tfjsonpath.New(attribute), check),
			statecheck.ExpectKnownOutputValueAtPath("listed", tfjsonpath.New(attribute), check))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf(`
data "rabbitmqha_vhost" "this" {
  name = %[1]q
}
data "rabbitmqha_vhosts" "these" {}
output "listed" {
  value = one([for vhost in data.rabbitmqha_vhosts.these.vhosts : vhost if vhost.name == %[1]q])
}
output "default" {
  value = [for vhost in data.rabbitmqha_vhosts.these.vhosts : vhost.name][0]
}
`, name),
			ConfigStateChecks: append(checks, statecheck.ExpectKnownOutputValue("default", knownvalue.StringExact("/"))),
		}},
	})
}

func TestAccVhostDataSourceOfAVhostThatIsMissing(t *testing.T) {
	acctest.Start(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      `data "rabbitmqha_vhost" "this" { name = "no such/é" }`,
				ExpectError: regexp.MustCompile(`There\s+is\s+no\s+virtual\s+host\s+"no\s+such/é"[\s\S]*/api/vhosts/no%20such%2F%C3%A9[\s\S]*404`),
			},
			{Config: `data "rabbitmqha_vhost" "this" { name = "/" }`},
		},
	})
}
