package membership

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// crashing is a node on which a call crashes a number of times before it has nothing left to do.
type crashing struct{ times, calls int }

func (c *crashing) Call(context.Context, string, string, string, ...erlang.Term) (erlang.Term, error) {
	if c.calls++; c.calls <= c.times {
		return nil, &erlang.CallError{Err: &erlang.BadRPCError{Reason: erlang.Atom("case_clause")}}
	}
	return erlang.List{}, nil
}

func (c *crashing) Close() error { return nil }

func TestQueueWhoseLeaderCrashesIsTriedAgain(t *testing.T) {
	node := &crashing{times: 2}
	if err := New(node, quick).repeatUntilDone(t.Context(), name(1), fn("rabbit_quorum_queue", "shrink_all")); err != nil || node.calls != 3 {
		t.Errorf("%d calls, %v", node.calls, err)
	}
	node = &crashing{times: 1000}
	var crashed *erlang.BadRPCError
	if err := New(node, quick).repeatUntilDone(t.Context(), name(1), fn("rabbit_quorum_queue", "shrink_all")); !errors.As(err, &crashed) {
		t.Errorf("%d calls, %v", node.calls, err)
	}
}

func TestRebalanceWaitsForAnotherOne(t *testing.T) {
	m, left := newModel(1, "4.0.5"), 3
	m.answers["rabbit_amqqueue:rebalance"] = func() erlang.Term {
		if left--; left > 0 {
			return failure("rebalance_in_progress")
		}
		return erlang.Tuple{erlang.Atom("ok"), erlang.List{}}
	}
	if err := New(m, quick).Rebalance(t.Context(), name(1), "all", "", ""); err != nil || left != 0 {
		t.Errorf("%d left, %v", left, err)
	}
	m.answers["rabbit_amqqueue:rebalance"] = func() erlang.Term { return failure("nope") }
	var answered *AnswerError
	if err := New(m, quick).Rebalance(t.Context(), name(1), "all", "", ""); !errors.As(err, &answered) {
		t.Errorf("the error is %v", err)
	}
}

// creating is a node that still creates its tables when it is asked for its members the first times.
type creating struct {
	*model
	times atomic.Int32
}

func (c *creating) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	if (function == "status" || function == "cli_cluster_status") && c.times.Add(-1) >= 0 {
		missing := erlang.Tuple{erlang.Atom("no_exists"), erlang.List{erlang.Atom("rabbit_runtime_parameters"), erlang.Atom("cluster_name")}}
		exit := erlang.Tuple{erlang.Atom("EXIT"), erlang.Tuple{erlang.Tuple{erlang.Atom("aborted"), missing}, erlang.List{}}}
		return nil, &erlang.CallError{Err: &erlang.BadRPCError{Reason: exit}}
	}
	return c.model.Call(ctx, node, module, function, args...)
}

func TestNodeThatStillCreatesItsTablesIsAwaited(t *testing.T) {
	node := &creating{model: newModel(1, "3.10.8")}
	node.times.Store(1)
	view, err := New(node, quick).View(t.Context(), name(1))
	if err != nil || !view.Settling || len(view.Members) != 0 {
		t.Errorf("%+v, %v", view, err)
	}
	node.times.Store(3)
	view, err = New(node, quick).stableView(t.Context(), name(1))
	if err != nil || view.Settling || !view.HasMember(name(1)) {
		t.Errorf("%+v, %v", view, err)
	}
}
