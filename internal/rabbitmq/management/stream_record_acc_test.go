package management_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// A stream gets a member, and at once that leads. The node that led has nothing more to measure, and keeps what it had.
func TestAccStreamWhoseLeaderHasMoved(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	if !f.broker.Version.AtLeast(4, 0, 0) {
		t.Skip("3.8 knows no streams, and 3.10 no way to move the leader of one (rabbit_stream_queue:transfer_leadership/2)")
	}
	body := map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "stream", "x-initial-cluster-size": 1}}
	f.broker.Put(t, body, "queues", f.vhost, "s")
	acctest.Await(t, "the measured stream", func() bool { return f.broker.Get(t, "queues", f.vhost, "s")["messages"] != nil })
	nodes := f.broker.Lab.Nodes
	leader := fmt.Sprint(f.broker.Get(t, "queues", f.vhost, "s")["leader"])
	next := nodes[0].Name
	if next == leader {
		next = nodes[1].Name
	}
	f.eval(t, "ok", `rabbit_stream_queue:add_replica(<<"%s">>, <<"s">>, '%s').`, f.vhost, next)
	f.eval(t, next, `{ok, Q} = rabbit_amqqueue:lookup(rabbit_misc:r(<<"%s">>, queue, <<"s">>)), rabbit_stream_queue:transfer_leadership(Q, '%s').`,
		f.vhost, next)
	t.Logf("now the statistics say %v", f.broker.Get(t, "queues", f.vhost, "s")["members"])
	want := []string{leader, next}
	slices.Sort(want)
	client := f.client(t, nil)
	acctest.Await(t, "both members", func() bool {
		one, err := client.QueueStatus(t.Context(), f.vhost, "s")
		if err != nil {
			t.Fatal(err)
		}
		all, err := client.QueueStatuses(t.Context(), f.vhost)
		if err != nil || len(all) != 1 {
			t.Fatalf("%v, %v", all, err)
		}
		return isAt(*one, next, want) && isAt(all[0], next, want)
	})
}

// isAt reports whether a queue has this leader and these members, which are online.
func isAt(status management.QueueStatus, leader string, members []string) bool {
	at, haveLeader := status.Leader.Get()
	listed, haveMembers := status.Members.Get()
	online, haveOnline := status.Online.Get()
	slices.Sort(listed)
	slices.Sort(online)
	return haveLeader && haveMembers && haveOnline && at == leader && slices.Equal(listed, members) && slices.Equal(online, members)
}

// eval has the broker evaluate an expression until the answer holds a text: the coordinator of streams does one thing at a time.
func (f *front) eval(t *testing.T, wanted, format string, arguments ...any) {
	t.Helper()
	acctest.Await(t, wanted, func() bool {
		said, err := f.broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", fmt.Sprintf(format, arguments...))
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(said, wanted)
	})
}
