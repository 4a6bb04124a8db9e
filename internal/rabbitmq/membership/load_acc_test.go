package membership_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// Publishers with confirms go on all the while: either a node is kept, or what was confirmed is there when it has gone, has been
// replaced and has come back empty. By force it is lost, so that this test can tell the difference.
func TestAccLeaveUnderLoad(t *testing.T) {
	lab.OnceARun(t)
	t.Parallel()
	tr := newTrial(t, 3)
	for _, node := range tr.nodes[1:] {
		tr.join(membership.JoinRequest{Node: node, Through: tr.nodes[:1]})
	}
	quorum := tr.load(0, "orders", amqp.Table{"x-queue-type": "quorum", "x-quorum-initial-group-size": 3})
	stays := tr.load(0, "stays", amqp.Table{})
	leaves := tr.load(2, "leaves", amqp.Table{})
	leave := membership.LeaveRequest{Node: tr.nodes[2], Through: tr.nodes[:2], Drain: true, DeleteEmptyQueues: true}
	again := membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[:2], Grow: &membership.Grow{}}

	if _, err := tr.cluster.Leave(t.Context(), leave); !errors.Is(err, membership.ErrOnlyCopy) {
		t.Fatalf("a node left under the publishers of its queue: %v", err)
	}
	if confirmed, there := leaves.stop(); confirmed == 0 || there < confirmed {
		t.Errorf("%d messages were confirmed and %d are there, though the node was kept", confirmed, there)
	}

	force := leave
	force.Force = true
	warnings, err := tr.cluster.Leave(t.Context(), force)
	if err != nil || len(warnings) != 1 {
		t.Fatalf("by force: %v, %q", err, warnings)
	}
	if there := leaves.count(); there != 0 {
		t.Errorf("by force nothing was lost, so that this test cannot fail: %d are there", there)
	}

	tr.join(again)
	tr.leave(leave, 0)
	tr.join(again)
	tr.must(tr.lab.Kill(t.Context(), 2))
	tr.must(os.RemoveAll(filepath.Join(tr.lab.Nodes[2].Dir, "mnesia")))
	tr.restartThird()
	tr.join(again)
	for _, each := range []*load{quorum, stays} {
		if confirmed, there := each.stop(); confirmed == 0 || there < confirmed {
			t.Errorf("%s: %d messages were confirmed, %d are there", each.queue, confirmed, there)
		}
	}
}

// load publishes into a queue by way of the first node, until it is stopped.
type load struct {
	*trial
	queue     string
	confirmed atomic.Int64
	end, done chan struct{}
}

func (tr *trial) load(node int, queue string, arguments amqp.Table) *load {
	tr.Helper()
	if _, err := tr.channel(node).QueueDeclare(queue, true, false, false, false, arguments); err != nil {
		tr.Fatal(err)
	}
	l := &load{trial: tr, queue: queue, end: make(chan struct{}), done: make(chan struct{})}
	channel := tr.channel(0)
	tr.must(channel.Confirm(false))
	go func() {
		defer close(l.done)
		tick := time.NewTicker(20 * time.Millisecond)
		defer tick.Stop()
		for number := 0; ; number++ {
			sent, err := channel.PublishWithDeferredConfirmWithContext(tr.Context(), "", queue, true, false,
				amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte(fmt.Sprint(number))})
			if err != nil {
				return
			}
			if taken, err := sent.WaitContext(tr.Context()); err == nil && taken {
				l.confirmed.Add(1)
			}
			select {
			case <-l.end:
				return
			case <-tick.C:
			}
		}
	}()
	return l
}

// stop ends the publisher, whose last confirmation is in then, and counts.
func (l *load) stop() (confirmed, there int) {
	l.Helper()
	close(l.end)
	<-l.done
	return int(l.confirmed.Load()), l.count()
}

// count takes the messages out, one by one; none where there is no such queue. They go back when the channel closes.
func (l *load) count() (there int) {
	l.Helper()
	channel := l.channel(0)
	defer func() { _ = channel.Close() }()
	for {
		_, found, err := channel.Get(l.queue, false)
		if err != nil || !found {
			return there
		}
		there++
	}
}
