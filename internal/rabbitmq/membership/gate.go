package membership

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// gate is the only piece that may stop a node, reset it, make it join or have it forgotten: calls that nothing undoes. Each
// goes out in the same breath as its checks, which are made again by asking the members that stay.
//
// What comes back is one of three: nil, it is done; a *RefusedError or another error, nothing was done; an
// *UnknownOutcomeError, nobody knows. After the third no call that changes anything is sent before the node on which it may
// still run has come to rest, whoever made it: start, and every later passage of the gate, wait for that.
type gate struct {
	*Cluster
	// node is the one whose membership changes.
	node string
	// through are members that stay, as far as they are known.
	through []string
	// tolerate decides about a refusal that protects queues or the majority: Force lets it pass. Nil lets nothing pass.
	tolerate func(*RefusedError) error
	// accept decides about queues that would be lost. Nil lets none go.
	accept func([]loss) error
	// countAll has the messages of all queues counted that would be lost, not only of those that are named.
	countAll bool
	// lostBefore are the queues that would have been lost when the node still ran.
	lostBefore []loss
	// forgotten is that the cluster was made to forget the node in this run. With Khepri a node that can be reached stays listed
	// all the same, and is taken back by its join.
	forgotten bool
	// stranger is that the node is no member, even where the cluster lists one of its name.
	stranger bool
	// ours is that the node, while it ran, has said in this run that it is of the cluster of those that stay, or alone.
	ours bool
	// reachable is that the node has answered last, whether RabbitMQ runs there or not.
	reachable bool
	// silent are nodes that did not answer in this run.
	silent nodeSet
}

// UnknownOutcomeError says that a call which cannot be undone went out, and that its answer was lost.
type UnknownOutcomeError struct {
	Node, Call string
	Err        error
}

// Error implements error.
func (e *UnknownOutcomeError) Error() string {
	return fmt.Sprintf("nobody knows whether %s has done %s, which may still be under way there: %v", e.Node, e.Call, e.Err)
}

// Unwrap returns the cause.
func (e *UnknownOutcomeError) Unwrap() error { return e.Err }

// passage is one call through the gate.
type passage struct {
	// step names it in the log and in errors; on is the node that makes the call.
	step, on string
	limit    time.Duration
	check    func(context.Context) error
	calls    []function
}

// stop stops RabbitMQ on the node and leaves its Erlang machine running. (rabbit:stop/0).
func (g *gate) stop(ctx context.Context, check func(context.Context) error) error {
	return g.pass(ctx, passage{"stop RabbitMQ", g.node, limitStop, check, []function{fn("rabbit", "stop")}})
}

// reset makes the stopped node a single one that holds nothing. (rabbit_db:reset/0 from 3.13, rabbit_mnesia:reset/0).
func (g *gate) reset(ctx context.Context) error {
	return g.pass(ctx, passage{"reset the node", g.node, limitReset, g.mayReset,
		[]function{fn("rabbit_db", "reset"), fn("rabbit_mnesia", "reset")}})
}

// join makes the stopped node a member of the seed's cluster, which wipes the node.
// (rabbit_db_cluster:join/2 from 3.13, rabbit_mnesia:join_cluster/2 before).
func (g *gate) join(ctx context.Context, seed string, kind erlang.Atom) error {
	return g.pass(ctx, passage{"join the cluster", g.node, limitJoin, g.mayJoin, []function{
		fn("rabbit_db_cluster", "join", erlang.Atom(seed), kind),
		fn("rabbit_mnesia", "join_cluster", erlang.Atom(seed), kind),
	}})
}

// forgetMember removes the member. One that is none any more is forgotten already. It returns the member that it went through.
// (rabbit_db_cluster:forget_member/2 from 3.13, rabbit_mnesia:forget_cluster_node/2 before).
func (g *gate) forgetMember(ctx context.Context, through string) error {
	err := g.pass(ctx, passage{"forget the node", through, limitForget, g.mayForget, []function{
		fn("rabbit_db_cluster", "forget_member", erlang.Atom(g.node), erlang.Atom("false")),
		fn("rabbit_mnesia", "forget_cluster_node", erlang.Atom(g.node), erlang.Atom("false")),
	}})
	var answer *AnswerError
	if errors.As(err, &answer) && mentions(answer.Answer, "not_a_cluster_node") {
		err = nil
	}
	g.forgotten = err == nil
	return err
}

func (g *gate) pass(ctx context.Context, p passage) error {
	if err := g.awaitRest(ctx); err != nil {
		return err
	}
	if err := g.step(ctx, "check again: "+p.step, g.node, limitQueues, p.check); err != nil {
		return err
	}
	sent := false
	err := g.change(ctx, p.step, g.node, p.limit, func(ctx context.Context) error {
		sent = true
		return g.do(ctx, p.on, p.calls...)
	})
	if !sent || !outcomeUnknown(err) {
		return err
	}
	g.unsettled.add(p.on)
	return &UnknownOutcomeError{Node: p.on, Call: p.calls[0].String(), Err: err}
}

// outcomeUnknown reports whether an error leaves open what has become of a call: everything does that says neither that it
// never reached the node, nor how it ended there.
func outcomeUnknown(err error) bool {
	var connect *erlang.ConnectError
	var call *erlang.CallError
	var answer *AnswerError
	switch {
	case err == nil, errors.As(err, &connect):
		return false
	case errors.As(err, &answer):
		// The broker gave up waiting for what it goes on with.
		return mentions(answer.Answer, "timeout")
	case errors.As(err, &call):
		return call.MayRun
	}
	return true
}
