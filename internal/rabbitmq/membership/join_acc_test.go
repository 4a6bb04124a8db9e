package membership_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// One cluster's life, in order: labs are slow to start.
func TestAccJoinAndLeave(t *testing.T) {
	t.Parallel()
	tr := newTrial(t, 3)
	tr.refusesContents()
	tr.formed()
	tr.leftAlone()
	tr.returned()
	tr.mended()
	tr.forgotten()
	tr.lastStays()
}

// refusesContents expects a node with a virtual host of its own to be left as it is.
func (tr *trial) refusesContents() {
	tr.Helper()
	found, err := tr.cluster.Contents(tr.Context(), tr.nodes[2])
	if err != nil || len(found) > 0 {
		tr.Fatalf("a fresh node holds %q, %v", found, err)
	}
	tr.call(2, "rabbit_vhost", "add", erlang.Binary("orders"), erlang.Binary("test"))
	_, err = tr.cluster.Join(tr.Context(), membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[:1]})
	if !errors.Is(err, membership.ErrNotEmpty) {
		tr.Fatalf("a node that holds a virtual host was joined: %v", err)
	}
	tr.members(tr.nodes[2:], tr.nodes[2])
}

// formed joins two at once, as Terraform asks for them.
func (tr *trial) formed() {
	tr.Helper()
	begun := time.Now()
	var both sync.WaitGroup
	for _, node := range tr.nodes[1:] {
		both.Go(func() {
			request := membership.JoinRequest{Node: node, Through: tr.nodes[:1], DiscardData: true}
			if _, err := tr.cluster.Join(tr.Context(), request); err != nil {
				tr.Error(err)
			}
		})
	}
	both.Wait()
	tr.Logf("two joins at once took %s", time.Since(begun))
	tr.members(tr.nodes, tr.nodes...)
}

// leftAlone expects that a member is not joined again, which would wipe it with Khepri, but started where it is stopped.
func (tr *trial) leftAlone() {
	tr.Helper()
	tr.took()
	tr.join(membership.JoinRequest{Node: tr.nodes[1], Through: tr.nodes[:1]})
	tr.call(2, "rabbit", "stop")
	tr.join(membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[:1]})
	if steps := tr.took(); slices.Contains(steps, "stop RabbitMQ") || slices.Contains(steps, "join the cluster") {
		tr.Errorf("a member was joined again: %q", steps)
	}
	tr.members(tr.nodes, tr.nodes...)
}

// returned lets a member leave, twice, and come back.
func (tr *trial) returned() {
	tr.Helper()
	for range 2 {
		begun := time.Now()
		tr.leave(membership.LeaveRequest{Node: tr.nodes[2], Through: tr.nodes[:2], Drain: true}, 0)
		tr.Logf("leave took %s", time.Since(begun))
	}
	tr.members(tr.nodes[:2], tr.nodes[:2]...)
	tr.members(tr.nodes[2:], tr.nodes[2])
	tr.join(membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[1:2]})
	tr.members(tr.nodes, tr.nodes...)
}

// mended takes a member's disk away. It comes back as a fresh node that the others take for a member.
func (tr *trial) mended() {
	tr.Helper()
	tr.must(tr.lab.Kill(tr.Context(), 2))
	tr.must(os.RemoveAll(filepath.Join(tr.lab.Nodes[2].Dir, "mnesia")))
	tr.restartThird()
	tr.join(membership.JoinRequest{Node: tr.nodes[2], Through: tr.nodes[:1]})
	tr.members(tr.nodes, tr.nodes...)
}

// forgotten removes a member that is dead.
func (tr *trial) forgotten() {
	tr.Helper()
	tr.must(tr.lab.Kill(tr.Context(), 2))
	tr.leave(membership.LeaveRequest{Node: tr.nodes[2], Through: []string{tr.nodes[2], tr.nodes[0]}}, 1)
	tr.members(tr.nodes[:2], tr.nodes[:2]...)
}

// lastStays expects that of two, when one is dead, the other stays. The dead one can be forgotten by Mnesia only.
func (tr *trial) lastStays() {
	tr.Helper()
	tr.must(tr.lab.Kill(tr.Context(), 1))
	alive := membership.LeaveRequest{Node: tr.nodes[0], Through: tr.nodes[1:2]}
	if _, err := tr.cluster.Leave(tr.Context(), alive); err == nil {
		tr.Error("a node left though nobody else runs")
	}
	view, err := tr.cluster.View(tr.Context(), tr.nodes[0])
	if err != nil || !view.AppRunning {
		tr.Fatalf("the node that stays was stopped, %v", err)
	}
	_, err = tr.cluster.Leave(tr.Context(), membership.LeaveRequest{Node: tr.nodes[1], Through: tr.nodes[:1]})
	if view.Khepri {
		if !errors.Is(err, membership.ErrNoMajority) {
			tr.Errorf("forgetting without a majority: %v", err)
		}
		return
	}
	tr.must(err)
	if _, err := tr.cluster.Leave(tr.Context(), alive); !errors.Is(err, membership.ErrLastNode) {
		tr.Errorf("the last node left: %v", err)
	}
}

// A caller that goes away in the midst of it: the next one carries on.
func TestAccCancelled(t *testing.T) {
	lab.OnceARun(t)
	t.Parallel()
	tr := newTrial(t, 2)
	for _, at := range []string{"join the cluster", "start RabbitMQ"} {
		ctx, cancel := context.WithCancel(t.Context())
		impatient := membership.New(tr.caller, membership.WithLog(func(_ context.Context, step string, fields map[string]any) {
			if step == at && fields["took"] == nil {
				cancel()
			}
		}))
		request := membership.JoinRequest{Node: tr.nodes[1], Through: tr.nodes[:1]}
		if _, err := impatient.Join(ctx, request); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %q: %v", at, err)
		}
		tr.join(request)
		tr.members(tr.nodes, tr.nodes...)
		tr.leave(membership.LeaveRequest{Node: tr.nodes[1], Through: tr.nodes[:1]}, 0)
	}
}
