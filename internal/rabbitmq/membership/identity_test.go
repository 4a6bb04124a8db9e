package membership

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// virtually runs a test in time of its own, in which waits cost nothing.
func virtually(t *testing.T, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, test)
}

// moved is a cluster of two that a third node has left for another one, with a fourth.
func moved(version string, running, listed bool) *model {
	m := newModel(4, version).formed(2)
	for _, node := range []string{name(3), name(4)} {
		m.nodes[node].members = map[string]bool{name(3): true, name(4): true}
		m.nodes[node].cluster, m.nodes[node].foreign = 99, true
	}
	m.nodes[name(3)].running = running
	if listed {
		m.nodes[name(1)].members[name(3)], m.nodes[name(2)].members[name(3)] = true, true
	}
	return m
}

// A node that has moved to another cluster is nobody's to reset, stopped or running, whatever the old one remembers of it.
func TestNodeOfAnotherClusterIsLeftAlone(t *testing.T) {
	for _, version := range []string{"3.10.8", "4.3.6"} {
		for _, running := range []bool{true, false} {
			for _, listed := range []bool{true, false} {
				for _, force := range []bool{true, false} {
					m := moved(version, running, listed)
					_, err := New(m, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}, Force: force})
					if len(m.harm) > 0 || !m.nodes[name(4)].members[name(3)] || listed && !errors.Is(err, ErrAlreadyElsewhere) || !listed && err != nil {
						t.Errorf("%s, running %t, listed %t, force %t: %v, %q, %q", version, running, listed, force, err, m.harm, m.begun)
					}
				}
			}
		}
	}
}

// A node that did not answer, and does when it is to be forgotten, may have joined another cluster meanwhile. While RabbitMQ is
// stopped there a node with Khepri cannot say so.
func TestNodeThatComesBackStoppedIsLeftAlone(t *testing.T) {
	m := moved("4.3.6", false, true)
	m.nodes[name(3)].dead = true
	m.answers["rabbit_quorum_queue:shrink_all"] = func() erlang.Term {
		m.nodes[name(3)].dead = false
		return erlang.List{}
	}
	_, err := New(m, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}, Force: true})
	if !errors.Is(err, ErrAlreadyElsewhere) || len(m.harm) > 0 || len(m.begun) > 0 {
		t.Errorf("%v, %q, %q", err, m.harm, m.begun)
	}
}

// The same members by name are not the same cluster.
func TestClustersAreToldApartByTheirIDs(t *testing.T) {
	m := newModel(3, "4.3.6").formed(3)
	m.nodes[name(3)].cluster = 99
	before := m.state()
	_, err := New(m, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}})
	if !errors.Is(err, ErrAlreadyElsewhere) || !strings.Contains(err.Error(), "cluster 99") || m.state() != before || len(m.begun) > 0 {
		t.Errorf("%v, %q", err, m.begun)
	}
}

// A node that was forgotten while it was cut off, named first, is no way into the cluster.
func TestForgottenNodeIsNoSeed(t *testing.T) {
	for _, through := range [][]string{{name(3), name(1)}, {name(1), name(3)}} {
		m := newModel(4, "4.3.6").formed(3)
		delete(m.nodes[name(1)].members, name(3))
		delete(m.nodes[name(2)].members, name(3))
		before := m.state()
		_, err := New(m, quick).Join(t.Context(), JoinRequest{Node: name(4), Through: through, DiscardData: true})
		if !errors.Is(err, ErrViewsDisagree) || m.state() != before || len(m.begun) > 0 {
			t.Errorf("%v, %q", err, m.begun)
		}
		// It is not asked only where it is named.
		_, err = New(m, quick).Join(t.Context(), JoinRequest{Node: name(4), Through: through[:1], DiscardData: true})
		if through[0] == name(3) && (!errors.Is(err, ErrViewsDisagree) || m.state() != before) {
			t.Errorf("by the forgotten node alone: %v\n%s", err, m.state())
		}
	}
}

// A node that has yet to join may be named, even first, and is no cluster to join.
func TestNodeThatIsAloneIsNoSeedBesideACluster(t *testing.T) {
	m := newModel(4, "4.3.6").formed(2)
	view, err := New(m, quick).Join(t.Context(), JoinRequest{Node: name(4), Through: []string{name(3), name(1)}})
	if err != nil || !view.HasMember(name(2)) || view.HasMember(name(3)) {
		t.Errorf("%+v, %v", view, err)
	}
}

// Whoever waits for his turn in vain still runs.
func TestNodeRunsUntilItIsItsTurn(t *testing.T) {
	virtually(t, func(t *testing.T) {
		m := newModel(2, "3.10.8")
		cluster := New(m, quick)
		cluster.changing <- struct{}{}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := cluster.Join(ctx, JoinRequest{Node: name(2), Through: []string{name(1)}})
		if !errors.Is(err, context.DeadlineExceeded) || len(m.begun) > 0 {
			t.Errorf("%v, %q", err, m.begun)
		}
	})
}

