package failover_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
)

// waiting is what the provider's log says while it waits for a broker.
const waiting = "[INFO]  provider.terraform-provider-rabbitmqha_v0.0.1: waiting for the broker to be ready"

// A cluster that boots is waited for. The log tells of each endpoint why, at the level info; nothing is taken for gone.
func (m *many) planWhileNodesBoot(t *testing.T) {
	patient := []string{"RABBITMQ_WAIT_FOR_READY=5m"}
	t.Run("all nodes", func(t *testing.T) {
		m.makeHealthy(t)
		for i := range m.lab.Nodes {
			if err := m.lab.Kill(t.Context(), i); err != nil {
				t.Fatal(err)
			}
		}
		work := m.begin(t, patient, "plan", "-detailed-exitcode")
		acctest.Await(t, "a word about the wait", func() bool { return strings.Count(work.logged(), waiting) >= len(m.lab.Nodes) })
		m.repair(t)
		outcome := work.wait(t)
		if strings.Contains(outcome.said, "absence not confirmed by a second node") {
			// The first node that was up had not all yet, and no other one to ask: an error, and no plan.
			t.Log(outcome.errors())
			outcome.mustFail(t)
			m.expectNoChanges(t)
		} else {
			outcome.mustSucceed(t)
		}
		for _, endpoint := range m.lab.Endpoints() {
			if !strings.Contains(outcome.logged, "endpoint="+endpoint+" ") {
				t.Errorf("the log does not tell of %s:\n%s", endpoint, outcome.logged)
			}
		}
	})
	t.Run("a node that says 503", func(t *testing.T) {
		m.makeHealthy(t)
		booting := m.front(t, 0)
		booting.Set(faultproxy.Status(http.StatusServiceUnavailable, "", ""))
		work := m.begin(t, append(slices.Clone(patient), endpoints(booting.URL())), "plan", "-detailed-exitcode")
		acctest.Await(t, "a word about the wait", func() bool { return strings.Contains(work.logged(), waiting) })
		booting.Clear()
		work.wait(t).mustSucceed(t)
	})
}
