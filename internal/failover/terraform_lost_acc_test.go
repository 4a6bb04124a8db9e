package failover_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
)

// A node fails when it has made a classic queue, or a binding to one, and not yet said so. No other node can make that again
// while this one is down; what Terraform has made is recorded all the same.
func (m *many) applyWhileAnswersAreLost(t *testing.T) {
	t.Run("queue", func(t *testing.T) {
		m.makeHealthy(t)
		outcome := m.applyAndKill(t, 0, http.MethodPut, func(found map[string][]string) bool {
			// Deleting the old one would fail as well.
			return slices.Contains(found["queues"], "new") && !slices.Contains(found["queues"], "old")
		})
		outcome.mustSucceed(t)
		m.expectNoChanges(t, changed, endpoints(m.lab.Endpoints()[1:]...))
		m.repair(t)
		m.expectNoChanges(t, changed)
		m.settle(t)
	})
	t.Run("binding", func(t *testing.T) {
		m.makeHealthy(t)
		node := m.nodeOf(t, "queue 0")
		outcome := m.applyAndKill(t, node, http.MethodPost, func(found map[string][]string) bool {
			return slices.Contains(found["bindings"], "exchange 0, new ~/ä, queue 0")
		})
		outcome.mustSucceed(t)
		// Before 4.0 the other nodes have forgotten the binding, and know it again when its queue is back.
		if m.lab.Version < "4" {
			for _, text := range []string{"It is not known whether the binding", "the node of the queue is down"} {
				if !strings.Contains(outcome.unbroken(), text) {
					t.Errorf("%q is not said: %s", text, outcome.said)
				}
			}
		}
		if !slices.Contains(m.recorded(t), "rabbitmqha_binding.new[0]") {
			t.Error("the binding is not recorded")
		}
		m.repair(t)
		m.expectNoChanges(t, changed)
		m.settle(t)
	})
}

// applyAndKill applies the changes. The node that is asked to make them makes them and does not answer requests of this method,
// and is killed as soon as another one lists what is wanted.
func (m *many) applyAndKill(t *testing.T, node int, method string, wanted func(found map[string][]string) bool) *outcome {
	t.Helper()
	front := m.front(t, node)
	front.Set(faultproxy.DelayAnswer(time.Hour).Only(method))
	healthy := slices.Delete(slices.Clone(m.lab.Endpoints()), node, node+1)
	// Long enough to kill the node meanwhile.
	environment := []string{changed, endpoints(append([]string{front.URL()}, healthy...)...), "RABBITMQ_TIMEOUT=20s", "TF_LOG_PROVIDER=DEBUG"}
	work := m.begin(t, environment, "apply", "-auto-approve")
	acctest.Await(t, "what is to be made", func() bool {
		found, err := m.found(t.Context(), (node+1)%len(m.lab.Nodes))
		return err == nil && wanted(found)
	})
	if err := m.lab.Kill(t.Context(), node); err != nil {
		t.Fatal(err)
	}
	outcome := work.wait(t)
	t.Logf("terraform ended after %s", outcome.took.Round(time.Millisecond))
	if outcome.failures(front.URL()) == 0 {
		t.Error("no answer was lost: this tests nothing")
	}
	return outcome
}

// nodeOf is the node of a classic queue.
func (m *many) nodeOf(t *testing.T, queue string) int {
	t.Helper()
	var found struct{ Node string }
	if err := m.get(t.Context(), 0, "/api/queues/many/"+strings.ReplaceAll(queue, " ", "%20"), &found); err != nil {
		t.Fatal(err)
	}
	for i, node := range m.lab.Nodes {
		if node.Name == found.Node {
			return i
		}
	}
	t.Fatalf("queue %q is on %q", queue, found.Node)
	return -1
}
