package actions

import (
	"context"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// counting runs a change of many queues on a node. The call tells nothing until it ends, so that the queues with a replica there
// are counted before, meanwhile and afterwards. Where they cannot be counted the change is made all the same.
func counting[Model any](ctx context.Context, t task[Model], members *membership.Cluster, through, node string, change func() error) error {
	before, isKnown, err := members.CountReplicas(ctx, through, node)
	if err != nil || !isKnown {
		return change()
	}
	watching, stop := context.WithCancel(ctx)
	over := make(chan struct{})
	go func() {
		defer close(over)
		t.tellCounts(watching, members, through, node, before)
	}()
	failure := change()
	stop()
	<-over
	if after, isKnown, err := members.CountReplicas(ctx, through, node); err == nil && isKnown {
		t.tell("%s", changed(node, before, after))
	}
	return failure
}

// tellCounts tells now and then how far a change is, until the context ends.
func (t task[Model]) tellCounts(ctx context.Context, members *membership.Cluster, through, node string, before membership.ReplicaCount) {
	tick := time.NewTicker(tellEach)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if now, isKnown, err := members.CountReplicas(ctx, through, node); err == nil && isKnown {
				t.tell("%s so far ...", changed(node, before, now))
			}
		}
	}
}
