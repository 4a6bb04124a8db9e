package membership

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

func TestJoinRefusesBeforeAnythingIsTouched(t *testing.T) {
	for what, test := range map[string]struct {
		arrange func(*model)
		request JoinRequest
		reason  error
		detail  string
	}{
		"another series": {func(m *model) { m.nodes[name(3)].version = "4.3.6" }, JoinRequest{DiscardData: true},
			ErrVersionMismatch, "4.3.6"},
		"feature flag": {func(m *model) { m.nodes[name(1)].flags = []string{"quorum_queue", "new_thing"} }, JoinRequest{DiscardData: true},
			ErrVersionMismatch, "new_thing"},
		"queues": {func(m *model) { m.queue("orders", "classic", name(3)) }, JoinRequest{}, ErrNotEmpty, "orders"},
		"virtual hosts": {func(m *model) { m.nodes[name(3)].vhosts = []string{"/", "shop"} }, JoinRequest{},
			ErrNotEmpty, "shop"},
		"elsewhere": {func(m *model) {
			m.nodes[name(3)].members[name(4)], m.nodes[name(4)].members[name(3)] = true, true
		}, JoinRequest{DiscardData: true}, ErrAlreadyElsewhere, name(4)},
		"forgotten": {func(m *model) { m.nodes[name(3)].members[name(1)] = true }, JoinRequest{DiscardData: true},
			ErrViewsDisagree, name(3) + " has the members"},
	} {
		t.Run(what, func(t *testing.T) {
			m := newModel(4, "4.0.5").formed(2)
			test.arrange(m)
			before := m.state()
			test.request.Node, test.request.Through = name(3), []string{name(1)}
			_, err := New(m, quick).Join(t.Context(), test.request)
			if !errors.Is(err, test.reason) || !strings.Contains(err.Error(), test.detail) {
				t.Errorf("the error is: %v", err)
			}
			if m.state() != before || len(m.begun) > 0 {
				t.Errorf("something was changed: %q", m.begun)
			}
		})
	}
}

func TestJoinKhepriRefusesRAM(t *testing.T) {
	m := newModel(2, "4.3.6")
	_, err := New(m, quick).Join(t.Context(), JoinRequest{Node: name(2), Through: []string{name(1)}, RAM: true})
	if !errors.Is(err, ErrNotSupported) {
		t.Errorf("the error is: %v", err)
	}
}

// A broker that refuses the join leaves its node stopped: it must run again afterwards.
func TestJoinFailsAndTheNodeRunsAgain(t *testing.T) {
	m := newModel(2, "3.10.8")
	m.answers["rabbit_mnesia:join_cluster"] = func() erlang.Term { return failure("inconsistent_cluster") }
	_, err := New(m, quick).Join(t.Context(), JoinRequest{Node: name(2), Through: []string{name(1)}})
	var step *StepError
	if !errors.As(err, &step) || step.Step != "join the cluster" || !strings.Contains(err.Error(), "must be reset") {
		t.Errorf("the error is: %v", err)
	}
	if !m.nodes[name(2)].running {
		t.Error("the node was left stopped")
	}
}

func TestMemberIsLeftAlone(t *testing.T) {
	for _, version := range []string{"3.10.8", "4.3.6"} {
		m := newModel(2, version).formed(2)
		// A member in the midst of an upgrade is no stranger.
		m.nodes[name(2)].version = strings.Replace(version, ".", ".1", 1)
		if _, err := New(m, quick).Join(t.Context(), JoinRequest{Node: name(2), Through: []string{name(1)}}); err != nil {
			t.Error(err)
		}
		if len(m.begun) > 0 {
			t.Errorf("a member of %s was touched: %q", version, m.begun)
		}
	}
}

