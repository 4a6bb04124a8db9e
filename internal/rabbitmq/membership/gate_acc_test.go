package membership_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// What the gate holds back, on one cluster of three and a node beside it, in order: labs are slow to start.
func TestAccGate(t *testing.T) {
	t.Parallel()
	tr := newTrial(t, 4)
	for _, node := range tr.nodes[1:3] {
		tr.join(membership.JoinRequest{Node: node, Through: tr.nodes[:1]})
	}
	tr.arrivesLate("remove from the stream coordinator")
	tr.arrivesLate("stop RabbitMQ")
	tr.deadKeepsItsQueues()
	tr.lostKeepsItsQueues()
	tr.movedIsLeftAlone()
}

// publish puts one message into a durable classic queue, which it declares on a node, by way of the first node.
func (tr *trial) publish(node int, name string) {
	tr.Helper()
	tr.call(node, "rabbit_amqqueue", "declare", erlang.Tuple{erlang.Atom("resource"), erlang.Binary("/"), erlang.Atom("queue"), erlang.Binary(name)},
		erlang.Atom("true"), erlang.Atom("false"), erlang.List{}, erlang.Atom("none"), erlang.Binary("test"))
	channel := tr.channel(0)
	tr.must(channel.Confirm(false))
	sent, err := channel.PublishWithDeferredConfirm("", name, true, false, amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte("precious")})
	tr.must(err)
	if !sent.Wait() {
		tr.Fatalf("queue %q did not take the message", name)
	}
}

// arrivesLate publishes when the checks have been made and a step begins: what was confirmed is there afterwards, on a node that
// serves.
func (tr *trial) arrivesLate(at string) {
	tr.Helper()
	arrived := false
	cluster := membership.New(tr.caller, membership.WithLog(func(_ context.Context, step string, fields map[string]any) {
		if step == at && fields["took"] == nil && !arrived {
			arrived = true
			tr.publish(2, "late")
		}
	}))
	_, err := cluster.Leave(tr.Context(), membership.LeaveRequest{Node: tr.nodes[2], Through: tr.nodes[:2], Drain: true})
	if !errors.Is(err, membership.ErrOnlyCopy) || !strings.Contains(err.Error(), `"late"`) || !arrived {
		tr.Fatalf("a message arrived (%t) at %q, and the node left: %v", arrived, at, err)
	}
	tr.members(tr.nodes[:3], tr.nodes[:3]...)
	if drained := tr.call(2, "rabbit_maintenance", "is_being_drained_local_read", erlang.Atom(tr.nodes[2])); drained != erlang.Term(erlang.Atom("false")) {
		tr.Errorf("the node that stays is in maintenance mode: %s", drained)
	}
	tr.held("late")
	_, err = tr.channel(0).QueueDelete("late", false, false, false)
	tr.must(err)
}

// held expects one message in a queue.
func (tr *trial) held(name string) {
	tr.Helper()
	channel := tr.channel(2)
	_, found, err := channel.Get(name, false)
	if err != nil || !found {
		tr.Fatalf("a confirmed message of %q is lost: %v", name, err)
	}
	tr.must(channel.Close())
}

// deadKeepsItsQueues expects that a dead node is not forgotten while queues depend on it, by name.
func (tr *trial) deadKeepsItsQueues() {
	tr.Helper()
	tr.publish(2, "precious")
	tr.must(tr.lab.Kill(tr.Context(), 2))
	_, err := tr.cluster.Leave(tr.Context(), membership.LeaveRequest{Node: tr.nodes[2], Through: tr.nodes[:2]})
	if !errors.Is(err, membership.ErrOnlyCopy) || !strings.Contains(err.Error(), `"precious"`) {
		tr.Fatalf("a dead node was forgotten together with its queue: %v", err)
	}
	tr.restartThird()
	tr.members(tr.nodes[:3], tr.nodes[:3]...)
	tr.held("precious")
}

