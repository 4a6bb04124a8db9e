package failover_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
)

// With one node down, and with two, there is nothing to do, and nothing is taken for gone. That holds without a majority,
// too: a broker with Khepri reads on.
func (m *many) planWhileNodesAreDown(t *testing.T) {
	m.makeHealthy(t)
	for down := range len(m.lab.Nodes) - 1 {
		if err := m.lab.Kill(t.Context(), down); err != nil {
			t.Fatal(err)
		}
		m.expectNoChanges(t)
	}
	last := len(m.lab.Nodes) - 1
	if err := m.lab.Kill(t.Context(), last); err != nil {
		t.Fatal(err)
	}
	m.terraform(t, nil, "plan").mustFail(t, m.lab.Endpoints()...)
}

// A node that knows nothing, such as one that is recovering, is believed in nothing.
func (m *many) planWithAnEmptyView(t *testing.T) {
	m.makeHealthy(t)
	empty := m.front(t, 0)
	empty.SetEach(func(r faultproxy.Request) faultproxy.Fault { return emptyView(r.Path) })
	m.expectNoChanges(t, endpoints(slices.Concat([]string{empty.URL()}, m.lab.Endpoints()[1:])...))
	if empty.Count("", "") == 0 {
		t.Error("the node with the empty view was not asked: this tests nothing")
	}
	// Where it is the only endpoint, nothing is planned on its word.
	m.terraform(t, []string{endpoints(empty.URL())}, "plan").mustFail(t, "does not know its cluster's id either")
}

// emptyView is how a node answers that has no metadata: lists are empty, objects not found. What it says of itself stands.
func emptyView(path string) faultproxy.Fault {
	parts := strings.Split(strings.TrimPrefix(path, "/api/"), "/")
	lists := map[string]int{"queues": 2, "exchanges": 2, "policies": 2, "bindings": 2, "users": 1, "permissions": 1, "vhosts": 1, "global-parameters": 1}
	list, known := lists[parts[0]]
	switch {
	case !known:
		return faultproxy.Fault{}
	case len(parts) <= list:
		return faultproxy.Status(http.StatusOK, "", "[]")
	}
	return faultproxy.Status(http.StatusNotFound, "", `{"error":"Object Not Found","reason":"Not Found"}`)
}

// front is a proxy before a node.
func (m *many) front(t *testing.T, node int) *faultproxy.Proxy {
	t.Helper()
	proxy, err := faultproxy.Start(m.lab.Endpoints()[node])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := proxy.Close(); err != nil {
			t.Error(err)
		}
	})
	return proxy
}