func TestStepsOfJoin(t *testing.T) {
	for version, want := range map[string]string{
		"3.8.9": "rabbit:stop, rabbit_mnesia:join_cluster, rabbit:start",
		"4.3.6": "rabbit:stop, rabbit_db_cluster:join, rabbit:start",
	} {
		m := newModel(2, version)
		if _, err := New(m, quick).Join(t.Context(), JoinRequest{Node: name(2), Through: []string{"rabbit@nowhere", name(1)}}); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(strings.Join(m.begun, ", "), " "+name(2), ""); got != want {
			t.Errorf("%s took the steps %s", version, got)
		}
	}
}

func TestLeaveRefuses(t *testing.T) {
	for what, test := range map[string]struct {
		count   int
		arrange func(*model)
		version string
		reason  error
		forced  bool
	}{
		"last": {1, func(*model) {}, "4.0.5", ErrLastNode, true},
		"majority": {3, func(m *model) {
			m.nodes[name(2)].dead, m.nodes[name(2)].running = true, false
		}, "4.0.5", ErrNoMajority, true},
		"no majority for Khepri": {3, func(m *model) {
			for _, node := range []string{name(2), name(3)} {
				m.nodes[node].dead, m.nodes[node].running = true, false
			}
		}, "4.3.6", ErrNoMajority, false},
	} {
		t.Run(what, func(t *testing.T) {
			m := newModel(test.count, test.version).formed(test.count)
			test.arrange(m)
			before := m.state()
			request := LeaveRequest{Node: name(test.count), Through: []string{name(1), name(2)}}
			_, err := New(m, quick).Leave(t.Context(), request)
			var refused *RefusedError
			if !errors.Is(err, test.reason) || !errors.As(err, &refused) || m.state() != before {
				t.Fatalf("the error is: %v", err)
			}
			request.Force = true
			warnings, err := New(m, quick).Leave(t.Context(), request)
			if test.forced && (err != nil || len(warnings) != 1) || !test.forced && !errors.Is(err, test.reason) {
				t.Errorf("forced: %v, warnings %q", err, warnings)
			}
		})
	}
}

func TestLeaveRefusesWhereAQuorumQueueNeedsTheNode(t *testing.T) {
	m := newModel(4, "4.0.5").formed(4)
	m.nodes[name(2)].dead = true
	m.queue("orders", "quorum", name(1), name(2), name(3))
	request, before := LeaveRequest{Node: name(3), Through: []string{name(1)}, Drain: true}, m.state()
	drained := m.countsDrains()
	_, err := New(m, quick).Leave(t.Context(), request)
	if !errors.Is(err, ErrOnlyCopy) || !strings.Contains(err.Error(), `"orders"`) || !strings.Contains(err.Error(), "1 of 2 members") {
		t.Errorf("the error is: %v", err)
	}
	if *drained != 0 || m.state() != before {
		t.Errorf("it was drained %d times, and the state is\n%s", *drained, m.state())
	}
	m.nodes[name(2)].dead = false
	if _, err := New(m, quick).Leave(t.Context(), request); err != nil || *drained != 1 {
		t.Errorf("drained %d times, %v", *drained, err)
	}
}

// countsDrains counts how often a node was told to drain.
func (m *model) countsDrains() *int {
	drained := 0
	m.answers["rabbit_maintenance:drain"] = func() erlang.Term {
		drained++
		return ok
	}
	return &drained
}

// failing is a model of which one function fails on every node.
type failing struct {
	*model
	function string
}

func (f failing) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	if module+":"+function == f.function {
		return nil, &erlang.CallError{Node: node, Module: module, Function: function, Err: &erlang.BadRPCError{Reason: erlang.Atom("timeout")}}
	}
	return f.model.Call(ctx, node, module, function, args...)
}

// Where a check cannot be made, nothing that it guards is done.
func TestNothingIsDrainedWhereACheckFails(t *testing.T) {
	for _, function := range []string{
		"erl_eval:exprs", "rabbit_quorum_queue:shrink_all", "rabbit_runtime_parameters:value_global",
	} {
		for _, version := range []string{"3.10.8", "4.3.6"} {
			m := newModel(3, version).formed(3)
			drained, before := m.countsDrains(), m.state()
			_, err := New(failing{m, function}, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}, Drain: true})
			if err == nil || *drained != 0 || m.state() != before {
				t.Errorf("%s on %s: drained %d times, %v\n%s", function, version, *drained, err, m.state())
			}
		}
	}
}