// lostKeepsItsQueues takes the disk away from the member that has a queue.
func (tr *trial) lostKeepsItsQueues() {
	tr.Helper()
	tr.must(tr.lab.Kill(tr.Context(), 2))
	tr.must(os.RemoveAll(filepath.Join(tr.lab.Nodes[2].Dir, "mnesia")))
	tr.restartThird()
	request := membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[:1], DiscardData: true}
	lost, err := tr.cluster.LostMember(tr.Context(), request.Node, request.Through)
	if err != nil || lost == nil || len(lost.Queues) != 1 || !strings.Contains(lost.Queues[0], `"precious"`) {
		tr.Fatalf("the plan would say %+v, %v", lost, err)
	}
	if _, err := tr.cluster.Join(tr.Context(), request); !errors.Is(err, membership.ErrOnlyCopy) || !strings.Contains(err.Error(), `"precious"`) {
		tr.Fatalf("the queue of a member that lost its disk was forgotten: %v", err)
	}
	var warnings []string
	request.Force, request.Warn = true, func(text string) { warnings = append(warnings, text) }
	tr.join(request)
	if len(warnings) != 1 || !strings.Contains(warnings[0], `"precious"`) {
		tr.Errorf("what was let go by force is not named: %q", warnings)
	}
	tr.members(tr.nodes[:3], tr.nodes[:3]...)
}

// movedIsLeftAlone moves a member to another cluster behind everybody's back, and expects that nobody resets it there.
func (tr *trial) movedIsLeftAlone() {
	tr.Helper()
	tr.leave(membership.LeaveRequest{Node: tr.nodes[2], Through: tr.nodes[:2]}, 0)
	tr.join(membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[3:]})
	for _, stopped := range []bool{false, true} {
		if stopped {
			tr.call(2, "rabbit", "stop")
		}
		tr.leave(membership.LeaveRequest{Node: tr.nodes[2], Through: tr.nodes[:2]}, 1)
		tr.call(2, "rabbit", "start")
		tr.members(tr.nodes[2:], tr.nodes[2:]...)
	}
}

// losing loses the answer of a join, which goes on, and holds what it was told until then.
type losing struct {
	*membership.Distribution
	joined chan struct{}
	early  bool
}

func (l *losing) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	switch {
	case function == "start" && module == "rabbit":
		select {
		case <-l.joined:
		default:
			l.early = true
		}
	case slices.Contains([]string{"rabbit_db_cluster:join", "rabbit_mnesia:join_cluster"}, module+":"+function):
		if _, err := l.Distribution.Call(ctx, node, module, "module_info"); err != nil {
			return nil, &erlang.CallError{Node: node, Module: module, Function: function, Arity: len(args), Err: missing(module, function, args)}
		}
		go func() {
			_, _ = l.Distribution.Call(context.WithoutCancel(ctx), node, module, function, args...)
			close(l.joined)
		}()
		// It is on its way, and will be for some time.
		time.Sleep(50 * time.Millisecond)
		return nil, &erlang.CallError{Node: node, Module: module, Function: function, Arity: len(args), MayRun: true,
			Err: &erlang.LostError{Node: node, Err: errors.New("the answer was lost on purpose")}}
	}
	return l.Distribution.Call(ctx, node, module, function, args...)
}

func missing(module, function string, args []erlang.Term) error {
	frame := erlang.Tuple{erlang.Atom(module), erlang.Atom(function), erlang.List(args), erlang.List{}}
	return &erlang.BadRPCError{Reason: erlang.Tuple{erlang.Atom("EXIT"), erlang.Tuple{erlang.Atom("undef"), erlang.List{frame}}}}
}

// A join whose answer is lost goes on: nothing is started beside it, and the node becomes a member.
func TestAccJoinWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	tr := newTrial(t, 2)
	caller := &losing{Distribution: tr.caller, joined: make(chan struct{})}
	cluster := membership.New(caller, membership.WithLog(tr.log))
	view, err := cluster.Join(t.Context(), membership.JoinRequest{Node: tr.nodes[1], Through: tr.nodes[:1]})
	if err != nil || !view.HasRunning(tr.nodes[1]) || caller.early {
		t.Fatalf("started beside the join: %t, %v", caller.early, err)
	}
	tr.members(tr.nodes, tr.nodes...)
}
