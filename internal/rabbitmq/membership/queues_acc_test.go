package membership_test

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

const messages = 1000

// Three members become two and three again, and queues of every kind keep what they hold.
func TestAccQueuesSurvive(t *testing.T) {
	t.Parallel()
	tr := newTrial(t, 3)
	first, third := tr.nodes[0], tr.nodes[2]
	version, err := capability.ParseVersion(tr.lab.Version)
	if err != nil {
		t.Fatal(err)
	}
	broker := capability.Of(version)
	for _, node := range tr.nodes[1:] {
		tr.join(membership.JoinRequest{Node: node, Through: []string{first}})
	}

	replicated := map[string]amqp.Table{"orders": {"x-queue-type": "quorum", "x-quorum-initial-group-size": 3}}
	if broker.ClassicMirroring {
		tr.call(0, "rabbit_policy", "parse_set", erlang.Binary("/"), erlang.Binary("mirror"), erlang.Binary("^mirrored$"),
			erlang.Binary(`{"ha-mode":"all","ha-sync-mode":"automatic"}`), erlang.Int(0), erlang.Binary("queues"), erlang.Binary("test"))
		replicated["mirrored"] = amqp.Table{}
	}
	if broker.Streams {
		replicated["events"] = amqp.Table{"x-queue-type": "stream", "x-initial-cluster-size": 3}
	}
	for name, arguments := range replicated {
		tr.fill(0, name, arguments)
	}

	// A classic queue has its only copy where it was declared.
	channel := tr.fill(2, "lonely", amqp.Table{})
	_, err = tr.cluster.Leave(t.Context(), membership.LeaveRequest{Node: third, Through: []string{first}})
	if !errors.Is(err, membership.ErrOnlyCopy) || !strings.Contains(err.Error(), `"lonely" in virtual host "/" (it holds 1000 messages`) {
		t.Fatalf("a node with the only copy of messages left: %v", err)
	}
	if _, err := channel.QueuePurge("lonely", false); err != nil {
		t.Fatal(err)
	}
	_, err = tr.cluster.Leave(t.Context(), membership.LeaveRequest{Node: third, Through: []string{first}})
	if !errors.Is(err, membership.ErrOnlyCopy) || !strings.Contains(err.Error(), `"lonely" in virtual host "/" (it holds no messages`) {
		t.Fatalf("a node with the only copy of a queue left: %v", err)
	}

	warnings, err := tr.cluster.Leave(t.Context(), membership.LeaveRequest{Node: third, Through: []string{first}, Drain: true,
		DeleteEmptyQueues: true})
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%v, warnings %q", err, warnings)
	}
	for name := range replicated {
		tr.survived(name, tr.nodes[:2])
	}
	tr.join(membership.JoinRequest{Node: third, Through: []string{first}, Rebalance: true,
		Grow: &membership.Grow{}, GrowStreams: &membership.StreamGrow{}})
	for name := range replicated {
		tr.survived(name, tr.nodes)
	}

	// One dead of three: the other two are needed, and the dead one can be removed.
	if err := tr.lab.Kill(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	_, err = tr.cluster.Leave(t.Context(), membership.LeaveRequest{Node: tr.nodes[1], Through: []string{first}})
	if !errors.Is(err, membership.ErrNoMajority) && !errors.Is(err, membership.ErrOnlyCopy) {
		t.Errorf("with one of three dead, a second left: %v", err)
	}
	warnings, err = tr.cluster.Leave(t.Context(), membership.LeaveRequest{Node: third, Through: []string{first},
		Afterwards: membership.ForgetOnly})
	if err != nil || len(warnings) > 0 {
		t.Fatalf("%v, warnings %q", err, warnings)
	}
	for name := range replicated {
		tr.survived(name, tr.nodes[:2])
	}

	// Of two, one may go.
	if _, err := tr.cluster.Leave(t.Context(), membership.LeaveRequest{Node: tr.nodes[1], Through: []string{first}}); err != nil {
		t.Fatal(err)
	}
	for name := range replicated {
		tr.survived(name, tr.nodes[:1])
	}
}

