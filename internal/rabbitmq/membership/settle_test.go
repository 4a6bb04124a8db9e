package membership

import (
	"context"
	"errors"
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
	if err := New(node, quick).settle(t.Context(), name(1), fn("rabbit_quorum_queue", "shrink_all")); err != nil || node.calls != 3 {
		t.Errorf("%d calls, %v", node.calls, err)
	}
	node = &crashing{times: 1000}
	var crashed *erlang.BadRPCError
	if err := New(node, quick).settle(t.Context(), name(1), fn("rabbit_quorum_queue", "shrink_all")); !errors.As(err, &crashed) {
		t.Errorf("%d calls, %v", node.calls, err)
	}
}
