package failover_test

import (
	"strings"
	"testing"
	"time"
)

// fault is what befalls a node that Terraform talks to while a command runs.
type fault struct {
	command     string
	environment []string
	strike      func() error
}

// While Terraform works, the node that it talks to dies. What was declared is all there in the end, once, and nothing else.
func (m *many) applyWhileANodeFails(t *testing.T) {
	for _, command := range []string{"apply", "destroy"} {
		t.Run("killed during "+command, func(t *testing.T) {
			m.survives(t, fault{command: command, strike: func() error { return m.lab.Kill(t.Context(), 0) }})
		})
	}
}

// The same with a node that hangs. Twelve seconds are to these nodes what the default is to a broker that takes a minute to find out.
func (m *many) applyWhileANodeIsFrozen(t *testing.T) {
	m.survives(t, fault{"apply", []string{"RABBITMQ_TIMEOUT=12s"}, func() error { return m.lab.Pause(t.Context(), 0) }})
}

// survives has a command meet a fault when a third of its work is done.
func (m *many) survives(t *testing.T, f fault) {
	t.Helper()
	m.repair(t)
	m.impatient(t)
	third := func(count int) bool { return count >= objects/3 }
	if f.command == "destroy" {
		m.settle(t)
		third = func(count int) bool { return count <= objects*2/3 }
	} else {
		m.terraform(t, nil, "destroy", "-auto-approve").mustSucceed(t)
	}
	// At this level the log tells of each request.
	work := m.begin(t, append(f.environment, "TF_LOG_PROVIDER=DEBUG"), f.command, "-auto-approve")
	count := m.awaitCount(t, 1, third)
	if err := f.strike(); err != nil {
		t.Fatal(err)
	}
	outcome := work.wait(t)
	t.Logf("%s with %d objects there; terraform ended after %s with status %d; %d requests to the node failed",
		f.command, count, outcome.took.Round(time.Millisecond), outcome.code, outcome.failures(m.lab.Endpoints()[0]))
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
	if f.command == "apply" {
		m.settle(t)
		return
	}
	m.terraform(t, nil, "destroy", "-auto-approve").mustSucceed(t)
	m.expectNothing(t, 1)
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
