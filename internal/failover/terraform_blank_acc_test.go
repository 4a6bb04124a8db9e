package failover_test

import (
	"slices"
	"testing"
)

// The endpoint that is asked first is a node that was reset: it is well, knows its administrator and nothing else, and has
// left the cluster, which holds everything. What it does not know is not taken for gone.
func (m *many) planAtABlankNode(t *testing.T) {
	m.makeHealthy(t)
	blank := m.dispensable(t)
	m.leave(t, blank)
	all := m.lab.Endpoints()
	first := endpoints(append([]string{all[blank]}, slices.Delete(slices.Clone(all), blank, blank+1)...)...)
	m.expectNoChanges(t, first)
	// Where it is the only endpoint there is nobody else to ask, and all is made again; nothing is deleted or changed.
	if alone := m.planned(t, endpoints(all[blank])); alone["create"] != objects || len(alone) != 1 {
		t.Errorf("with the blank node alone Terraform would do this many actions, by kind: %v", alone)
	}
	if err := m.lab.Join(t.Context(), blank, (blank+1)%len(all)); err != nil {
		t.Fatal(err)
	}
	m.settle(t)
}

// dispensable is a node that has no queue to itself, since such a queue goes with it.
func (m *many) dispensable(t *testing.T) int {
	t.Helper()
	for i, node := range slices.Backward(m.lab.Nodes) {
		var queues []struct{ Node, Type string }
		if err := m.get(t.Context(), i, "/api/queues/many?columns=node,type", &queues); err != nil {
			t.Fatal(err)
		}
		alone := func(q struct{ Node, Type string }) bool { return q.Type == "classic" && q.Node == node.Name }
		if len(queues) > 0 && !slices.ContainsFunc(queues, alone) {
			return i
		}
	}
	t.Fatal("each node has a classic queue of its own")
	return 0
}

// leave takes a node out of the cluster, with all that it knows.
func (m *many) leave(t *testing.T, node int) {
	t.Helper()
	if err := m.lab.StopApp(t.Context(), node); err != nil {
		t.Fatal(err)
	}
	if _, err := m.lab.Rabbitmqctl(t.Context(), node, "reset"); err != nil {
		t.Fatal(err)
	}
	if err := m.lab.StartApp(t.Context(), node); err != nil {
		t.Fatal(err)
	}
}
