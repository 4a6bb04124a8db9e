package membership

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// queue is what a node says about a queue. What it does not say is unknown: of a queue whose node is down it says the name,
// the type and the process that it had, and answers anything else with an empty word (rabbit_queue_type:info_down/3).
type queue struct {
	vhost, name string
	// kind is classic, quorum or stream, or what a plugin calls its own.
	kind string
	// home is the node of a classic queue's process: of its only copy, or of the leader of its mirrors.
	home               known.Value[string]
	durable, exclusive known.Value[bool]
	// members and online are those of quorum queues and streams.
	members, online known.Value[[]string]
	// inSync are the nodes of mirrors in step with the leader, recoverable those that may take over when it is down.
	// Before 4.0; elsewhere they are empty.
	inSync, recoverable []string
	// messages are ready and unacknowledged ones. The survey leaves them unknown; count asks for them.
	messages, consumers known.Value[int64]
}

func (q queue) String() string { return fmt.Sprintf("%q in virtual host %q", q.name, q.vhost) }

// resource is the queue's name as the broker has it.
func (q queue) resource() erlang.Tuple {
	return erlang.Tuple{erlang.Atom("resource"), erlang.Binary(q.vhost), erlang.Atom("queue"), erlang.Binary(q.name)}
}

var (
	placement = []erlang.Atom{"type", "pid", "durable", "exclusive", "synchronised_slave_pids", "recoverable_slaves"}
	replicas  = []erlang.Atom{"members", "online"}
)

// survey asks a node about all queues of its cluster, those of nodes that are down among them. A queue for which nobody answers is
// asked for again for a while, and is then one of which nothing is known but the name.
func (c *Cluster) survey(ctx context.Context, through string) (queues []queue, err error) {
	const patience = 10 * time.Second
	began := time.Now()
	err = c.await(ctx, func(ctx context.Context) error {
		answered, silent, err := c.surveyOnce(ctx, through)
		if err != nil {
			return &finalError{err}
		}
		if queues = append(answered, silent...); len(silent) > 0 && time.Since(began) < patience {
			return fmt.Errorf("%s lists queues and says nothing about them: %s", through, few(namesOf(silent)))
		}
		return nil
	})
	return queues, err
}

func (c *Cluster) surveyOnce(ctx context.Context, through string) (answered, silent []queue, err error) {
	answered, silent, err = c.list(ctx, through, slices.Concat(placement, replicas))
	if err != nil || len(silent) == 0 {
		return answered, silent, err
	}
	// Classic queues of 3.8 take no question about members, and then nothing of their virtual host is answered.
	answered, silent, err = c.list(ctx, through, placement)
	for i := range answered {
		if q := &answered[i]; err == nil && q.kind == "quorum" {
			err = c.askReplicas(ctx, through, q)
		}
	}
	return answered, silent, err
}

// list asks for items of all queues, and compares what comes with the names alone.
func (c *Cluster) list(ctx context.Context, through string, items []erlang.Atom) (answered, silent []queue, err error) {
	type key struct{ vhost, name string }
	heard := map[key]bool{}
	err = c.queues(ctx, through, func(vhost, name string, info erlang.Term) {
		heard[key{vhost, name}] = true
		answered = append(answered, readQueue(vhost, name, info))
	}, items...)
	if err != nil {
		return nil, nil, err
	}
	names, err := c.ask(ctx, through, fn("rabbit_amqqueue", "list_names"))
	if err != nil {
		return nil, nil, err
	}
	list, isList := names.(erlang.List)
	if !isList {
		return nil, nil, &AnswerError{Node: through, Call: "rabbit_amqqueue:list_names/0", Answer: names}
	}
	for _, item := range list {
		if vhost, name, ok := resourceName(item); ok && !heard[key{vhost, name}] {
			silent = append(silent, queue{vhost: vhost, name: name})
		}
	}
	return answered, silent, nil
}

func namesOf(queues []queue) (names []string) {
	for _, q := range queues {
		names = append(names, q.String())
	}
	return names
}

// readQueue reads the properties that a node lists of a queue.
func readQueue(vhost, name string, info erlang.Term) queue {
	q := queue{vhost: vhost, name: name}
	get := func(key erlang.Atom) erlang.Term { value, _ := erlang.Lookup(info, key); return value }
	kind, _ := get("type").(erlang.Atom)
	// Where its node is down a queue's type is the name of the module that implements it.
	switch q.kind = string(kind); kind {
	case "rabbit_classic_queue":
		q.kind = "classic"
	case "rabbit_quorum_queue":
		q.kind = "quorum"
	case "rabbit_stream_queue":
		q.kind = "stream"
	}
	if pid, ok := get("pid").(erlang.Pid); ok {
		q.home = known.Of(string(pid.Node))
	}
	q.durable, q.exclusive = truthOf(get("durable")), truthOf(get("exclusive"))
	q.members, q.online = nodesOf(get("members")), nodesOf(get("online"))
	mirrors, _ := get("synchronised_slave_pids").(erlang.List)
	for _, mirror := range mirrors {
		if pid, ok := mirror.(erlang.Pid); ok {
			q.inSync = append(q.inSync, string(pid.Node))
		}
	}
	q.recoverable = atoms(get("recoverable_slaves"))
	return q
}

func truthOf(term erlang.Term) known.Value[bool] {
	switch term {
	case erlang.Term(erlang.Atom("true")):
		return known.Of(true)
	case erlang.Term(erlang.Atom("false")):
		return known.Of(false)
	}
	return known.Value[bool]{}
}

func nodesOf(term erlang.Term) known.Value[[]string] {
	if _, isList := term.(erlang.List); !isList {
		return known.Value[[]string]{}
	}
	return known.Of(atoms(term))
}

func numberOf(term erlang.Term) known.Value[int64] {
	if number, ok := term.(erlang.Int); ok && number >= 0 {
		return known.Of(int64(number))
	}
	return known.Value[int64]{}
}

// askReplicas asks one queue for its members.
func (c *Cluster) askReplicas(ctx context.Context, through string, q *queue) error {
	record, err := c.lookup(ctx, through, *q)
	if err != nil || record == nil {
		return err
	}
	info, err := c.ask(ctx, through, fn("rabbit_amqqueue", "info", record, items(replicas...)))
	if err != nil {
		return err
	}
	answered := readQueue(q.vhost, q.name, info)
	q.members, q.online = answered.members, answered.online
	return nil
}

// lookup returns the queue's record, nil where there is no such queue. (rabbit_amqqueue:lookup/1).
func (c *Cluster) lookup(ctx context.Context, through string, q queue) (erlang.Term, error) {
	answer, err := c.ask(ctx, through, fn("rabbit_amqqueue", "lookup", q.resource()))
	if err != nil {
		return nil, err
	}
	if found, ok := erlang.Tagged(answer, "ok"); ok && len(found) == 1 {
		return found[0], nil
	}
	if !mentions(answer, "not_found") {
		return nil, &AnswerError{Node: through, Call: "rabbit_amqqueue:lookup/1", Answer: answer}
	}
	return nil, nil
}

func items(names ...erlang.Atom) (list erlang.List) {
	for _, name := range names {
		list = append(list, name)
	}
	return list
}
