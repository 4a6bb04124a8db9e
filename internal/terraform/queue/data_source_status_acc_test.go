package queue_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// A queue is read in the very run that declares it, before the broker has measured anything of it.
func TestAccQueueDataSourceOfAFreshQueue(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: look(vhost, "fresh") + fmt.Sprintf("resource \"rabbitmqha_queue\" \"fresh\" {\n  vhost = %q\n  name  = \"fresh\"\n}\n", vhost),
			// Terraform reads at once what it need not wait for, so the first plan finds nothing.
			ExpectError: regexp.MustCompile(`There\s+is\s+no\s+queue\s+"fresh"`),
		}, {
			Config: fmt.Sprintf(`
resource "rabbitmqha_queue" "fresh" {
  vhost = %[1]q
  name  = "fresh"
}
data "rabbitmqha_queue" "this" {
  vhost      = %[1]q
  name       = "fresh"
  depends_on = [rabbitmqha_queue.fresh]
}
`, vhost),
			ConfigStateChecks: []statecheck.StateCheck{
				shows("type", knownvalue.StringExact("quorum")), shows("members", texts(nodesOf(broker)...)),
			},
		}},
	})
}

// A mirrored queue shows its mirrors, and which of them could take over.
func TestAccQueueDataSourceOfAMirroredQueue(t *testing.T) {
	broker := acctest.Start(t)
	if broker.Version.AtLeast(4, 0, 0) {
		t.Skipf("RabbitMQ %s mirrors no queues", broker.Version)
	}
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "classic"}}, "queues", vhost, "m")
	broker.Publish(t, vhost, "m", "from before there were mirrors")
	// Mirrors that are added later do not get what is there unless they are told to.
	broker.Put(t, map[string]any{
		"pattern": "^m", "apply-to": "queues", "definition": map[string]any{"ha-mode": "all", "ha-sync-mode": "manual"},
	}, "policies", vhost, "mirror")
	mirrors := len(broker.Lab.Nodes) - 1
	acctest.Await(t, "the mirrors", func() bool {
		names, _ := broker.Get(t, "queues", vhost, "m")["slave_nodes"].([]any)
		return len(names) == mirrors
	})
	leader, _ := broker.Get(t, "queues", vhost, "m")["node"].(string)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{Config: look(vhost, "m"), ConfigStateChecks: []statecheck.StateCheck{
			shows("leader", knownvalue.StringExact(leader)),
			shows("members", texts(nodesOf(broker)...)),
			shows("online", texts(nodesOf(broker)...)),
			shows("synchronised", texts(leader)),
			lists(0, "synchronised", texts(leader)),
		}}},
	})
}

// The node of a queue is down: the queue is there and said to be down, by either data source, in every version.
func TestAccQueueDataSourceOfAQueueThatIsDown(t *testing.T) {
	t.Parallel()
	run := acctest.Start(t)
	const nodes = 3
	l := lab.Start(t, lab.Options{Nodes: nodes, RabbitMQ: run.Lab.Series})
	broker := &acctest.Broker{Lab: l, Version: run.Version}
	broker.Put(t, map[string]any{}, "vhosts", "v")
	for name, kind := range map[string]string{"c/é": "classic", "q": "quorum"} {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": kind}}, "queues", "v", name)
	}
	dead := l.Nodes[0].Name
	if err := l.Kill(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	acctest.Await(t, "the others to notice", func() bool {
		online, _ := broker.Get(t, "queues", "v", "q")["online"].([]any)
		return len(online) == nodes-1
	})
	var endpoints []string
	for _, endpoint := range l.Endpoints() {
		endpoints = append(endpoints, strconv.Quote(endpoint))
	}
	provider := fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%s]\n  username = %q\n  password = %q\n}\n",
		strings.Join(endpoints, ", "), l.Username, l.Password)
	steps := []resource.TestStep{
		{Config: provider + look("v", "c/é"), ConfigStateChecks: []statecheck.StateCheck{
			shows("state", knownvalue.StringExact("down")),
			shows("leader", knownvalue.StringExact(dead)),
			shows("members", texts(dead)),
			shows("online", texts()),
			lists(0, "state", knownvalue.StringExact("down")),
			lists(0, "online", texts()),
		}},
		{Config: provider + look("v", "q"), ConfigStateChecks: []statecheck.StateCheck{
			shows("members", knownvalue.ListSizeExact(nodes)),
			shows("online", knownvalue.ListSizeExact(nodes-1)),
			lists(1, "online", knownvalue.ListSizeExact(nodes-1)),
		}},
	}
	steps = append(steps, managedWhileDown(t, l, provider)...)
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
}

// managedWhileDown manages the classic queue while its node is down. Brokers before 4.0 call it "not found" then, which
// must neither plan another one nor count as deleted; newer ones say that it runs, and nobody can say what it holds.
func managedWhileDown(t *testing.T, l *lab.Lab, provider string) []resource.TestStep {
	t.Helper()
	managed := provider + config("v", "c/é", "  type = \"classic\"") +
		fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", address, "v/c%2Fé")
	changed := provider + config("v", "c/é", "  type = \"classic\"\n  arguments { max_length = 5 }")
	return []resource.TestStep{{
		Config: managed, ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
	}, {
		Config: changed, PlanOnly: true, ExpectError: regexp.MustCompile(`may\s+be\s+in\s+use\s+and\s+would\s+be\s+replaced[\s\S]*is\s+down`),
	}, {
		Config: managed, Destroy: true, ExpectError: regexp.MustCompile(`may\s+be\s+in\s+use\s+and\s+would\s+be\s+deleted[\s\S]*is\s+down`),
	}, {
		PreConfig: func() {
			if err := l.Restart(t.Context(), 0); err != nil {
				t.Fatal(err)
			}
		},
		Config: managed, ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
	}}
}
