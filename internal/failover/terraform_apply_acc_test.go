package failover_test

import (
	"strings"
	"testing"
	"time"
)

// While Terraform works, the node that it talks to fails. What was declared is all there in the end, once, and nothing else.
func (m *many) applyWhileANodeFails(t *testing.T) {
	for _, c := range []struct {
		name, command string
		environment   []string
		strike        func() error
	}{
		{"killed during apply", "apply", nil, func() error { return m.lab.Kill(t.Context(), 0) }},
		{"killed during destroy", "destroy", nil, func() error { return m.lab.Kill(t.Context(), 0) }},
		// Twelve seconds are to these nodes what the default is to a broker that takes a minute to find out.
		{"frozen during apply", "apply", []string{"RABBITMQ_TIMEOUT=12s"}, func() error { return m.lab.Pause(t.Context(), 0) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			m.repair(t)
			m.impatient(t)
			third := func(count int) bool { return count >= objects/3 }
			if c.command == "destroy" {
				m.settle(t)
				third = func(count int) bool { return count <= objects*2/3 }
			} else {
				m.terraform(t, nil, "destroy", "-auto-approve").mustSucceed(t)
			}
			// At this level the log tells of each request.
			work := m.begin(t, append(c.environment, "TF_LOG_PROVIDER=DEBUG"), c.command, "-auto-approve")
			count := m.awaitCount(t, 1, third)
			if err := c.strike(); err != nil {
				t.Fatal(err)
			}
			outcome := work.wait(t)
			t.Logf("%s with %d objects there; terraform ended after %s with status %d; %d requests to the node failed",
				c.name, count, outcome.took.Round(time.Millisecond), outcome.code, outcome.failures(m.lab.Endpoints()[0]))
			if outcome.failures(m.lab.Endpoints()[0]) == 0 {
				t.Error("no request met the node's failure: this tests nothing")
			}
			// What is on the node alone cannot be had meanwhile; each error names its object.
			if failed := strings.Count(outcome.said, "Error: "); failed > 0 {
				t.Log(outcome.errors())
				if named := strings.Count(outcome.said, "Error: Could not "); named != failed {
					t.Errorf("%d of %d errors name their object", named, failed)
				}
			}
			m.repair(t)
			if c.command == "apply" {
				m.settle(t)
				return
			}
			m.terraform(t, nil, "destroy", "-auto-approve").mustSucceed(t)
			m.expectNothing(t, 1)
		})
	}
}

// impatient makes the nodes find out within some ten seconds, in place of a minute, that one of them is silent, and give up
// sooner to talk to it.
func (m *many) impatient(t *testing.T) {
	t.Helper()
	for i := range m.lab.Nodes {
		said, err := m.lab.Rabbitmqctl(t.Context(), i, "eval", "application:set_env(kernel, net_setuptime, 2), net_kernel:set_net_ticktime(8, 0).")
		if err != nil || !strings.Contains(said, "change_initiated") && !strings.Contains(said, "unchanged") {
			t.Fatalf("%s, %v", said, err)
		}
	}
}