func TestStatusShowsBothViews(t *testing.T) {
	m := newModel(3, "4.3.6").formed(3)
	delete(m.nodes[name(1)].members, name(3))
	m.nodes[name(2)].dead = true
	status, err := New(m, quick).Status(t.Context(), []string{name(1), name(2), name(3)})
	if !errors.Is(err, ErrViewsDisagree) || !strings.Contains(err.Error(), name(1)+" has the members") {
		t.Errorf("the error is: %v", err)
	}
	if len(status.Views) != 2 || !Unreachable(status.Unreachable[name(2)]) {
		t.Errorf("the status is: %+v", status)
	}
	if got := status.Members(); !slices.Equal(got, []string{name(1), name(2), name(3)}) {
		t.Errorf("the members are: %v", got)
	}
}

func TestJoinsSideBySide(t *testing.T) {
	m := newModel(6, "3.10.8")
	cluster := New(m, quick)
	var tasks []func() error
	for i := 2; i <= 6; i++ {
		tasks = append(tasks, func() error {
			_, err := cluster.Join(t.Context(), JoinRequest{Node: name(i), Through: []string{name(1)}, Rebalance: true})
			return err
		})
	}
	if err := together(tasks...); err != nil {
		t.Fatal(err)
	}
	if m.state() != newModel(6, "3.10.8").formed(6).state() {
		t.Errorf("the end is\n%s", m.state())
	}
}

// A node that has joined and does not run yet is not one that is down.
func TestLeaveWaits(t *testing.T) {
	m := newModel(3, "3.10.8").formed(3)
	cluster := New(m, quick)
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	cluster.starting.add(name(2))
	var step *StepError
	_, err := cluster.Leave(impatient, LeaveRequest{Node: name(3), Through: []string{name(1)}})
	if !errors.As(err, &step) || !errors.Is(err, context.Canceled) || m.calls > 0 {
		t.Errorf("who gives up waiting gets: %v", err)
	}
	cluster.changing <- struct{}{}
	if _, err := cluster.Join(impatient, JoinRequest{Node: name(2), Through: []string{name(1)}}); !errors.As(err, &step) || !errors.Is(err, context.Canceled) {
		t.Errorf("who gives up waiting for a turn gets: %v", err)
	}
}

// A node of Mnesia that was forgotten while it was stopped does not start, and may hold what nobody has seen.
func TestForgottenWhileStopped(t *testing.T) {
	forgotten := func() *model {
		m := newModel(2, "3.10.8").formed(2)
		m.nodes[name(2)].running = false
		m.nodes[name(1)].members = map[string]bool{name(1): true}
		return m
	}
	request := JoinRequest{Node: name(2), Through: []string{name(1)}}
	m := forgotten()
	before := m.state()
	if _, err := New(m, quick).Join(t.Context(), request); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("got %v", err)
	}
	if m.state() != before {
		t.Errorf("the refusal has changed\n%sto\n%s", before, m.state())
	}
	request.DiscardData = true
	view, err := New(m, quick).Join(t.Context(), request)
	if err != nil || !view.HasMember(name(1)) || !view.HasRunning(name(2)) {
		t.Errorf("%+v, %v", view, err)
	}
}

// An answer that nobody understands must not count as "there is no queue".
func TestLeaveQueuesAnswerThatIsNoList(t *testing.T) {
	for _, function := range []string{"rabbit_vhost:list_names", "erl_eval:exprs"} {
		m := newModel(3, "4.0.5").formed(3)
		m.answers[function] = func() erlang.Term { return failure("timeout") }
		before := m.state()
		var answered *AnswerError
		_, err := New(m, quick).Leave(t.Context(), LeaveRequest{Node: name(3), Through: []string{name(1)}})
		if !errors.As(err, &answered) || m.state() != before {
			t.Errorf("%s: %v\n%s", function, err, m.state())
		}
	}
}
