package policy_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// A policy of which no queue takes all keys is refused while planning, with the reason, and the broker in fact applies it to no
// queue. One that exists can be imported and destroyed.
func TestAccPolicyAppliesToNothing(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	dead := config("rabbitmqha_policy", vhost, "dead",
		"  pattern = \"^q\"\n  apply_to = \"queues\"\n  definition {\n    initial_cluster_size = 1\n    max_length = 9\n  }")
	definition := map[string]any{"initial-cluster-size": 1, "max-length": 9}
	types := []string{"classic", "quorum", "stream"}
	want := `initial_cluster_size[\s\S]+streams\s+do\s+not\s+take\s+max_length`
	if !broker.Version.AtLeast(3, 9, 0) {
		t.Skip("before streams classic queues take every key")
	}
	for _, queueType := range types {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": queueType}}, "queues", vhost, "q-"+queueType)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: dead, PlanOnly: true, ExpectError: regexp.MustCompile(`No\s+queue\s+takes\s+all\s+keys\s+of\s+the\s+policy[\s\S]+` + want)},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"pattern": "^q", "apply-to": "queues", "definition": definition}, "policies", vhost, "dead")
					for _, queueType := range types {
						if got := broker.Get(t, "queues", vhost, "q-"+queueType); got["policy"] != nil {
							t.Errorf("the broker applies it to the %s queue: %v", queueType, got)
						}
					}
				},
				Config: dead + fmt.Sprintf("import {\n  to = rabbitmqha_policy.test\n  id = \"%s/dead\"\n}\n", vhost),
				Check:  has(t, broker, `{"apply-to":"queues","definition":{"initial-cluster-size":1,"max-length":9},"pattern":"^q","priority":0}`, "policies", vhost, "dead"),
			},
		},
	})
}

// The table of the keys that bar a policy from a type of queue is the broker's own.
func TestAccPolicyKeysThatBarAreTheBrokers(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(3, 9, 0) {
		t.Skip("the broker has no list that could be asked for")
	}
	definition := map[string]any{}
	for _, key := range topology.PolicyKeys() {
		definition[key.Name] = 1
	}
	policies := topology.ReadPolicies([]topology.Policy{{ApplyTo: "all", Definition: definition}})
	for _, queueType := range []topology.QueueType{topology.Classic, topology.Quorum, topology.Stream} {
		effect, err := policies.EffectOf(topology.Target{Name: "q", Type: queueType}, broker.Version)
		if err != nil {
			t.Fatal(err)
		}
		out, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", fmt.Sprintf(
			`lists:flatten([["<", binary_to_list(K), ">"] || K <- maps:get(unsupported_policies, rabbit_%s_queue:capabilities())]).`, queueType))
		if err != nil {
			t.Fatal(err)
		}
		var theirs []string
		for _, found := range regexp.MustCompile(`<([a-z-]+)>`).FindAllStringSubmatch(out, -1) {
			if definition[found[1]] != nil {
				theirs = append(theirs, found[1])
			}
		}
		slices.Sort(theirs)
		if diff := cmp.Diff(theirs, effect.Barred[0].Keys); diff != "" {
			t.Errorf("%s queues, the broker's list first: %s", queueType, diff)
		}
	}
}
