package membership

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// coordinator is one of RabbitMQ, of one stream: each request to delete a replica begins another election, and the stream
// lists the replica until an election has ended, which takes some looks.
type coordinator struct {
	members        []string
	election, left int
	requests       int
	reply          erlang.Term
}

func (c *coordinator) Close() error { return nil }

func (c *coordinator) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	if answer, ok, err := evaluated(module+":"+function, args, func(args []erlang.Term) (erlang.Term, error) {
		return c.Call(ctx, node, "rabbit_amqqueue", "info_all", args...)
	}); ok {
		return answer, err
	}
	property := func(name string, value erlang.Term) erlang.Term { return erlang.Tuple{erlang.Atom(name), value} }
	resource := erlang.Tuple{erlang.Atom("resource"), erlang.Binary("/"), erlang.Atom("queue"), erlang.Binary("events")}
	switch module + ":" + function {
	case "rabbit_vhost:list_names":
		return erlang.List{erlang.Binary("/")}, nil
	case "rabbit_amqqueue:info_all":
		if c.requests > 0 && c.left > 0 {
			if c.left--; c.left == 0 {
				c.members = c.members[:1]
			}
		}
		return erlang.List{erlang.List{property("name", resource), property("type", erlang.Atom("stream")),
			property("members", nodeList(c.members))}}, nil
	case "rabbit_amqqueue:lookup":
		state := erlang.Map{{Key: erlang.Atom("name"), Value: erlang.Charlist("__events_1")}}
		return erlang.Tuple{erlang.Atom("ok"), erlang.Tuple{erlang.Atom("amqqueue"), resource, state}}, nil
	case "rabbit_stream_coordinator:delete_replica":
		c.requests++
		c.left = c.election
		return erlang.Tuple{erlang.Atom("ok"), c.reply, erlang.Atom(name(1))}, nil
	}
	return nil, undef(module+":"+function, args)
}

func TestStreamIsLeftToItsElection(t *testing.T) {
	busy := &coordinator{members: []string{name(1), name(2)}, election: 5, reply: ok}
	if err := New(busy, quick).shrinkStreams(t.Context(), name(1), name(2)); err != nil || busy.requests != 1 {
		t.Errorf("%d requests, %v", busy.requests, err)
	}
}

func TestStreamThatNeverComesToRestIsNamed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := &coordinator{members: []string{name(1), name(2)}, reply: ok}
		var named *ReplicaError
		err := New(stuck).shrinkStreams(t.Context(), name(1), name(2))
		if !errors.As(err, &named) || len(named.Failed) != 1 || stuck.requests != 1 {
			t.Errorf("%d requests, %v", stuck.requests, err)
		}
		want := `failed for 1 queues: stream "events" in virtual host "/" (agreed to, and not done yet)`
		if fmt.Sprint(err) != want {
			t.Errorf("the error is\n%v, not\n%s", err, want)
		}
	})
}

func TestRefusedDeletionOfAReplicaIsAskedForAgain(t *testing.T) {
	for _, reply := range []erlang.Term{erlang.Atom("cluster_change_not_permitted"), failure("last_stream_member")} {
		refuses := &coordinator{members: []string{name(1), name(2)}, reply: reply}
		var named *ReplicaError
		err := New(refuses, quick).shrinkStreams(t.Context(), name(1), name(2))
		if !errors.As(err, &named) || refuses.requests != 100 {
			t.Errorf("%s: %d requests, %v", reply, refuses.requests, err)
		}
	}
}
