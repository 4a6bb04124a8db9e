package queue_test

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// Whoever declares the queue again behind Terraform's back, with anything else, is noticed.
func TestAccQueueEveryArgumentIsCompared(t *testing.T) {
	broker := acctest.Start(t)
	declared := map[string]any{"x-queue-type": "classic", "x-max-length": 9, "x-list": []any{1, []any{true, "a"}}, "x-object": map[string]any{"a": 1}}
	vhost := broker.Vhost(t)
	text := config(vhost, "q", "  type = \"classic\"\n  arguments { max_length = 9 }\n"+
		"  arguments_json = jsonencode({ \"x-list\" = [1, [true, \"a\"]], \"x-object\" = { a = 1 } })")
	steps := []resource.TestStep{{Config: text}}
	for name, change := range map[string]map[string]any{
		"nothing": {}, "a number": {"x-max-length": 8}, "within a list": {"x-list": []any{1, []any{true, "b"}}},
		"within an object": {"x-object": map[string]any{"a": 2}}, "a list for an object": {"x-object": []any{1}},
		"the type": {"x-queue-type": "quorum"}, "one more": {"x-expires": 86400000},
	} {
		action := plancheck.ResourceActionReplace
		if len(change) == 0 {
			action = plancheck.ResourceActionNoop
		}
		theirs := maps.Clone(declared)
		maps.Copy(theirs, change)
		steps = append(steps, resource.TestStep{
			PreConfig: func() {
				t.Log(name)
				broker.Delete(t, "queues", vhost, "q")
				broker.Put(t, map[string]any{"durable": true, "arguments": theirs}, "queues", vhost, "q")
			},
			Config: text, ConfigPlanChecks: expect(action),
			Check: has(t, broker, vhost, "q", map[string]string{
				"type": "classic", "x-max-length": "9", "x-list": "[1 [true a]]", "x-object": "map[a:1]"}),
		})
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
}
