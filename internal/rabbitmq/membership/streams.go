package membership

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// GrowStreams gives streams a replica on the node onto, which must run; streams that have one stay as they are.
// (rabbit_stream_queue:add_replica/3, from 3.9).
func (c *Cluster) GrowStreams(ctx context.Context, through, onto string, grow StreamGrow) error {
	vhosts, err := regexp.Compile(grow.VhostPattern)
	if err != nil {
		return fmt.Errorf("read the pattern of virtual hosts: %w", err)
	}
	names, err := regexp.Compile(grow.StreamPattern)
	if err != nil {
		return fmt.Errorf("read the pattern of streams: %w", err)
	}
	return c.change(ctx, "add stream replicas", onto, limitQueues, func(ctx context.Context) error {
		lacks := func(s stream) bool {
			return !slices.Contains(s.members, onto) && vhosts.MatchString(s.vhost) && names.MatchString(s.name)
		}
		return c.eachStream(ctx, through, lacks, func(s stream) error {
			return c.do(ctx, through, fn("rabbit_stream_queue", "add_replica",
				erlang.Binary(s.vhost), erlang.Binary(s.name), erlang.Atom(onto)))
		})
	})
}

// shrinkStreams takes the node out of all streams that list it.
func (c *Cluster) shrinkStreams(ctx context.Context, through, off string) error {
	has := func(s stream) bool { return slices.Contains(s.members, off) }
	return c.eachStream(ctx, through, has, func(s stream) error { return c.deleteReplica(ctx, through, s, off) })
}

// deleteReplica goes by way of the coordinator, for rabbit_stream_queue:delete_replica/3 refuses where the node does not
// run. The stream's id is in the last element of its record, a map. The coordinator answers {ok, Reply, Leader}.
// (rabbit_stream_coordinator:delete_replica/2, from 3.9).
func (c *Cluster) deleteReplica(ctx context.Context, through string, s stream, off string) error {
	answer, err := c.ask(ctx, through, fn("rabbit_amqqueue", "lookup",
		erlang.Tuple{erlang.Atom("resource"), erlang.Binary(s.vhost), erlang.Atom("queue"), erlang.Binary(s.name)}))
	if err != nil {
		return err
	}
	found, _ := erlang.Tagged(answer, "ok")
	if len(found) == 0 {
		return nil
	}
	record, _ := found[0].(erlang.Tuple)
	if len(record) == 0 {
		return &AnswerError{Node: through, Call: "rabbit_amqqueue:lookup/1", Answer: answer}
	}
	id, ok := erlang.Lookup(record[len(record)-1], "name")
	if !ok {
		return &AnswerError{Node: through, Call: "rabbit_amqqueue:lookup/1", Answer: answer}
	}
	deleted := fn("rabbit_stream_coordinator", "delete_replica", id, erlang.Atom(off))
	answer, err = c.ask(ctx, through, deleted)
	if err != nil {
		return err
	}
	if reply, _ := erlang.Tagged(answer, "ok"); len(reply) == 0 || !succeeded(reply[0]) {
		return &AnswerError{Node: through, Call: deleted.String(), Answer: answer}
	}
	return nil
}

// forgetStreams takes the node out of the coordinator of streams, which else would count it among those whose majority
// it needs. (rabbit_stream_coordinator:forget_node/1, from 3.13; older releases notice by themselves).
func (c *Cluster) forgetStreams(ctx context.Context, through, node string) error {
	return c.change(ctx, "remove from the stream coordinator", node, limitForget, func(ctx context.Context) error {
		return c.await(ctx, func(ctx context.Context) error {
			err := c.do(ctx, through, fn("rabbit_stream_coordinator", "forget_node", erlang.Atom(node)))
			var answer *AnswerError
			switch {
			case erlang.IsUndef(err):
				return nil
			case errors.As(err, &answer) && mentions(answer.Answer, "cluster_change_not_permitted"):
				return err
			case err != nil:
				return &finalError{err}
			}
			return nil
		})
	})
}

// stream is a stream and the nodes that have a replica.
type stream struct {
	vhost, name string
	members     []string
}

func (s stream) String() string { return fmt.Sprintf("stream %q in virtual host %q", s.name, s.vhost) }

// streams lists all streams. 3.8 has none, and says that it does not know the item "members".
func (c *Cluster) streams(ctx context.Context, through string) (streams []stream, err error) {
	err = c.queues(ctx, through, func(vhost, name string, info erlang.Term) {
		kind, _ := erlang.Lookup(info, "type")
		members, _ := erlang.Lookup(info, "members")
		if kind == erlang.Term(erlang.Atom("stream")) {
			streams = append(streams, stream{vhost: vhost, name: name, members: atoms(members)})
		}
	}, "type", "members")
	return streams, err
}
