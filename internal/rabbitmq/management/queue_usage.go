package management

import (
	"context"
	"errors"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// QueueUsage is whether a queue is in use.
type QueueUsage struct {
	Vhost, Name, Type string
	// Node is the node of the leader, or of a classic queue; empty where it is not known.
	Node string
	usage.Verdict
}

// UsageQuestion says what counts as use, and how hard to try.
type UsageQuestion struct {
	Scope usage.Scope
	// Processes asks queues themselves, over Erlang; nil where there is no way.
	Processes QueueProcesses
	// AwaitConsumers is how long to wait for the consumers of a queue that holds no messages to go: those of a shovel are counted
	// for some seconds after it was deleted. 0 means not at all.
	AwaitConsumers time.Duration
}

// QueueProcesses asks the process of a queue what it holds, instead of the statistics.
type QueueProcesses interface {
	// QueueCounts returns the counts of a queue as its process knows them now; what it does not answer stays unknown. The node is
	// one that runs.
	QueueCounts(ctx context.Context, node, vhost, name string) (usage.Queue, error)
}

// QueueUsage answers whether one queue is in use; ErrNotFound if there is none of that name. Where the broker has not measured
// the queue it asks in other ways (see observe), and waits for at most two intervals of the statistics.
//
// The answer is as old as the measurement behind it. With Processes a quorum queue has answered itself, within the call. Without
// it a count is up to ten seconds old: a queue measures itself every five seconds (collect_statistics_interval, and
// quorum_tick_interval for quorum queues), and the management plugin collects that every five seconds. What is published within
// that time, or between this answer and the deletion, is not seen. For classic queues the broker looks again at the moment of
// deletion: see DeleteQueue. For quorum queues and streams nobody does.
func (c *Client) QueueUsage(ctx context.Context, vhost, name string, question UsageQuestion) (QueueUsage, error) {
	found, err := c.observe(ctx, question, observed{
		vhost: vhost, name: name,
		read: func(ctx context.Context) ([]QueueStatus, error) {
			status, err := c.usedQueue(ctx, vhost, name, question.Scope)
			if err != nil {
				return nil, err
			}
			return []QueueStatus{*status}, nil
		},
		totals: func(ctx context.Context) ([]queueTotals, error) {
			listed, err := getObject[page[queueTotals]](ctx, c, queuesNamed(vhost, name, queueTotalsColumns))
			return listed.Items, err
		},
	})
	if err != nil {
		return QueueUsage{}, err
	}
	return found[0], nil
}

// QueuesUsage answers for each queue of a virtual host whether it is in use, as QueueUsage does; ErrNotFound if there is no such
// virtual host. It waits once for all of them. Queues that the statistics show as empty are counted once more by totals, which
// for classic queues are of this very moment, and for others up to five seconds old.
func (c *Client) QueuesUsage(ctx context.Context, vhost string, question UsageQuestion) ([]QueueUsage, error) {
	return c.observe(ctx, question, observed{
		vhost: vhost,
		read:  func(ctx context.Context) ([]QueueStatus, error) { return c.QueueStatuses(ctx, vhost) },
		totals: func(ctx context.Context) ([]queueTotals, error) {
			return getObject[[]queueTotals](ctx, c, listPath("queues", vhost)+"?"+queueTotalsColumns)
		},
	})
}

// usedQueue reads a queue by its address, which costs the broker least, and looks for it in the list where that does not settle
// the question: asked for alone, a classic queue whose node is down is "not found" to brokers before 4.0 and "running" to newer
// ones.
func (c *Client) usedQueue(ctx context.Context, vhost, name string, scope usage.Scope) (*QueueStatus, error) {
	queue, err := get[queueStatus](ctx, c, queuePath(vhost, name)+"?"+queueStatusColumns)
	switch {
	case err == nil:
		if status := queue.status(); usage.Of(status.used(), scope).Answer != usage.Unknown {
			return &status, nil
		}
		return c.QueueStatus(ctx, vhost, name)
	case !errors.Is(err, httpapi.ErrNotFound):
		return nil, err
	}
	status, listErr := c.QueueStatus(ctx, vhost, name)
	if listErr != nil {
		return nil, listErr
	}
	if usage.Of(status.used(), scope).Cause == usage.NotMeasured {
		// A queue that is listed, is not found alone and was not measured is on a node that is down.
		status.State = known.Of("down")
	}
	return status, nil
}

// used is what package usage judges.
func (s QueueStatus) used() usage.Queue {
	out := usage.Queue{
		Type: s.Type, State: s.State, Members: s.Members, Online: s.Online, Messages: s.Messages, Ready: s.MessagesReady,
		Unacknowledged: s.MessagesUnacknowledged, Consumers: s.Consumers,
	}
	if leader, haveLeader := s.Leader.Get(); haveLeader {
		out.Node = leader
	}
	return out
}
