package membership

import (
	"context"
	"errors"
	"testing"
	"time"
)

// quick looks often, so that waits take no time in tests.
func quick(c *Cluster) {
	c.poll, c.quietPeriod, c.convergence = time.Millisecond, 3*time.Millisecond, 20*time.Millisecond
}

// A procedure that is killed at any call, before or after its effect, ends in the same place when it is run again.
func TestKilledAnywhere(t *testing.T) {
	joins := func(ctx context.Context, m *model) error {
		_, err := New(m, quick).Join(ctx, JoinRequest{Node: name(3), Through: []string{name(1)}, Grow: &Grow{}, Rebalance: true})
		return err
	}
	leaves := func(request LeaveRequest) func(context.Context, *model) error {
		if request.Node == "" {
			request.Node, request.Through = name(3), []string{name(2), name(1)}
		}
		return func(ctx context.Context, m *model) error {
			_, err := New(m, quick).Leave(ctx, request)
			return err
		}
	}
	lost := func(version string) *model {
		// The disk of the third was lost: the others take it for a member, and it is a fresh node.
		m := newModel(3, version).formed(3)
		m.nodes[name(3)].members = map[string]bool{name(3): true}
		return m
	}
	dead := func(version string) *model {
		m := newModel(3, version).formed(3)
		m.nodes[name(3)].dead, m.nodes[name(3)].running = true, false
		return m
	}
	for what, test := range map[string]struct {
		start func(version string) *model
		run   func(context.Context, *model) error
	}{
		"join":            {func(version string) *model { return newModel(3, version).formed(2) }, joins},
		"join, disk lost": {lost, joins},
		"leave":           {func(version string) *model { return newModel(3, version).formed(3) }, leaves(LeaveRequest{Drain: true})},
		"leave, stay off": {func(version string) *model { return newModel(3, version).formed(3) }, leaves(LeaveRequest{Afterwards: Stop})},
		"leave, dead":     {dead, leaves(LeaveRequest{})},
		// The one that stays is no majority while the other is stopped.
		"leave, of two": {func(version string) *model { return newModel(2, version).formed(2) },
			leaves(LeaveRequest{Node: name(2), Through: []string{name(1)}})},
	} {
		for _, version := range []string{"3.8.9", "3.10.8", "4.0.5", "4.3.6"} {
			virtual := func(t *testing.T) {
				whole := test.start(version)
				if err := test.run(t.Context(), whole); err != nil {
					t.Fatal(err)
				}
				for at := 1; at <= whole.calls; at++ {
					for _, late := range []bool{false, true} {
						m := test.start(version)
						m.killAt, m.late = at, late
						ctx, cancel := context.WithCancelCause(t.Context())
						m.killed = func() { cancel(errKilled) }
						err := test.run(ctx, m)
						cancel(nil)
						if err == nil {
							continue
						}
						if !errors.Is(err, errKilled) {
							t.Fatalf("killed at call %d (late %t): %v", at, late, err)
						}
						var step *StepError
						if !errors.As(err, &step) || step.Step == "" || step.Node == "" {
							t.Fatalf("killed at call %d (late %t), and no step is named: %v", at, late, err)
						}
						between := m.state()
						m.killAt, m.calls = 0, 0
						if err := test.run(t.Context(), m); err != nil {
							t.Fatalf("killed at call %d (late %t), the second run: %v\n%s", at, late, err, between)
						}
						if m.state() != whole.state() {
							t.Fatalf("killed at call %d (late %t):\n%sled to\n%sand not to\n%s", at, late, between, m.state(), whole.state())
						}
					}
				}
			}
			t.Run(what+" "+version, func(t *testing.T) { virtually(t, virtual) })
		}
	}
}
