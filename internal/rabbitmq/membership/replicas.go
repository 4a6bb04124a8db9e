package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// ReplicaError says for which queues a change of members failed, and why. The change may be repeated.
type ReplicaError struct {
	// Failed has one line a queue.
	Failed []string
}

// Error implements error.
func (e *ReplicaError) Error() string {
	return fmt.Sprintf("failed for %d queues: %s", len(e.Failed), few(e.Failed))
}

// Grow gives quorum queues a member on the node onto, which must run; queues that have one stay as they are.
// (rabbit_queue_type_ra:add_members/5 from 4.3, rabbit_quorum_queue:grow/4 before).
func (c *Cluster) Grow(ctx context.Context, through, onto string, grow Grow) error {
	strategy := grow.Strategy
	if strategy == "" {
		strategy = GrowAll
	}
	vhosts, queues := pattern(grow.VhostPattern), pattern(grow.QueuePattern)
	return c.change(ctx, "grow quorum queues", onto, limitQueues, func(ctx context.Context) error {
		return c.repeatUntilDone(ctx, through,
			fn("rabbit_queue_type_ra", "add_members", vhosts, queues, erlang.Atom(onto), erlang.Atom(strategy), erlang.Atom("promotable")),
			fn("rabbit_quorum_queue", "grow", erlang.Atom(onto), vhosts, queues, erlang.Atom(strategy)))
	})
}

// Shrink removes the members of quorum queues and the replicas of streams that are on the node off, dead or alive, and
// returns when no queue lists it. It asks the node through, which may be off itself while that runs.
// (rabbit_quorum_queue:shrink_all/1; streams as in streams.go).
func (c *Cluster) Shrink(ctx context.Context, through, off string) error {
	err := c.change(ctx, "shrink quorum queues", off, limitQueues, func(ctx context.Context) error {
		return c.repeatUntilDone(ctx, through, fn("rabbit_quorum_queue", "shrink_all", erlang.Atom(off)))
	})
	if err != nil {
		return err
	}
	return c.change(ctx, "remove stream replicas", off, limitQueues, func(ctx context.Context) error {
		return c.shrinkStreams(ctx, through, off)
	})
}

// repeatUntilDone repeats a change of many queues until none is left to change: each call skips the queues that are as wanted, a
// failure that passes (another change under way, a leader being elected) is gone in the next, and releases before 4.3
// leave out of their answer what took too long. On 3.8 the leader of a queue may crash over the change to a single member,
// and the whole call with it; it is soon back. What fails in the same way with no progress is an error.
func (c *Cluster) repeatUntilDone(ctx context.Context, node string, choices ...function) error {
	const maxBarren = 100
	barren := 0
	return c.await(ctx, func(ctx context.Context) error {
		answer, err := c.ask(ctx, node, choices...)
		var crashed *erlang.BadRPCError
		switch {
		case errors.As(err, &crashed) && !erlang.IsUndef(err) && barren < maxBarren:
			barren++
			return err
		case err != nil:
			return &finalError{err}
		}
		results, ok := answer.(erlang.List)
		if !ok {
			return &finalError{&AnswerError{Node: node, Call: choices[0].String(), Answer: answer}}
		}
		if len(results) == 0 {
			return nil
		}
		failed := failures(results)
		if len(failed) == 0 {
			return errors.New("the queues still change")
		}
		last := &ReplicaError{Failed: failed}
		if barren++; len(failed) < len(results) {
			barren = 0
		}
		if barren == maxBarren || final(results) {
			return &finalError{last}
		}
		return last
	})
}

// failures reads a list of {Resource, Result}, where a result is ok, {ok, Size}, {error, Size, Reason} or
// {error, Reason}.
func failures(results erlang.List) (failed []string) {
	for _, item := range results {
		pair, ok := item.(erlang.Tuple)
		if !ok || len(pair) != 2 || succeeded(pair[1]) {
			continue
		}
		vhost, name, _ := resourceName(pair[0])
		failed = append(failed, fmt.Sprintf("%q in virtual host %q (%s)", name, vhost, pair[1]))
	}
	slices.Sort(failed)
	return failed
}

// final reports whether a failure will not pass: the only member of a queue cannot be removed.
func final(results erlang.List) bool {
	return slices.ContainsFunc(results, func(item erlang.Term) bool { return mentions(item, "last_node") })
}
