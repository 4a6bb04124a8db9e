package membership

import (
	"context"
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// queue is what a node says about a queue. What it does not say is unknown: of a queue whose node is down it knows the type and the
// process that it had, and little else.
type queue struct {
	vhost, name string
	// kind is classic, quorum or stream, or what a plugin calls its own.
	kind string
	// home is the node of a classic queue's process: of its only copy, or of the leader of its mirrors.
	home               known.Value[string]
	durable, exclusive known.Value[bool]
	// members and online are those of quorum queues and streams.
	members, online known.Value[[]string]
	// inSync are the nodes of mirrors in step with the leader; none from 4.0.
	inSync []string
	// use is what its process says. The survey leaves it unknown; QueueCounts asks for it.
	use usage.Queue
}

func (q queue) String() string { return fmt.Sprintf("%q in virtual host %q", q.name, q.vhost) }

// resource is the queue's name as the broker has it.
func (q queue) resource() erlang.Tuple {
	return erlang.Tuple{erlang.Atom("resource"), erlang.Binary(q.vhost), erlang.Atom("queue"), erlang.Binary(q.name)}
}

var (
	placement = []erlang.Atom{"name", "type", "pid", "durable", "exclusive", "synchronised_slave_pids"}
	replicas  = []erlang.Atom{"members", "online"}
)

// survey asks a node about all queues of its cluster, those of nodes that are down among them. (rabbit_vhost:list_names/0).
func (c *Cluster) survey(ctx context.Context, through string) (queues []queue, err error) {
	names, err := c.ask(ctx, through, fn("rabbit_vhost", "list_names"))
	if err != nil {
		return nil, err
	}
	vhosts, isList := names.(erlang.List)
	if !isList {
		return nil, &AnswerError{Node: through, Call: "rabbit_vhost:list_names/0", Answer: names}
	}
	for _, vhost := range vhosts {
		found, err := c.surveyOf(ctx, through, vhost)
		if err != nil {
			return nil, err
		}
		queues = append(queues, found...)
	}
	return queues, nil
}

func (c *Cluster) surveyOf(ctx context.Context, through string, vhost erlang.Term) (queues []queue, err error) {
	infos, answered, err := c.queuesOf(ctx, through, vhost, items(slices.Concat(placement, replicas)...))
	if err != nil {
		return nil, err
	}
	if !answered {
		// Classic queues of 3.8 take no question about members.
		infos, answered, err = c.queuesOf(ctx, through, vhost, items(placement...))
		if err == nil && !answered {
			err = fmt.Errorf("%s does not describe its queues: it does not know one of the items %s", through, items(placement...))
		}
		if err != nil {
			return nil, err
		}
	}
	for _, info := range infos {
		resource, _ := erlang.Lookup(info, "name")
		vhost, name, ok := resourceName(resource)
		if !ok {
			return nil, &AnswerError{Node: through, Call: listQueues, Answer: info}
		}
		q := readQueue(vhost, name, info)
		if _, asked := erlang.Lookup(info, "members"); !asked && q.kind == "quorum" {
			if err := c.askReplicas(ctx, through, &q); err != nil {
				return nil, err
			}
		}
		queues = append(queues, q)
	}
	return queues, nil
}

// readQueue reads the properties that a node lists of a queue.
func readQueue(vhost, name string, info erlang.Term) queue {
	q := queue{vhost: vhost, name: name}
	get := func(key erlang.Atom) erlang.Term { value, _ := erlang.Lookup(info, key); return value }
	kind, _ := get("type").(erlang.Atom)
	q.kind = string(kind)
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
