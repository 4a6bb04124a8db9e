package membership

import (
	"context"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// limitCounts bounds one look at one queue. A queue that has lost its majority does not answer at all.
const limitCounts = 5 * time.Second

// QueueCounts asks the process of a queue what it holds and who uses it, now; package management asks so where statistics do
// not answer. The node is a member that runs. What the process does not answer, and a queue that is gone, is unknown.
//
// Of a quorum queue a majority of its members agrees on the answer (ra:consistent_query/2). rabbit_amqqueue:info/2 and stat/1 are
// not asked: the one reads a table that is up to five seconds old, the other answers zero where it has no answer in time. A
// classic queue's process answers for itself; before that it is sent a call of ordinary priority, so that it has taken in what was
// delivered to it before (rabbit_amqqueue:notify_down_all/2, which names a process that the queue does not know). Of a stream
// the number of messages is read from a table of its leader, which must be the node; it is up to five seconds old. A missing row
// is unknown here, while rabbit_amqqueue:info/2 reads it as zero, as it does with consumers of nodes that do not answer.
func (c *Cluster) QueueCounts(ctx context.Context, node, vhost, name string) (usage.Queue, error) {
	ctx, cancel := context.WithTimeout(ctx, limitCounts)
	defer cancel()
	answer, err := c.ask(ctx, node, fn("rabbit_amqqueue", "lookup", erlang.Tuple{
		erlang.Atom("resource"), erlang.Binary(vhost), erlang.Atom("queue"), erlang.Binary(name)}))
	if err != nil {
		return usage.Queue{}, err
	}
	found, ok := erlang.Tagged(answer, "ok")
	if !ok || len(found) != 1 {
		return usage.Queue{}, nil
	}
	pid, err := c.ask(ctx, node, fn("rabbit_amqqueue", "pid_of", found[0]))
	if err != nil {
		return usage.Queue{}, err
	}
	switch pid := pid.(type) {
	case erlang.Pid:
		return c.processCounts(ctx, node, found[0], pid)
	case erlang.Tuple:
		return c.quorumCounts(ctx, node, pid)
	}
	return usage.Queue{}, nil
}

// processCounts is for the queues that are one process: classic ones, and streams by their leader.
func (c *Cluster) processCounts(ctx context.Context, node string, queue erlang.Term, pid erlang.Pid) (usage.Queue, error) {
	kind, err := c.ask(ctx, node, fn("amqqueue", "get_type", queue))
	switch {
	case err != nil:
		return usage.Queue{}, err
	case kind == erlang.Term(erlang.Atom("rabbit_classic_queue")):
		return c.classicCounts(ctx, node, queue, pid)
	case kind == erlang.Term(erlang.Atom("rabbit_stream_queue")):
		return c.streamCounts(ctx, node, queue)
	}
	return usage.Queue{}, nil
}

// streamCounts reads {Name, Ready, Unacknowledged, Messages, Reductions}. (rabbit_core_metrics:queue_stats/5).
func (c *Cluster) streamCounts(ctx context.Context, node string, queue erlang.Term) (counts usage.Queue, err error) {
	name, err := c.ask(ctx, node, fn("amqqueue", "get_name", queue))
	if err != nil {
		return usage.Queue{}, err
	}
	answer, err := c.ask(ctx, node, fn("ets", "lookup", erlang.Atom("queue_coarse_metrics"), name))
	if err != nil {
		return usage.Queue{}, err
	}
	const fields, messages = 5, 3
	if rows, isList := answer.(erlang.List); isList && len(rows) == 1 {
		if row, isTuple := rows[0].(erlang.Tuple); isTuple && len(row) == fields {
			counts.Messages = number(row[messages])
		}
	}
	return counts, nil
}

func (c *Cluster) classicCounts(ctx context.Context, node string, queue erlang.Term, pid erlang.Pid) (counts usage.Queue, err error) {
	self, err := c.ask(ctx, node, fn("erlang", "whereis", erlang.Atom("rex")))
	if err != nil {
		return usage.Queue{}, err
	}
	if err := c.do(ctx, node, fn("rabbit_amqqueue", "notify_down_all", erlang.List{pid}, self)); err != nil {
		return usage.Queue{}, err
	}
	info, err := c.ask(ctx, node, fn("rabbit_amqqueue", "info", queue,
		erlang.List{erlang.Atom("messages_ready"), erlang.Atom("messages_unacknowledged"), erlang.Atom("consumers")}))
	if err != nil {
		return usage.Queue{}, err
	}
	counts.Ready, counts.Unacknowledged = countIn(info, "messages_ready"), countIn(info, "messages_unacknowledged")
	counts.Consumers = countIn(info, "consumers")
	ready, haveReady := counts.Ready.Get()
	unacknowledged, haveUnacknowledged := counts.Unacknowledged.Get()
	if haveReady && haveUnacknowledged {
		counts.Messages = known.Of(ready + unacknowledged)
	}
	return counts, nil
}

func (c *Cluster) quorumCounts(ctx context.Context, node string, server erlang.Tuple) (counts usage.Queue, err error) {
	if counts.Messages, err = c.query(ctx, node, server, "query_messages_total"); err == nil {
		counts.Consumers, err = c.query(ctx, node, server, "query_consumer_count")
	}
	return counts, err
}

// query runs a query on which a majority agrees. From 4.3 it is named by module, function and arguments, before that by the
// function itself.
func (c *Cluster) query(ctx context.Context, node string, server erlang.Tuple, name erlang.Atom) (count known.Value[int64], err error) {
	for _, query := range []erlang.Term{
		erlang.Tuple{erlang.Atom("rabbit_fifo"), name, erlang.List{}},
		erlang.Export{Module: "rabbit_fifo", Function: name, Arity: 1},
	} {
		var answer erlang.Term
		answer, err = c.ask(ctx, node, fn("ra", "consistent_query", server, query))
		if parts, ok := erlang.Tagged(answer, "ok"); err == nil && ok && len(parts) > 0 {
			return number(parts[0]), nil
		}
		if ctx.Err() != nil {
			break
		}
	}
	return count, err
}

// countIn reads a count from a property list.
func countIn(info erlang.Term, key erlang.Atom) known.Value[int64] {
	value, found := erlang.Lookup(info, key)
	if !found {
		return known.Value[int64]{}
	}
	return number(value)
}

func number(term erlang.Term) known.Value[int64] {
	count, isNumber := term.(erlang.Int)
	if !isNumber {
		return known.Value[int64]{}
	}
	return known.Of(int64(count))
}