// A member that comes back without its disk does not take the queues of the old one with it in silence.
func TestLostMemberKeepsItsQueues(t *testing.T) {
	for _, version := range []string{"3.10.8", "4.3.6"} {
		for _, kind := range []string{"classic", "quorum"} {
			m := lostDisk(version)
			m.queues = append(m.queues, &modelQueue{name: "orders", kind: kind, durable: true, cluster: m.nodes[name(1)].cluster,
				home: name(3), members: name(3), ready: 5})
			before := m.state()
			request := JoinRequest{Node: name(3), Through: []string{name(1)}, DiscardData: true}
			m.nodes[name(3)].dead = true
			lost, err := New(m, quick).LostMember(t.Context(), name(3), request.Through)
			if err == nil || lost != nil {
				t.Errorf("nobody has seen whether it is lost: %+v, %v", lost, err)
			}
			m.nodes[name(3)].dead = false
			lost, err = New(m, quick).LostMember(t.Context(), name(3), request.Through)
			if err != nil || lost == nil || len(lost.Queues) != 1 || !strings.Contains(lost.Queues[0], "orders") {
				t.Errorf("%s %s: %+v, %v", version, kind, lost, err)
			}
			_, err = New(m, quick).Join(t.Context(), request)
			if !errors.Is(err, ErrOnlyCopy) || !strings.Contains(err.Error(), "orders") || m.state() != before || len(m.begun) > 0 {
				t.Errorf("%s %s: %v, %q", version, kind, err, m.begun)
			}
			var warnings []string
			request.Force, request.Warn = true, func(text string) { warnings = append(warnings, text) }
			view, err := New(m, quick).Join(t.Context(), request)
			if kind == "classic" && (err != nil || !view.HasMember(name(1)) || len(m.harm) != 1) {
				t.Errorf("%s %s by force: %v, %q", version, kind, err, m.harm)
			}
			if len(warnings) != 1 || !strings.Contains(warnings[0], "orders") {
				t.Errorf("%s %s: %q", version, kind, warnings)
			}
		}
	}
}

// lostDisk is a cluster of three whose third node has come back without its disk: the others take it for a member.
func lostDisk(version string) *model {
	m := newModel(4, version).formed(3)
	m.nodes[name(3)].members, m.nodes[name(3)].cluster = map[string]bool{name(3): true}, 98
	return m
}

// After a lost answer nothing is sent beside the call that still runs. Then the node is a member, or runs as it was found.
func TestNothingIsSentBesideACallThatStillRuns(t *testing.T) {
	for _, version := range []string{"3.10.8", "4.3.6"} {
		for _, goesOn := range []time.Duration{0, time.Second, time.Minute, time.Hour} {
			for which := 1; which <= 3; which++ {
				m := newModel(3, version).formed(2)
				m.loseAt, m.goesOn = which, goesOn
				virtually(t, func(t *testing.T) {
					request := JoinRequest{Node: name(3), Through: []string{name(1)}}
					cluster := New(m)
					_, err := cluster.Join(t.Context(), request)
					time.Sleep(2 * time.Hour)
					if err != nil {
						_, err = New(m).Join(t.Context(), request)
					}
					if err != nil || !m.nodes[name(3)].running || !m.nodes[name(1)].members[name(3)] || len(m.harm) > 0 {
						t.Errorf("%s, the answer of change %d lost, done after %s: %v, %q, %q\n%s", version, which, goesOn, err, m.harm, m.begun, m.state())
					}
				})
			}
		}
	}
}

// The outcome of a call is unknown unless the node has said how it ended, or it never got there.
func TestOutcomes(t *testing.T) {
	call := func(mayRun bool) error {
		return &StepError{Err: &erlang.CallError{MayRun: mayRun, Err: errors.New("x")}}
	}
	for what, test := range map[string]struct {
		err  error
		want bool
	}{
		"done":           {nil, false},
		"not connected":  {&erlang.ConnectError{Err: errors.New("refused")}, false},
		"crashed there":  {call(false), false},
		"answer lost":    {call(true), true},
		"refused there":  {&AnswerError{Answer: failure("inconsistent_cluster")}, false},
		"it gave up":     {&AnswerError{Answer: failure("timeout")}, true},
		"caller gave up": {context.DeadlineExceeded, true},
		"something else": {errors.New("a puzzle"), true},
	} {
		if got := outcomeUnknown(test.err); got != test.want {
			t.Errorf("%s: %t", what, got)
		}
	}
}