// fill declares a queue through a node and publishes to it.
func (tr *trial) fill(node int, name string, arguments amqp.Table) *amqp.Channel {
	tr.Helper()
	channel := tr.channel(node)
	if _, err := channel.QueueDeclare(name, true, false, false, false, arguments); err != nil {
		tr.Fatal(err)
	}
	if err := channel.Confirm(false); err != nil {
		tr.Fatal(err)
	}
	var last *amqp.DeferredConfirmation
	for i := range messages {
		var err error
		last, err = channel.PublishWithDeferredConfirm("", name, true, false,
			amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte(fmt.Sprint(i))})
		if err != nil {
			tr.Fatal(err)
		}
	}
	if !last.Wait() {
		tr.Fatalf("queue %q did not take the messages", name)
	}
	return channel
}

func (tr *trial) channel(node int) *amqp.Channel {
	tr.Helper()
	address := url.URL{Scheme: "amqp", Host: tr.lab.Nodes[node].AMQPAddress(), User: url.UserPassword(tr.lab.Username, tr.lab.Password)}
	connection, err := amqp.Dial(address.String())
	if err != nil {
		tr.Fatal(err)
	}
	tr.Cleanup(func() { _ = connection.Close() })
	channel, err := connection.Channel()
	if err != nil {
		tr.Fatal(err)
	}
	return channel
}

// survived asserts that a queue has all its messages, and members on exactly these nodes. Mirrors come back by
// themselves, statistics after a second.
func (tr *trial) survived(name string, nodes []string) {
	tr.Helper()
	const patience, pause = 30 * time.Second, 100 * time.Millisecond
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for began := time.Now(); ; <-tick.C {
		members, count := tr.queue(name)
		if slices.Equal(members, nodes) && count == messages {
			return
		}
		if time.Since(began) > patience {
			tr.Fatalf("queue %q has %d messages on %v, not %d on %v", name, count, members, messages, nodes)
		}
	}
}

func (tr *trial) queue(name string) (members []string, count int64) {
	tr.Helper()
	resource := erlang.Tuple{erlang.Atom("resource"), erlang.Binary("/"), erlang.Atom("queue"), erlang.Binary(name)}
	found, ok := erlang.Tagged(tr.call(0, "rabbit_amqqueue", "lookup", resource), "ok")
	if !ok {
		tr.Fatalf("queue %q is gone", name)
	}
	info := func(items ...erlang.Term) erlang.Term {
		return tr.call(0, "rabbit_amqqueue", "info", found[0], erlang.List(items))
	}
	answer := info(erlang.Atom("pid"), erlang.Atom("type"))
	kind, _ := erlang.Lookup(answer, "type")
	// Only the leader of a queue counts what it holds.
	leader := tr.nodes[0]
	if kind != erlang.Term(erlang.Atom("classic")) {
		name, _ := erlang.Lookup(info(erlang.Atom("leader")), "leader")
		if atom, ok := name.(erlang.Atom); ok && slices.Contains(tr.nodes, string(atom)) {
			leader = string(atom)
		}
	}
	counted := tr.call(slices.Index(tr.nodes, leader), "rabbit_amqqueue", "info", found[0], erlang.List{erlang.Atom("messages")})
	ready, _ := erlang.Lookup(counted, "messages")
	number, _ := ready.(erlang.Int)
	if kind == erlang.Term(erlang.Atom("classic")) {
		master, _ := erlang.Lookup(answer, "pid")
		mirrors, _ := erlang.Lookup(info(erlang.Atom("synchronised_slave_pids")), "synchronised_slave_pids")
		list, _ := mirrors.(erlang.List)
		for _, pid := range append(list, master) {
			if pid, ok := pid.(erlang.Pid); ok {
				members = append(members, string(pid.Node))
			}
		}
	} else {
		list, _ := erlang.Lookup(info(erlang.Atom("members")), "members")
		nodes, _ := list.(erlang.List)
		for _, node := range nodes {
			if name, ok := node.(erlang.Atom); ok {
				members = append(members, string(name))
			}
		}
	}
	slices.Sort(members)
	return members, int64(number)
}
