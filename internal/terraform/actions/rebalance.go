package actions

import (
	"context"
	"fmt"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// rebalanceLimit bounds the wait for leaders to move: the broker goes on afterwards.
const rebalanceLimit = 30 * time.Minute

// awaitBalance waits until the leaders of all queues are balanced, or do not move any more, and tells where they are.
func (t task[Model]) awaitBalance(ctx context.Context, client *management.Client) error {
	ctx, cancel := context.WithTimeoutCause(ctx, rebalanceLimit,
		fmt.Errorf("the leaders still moved after %s; the broker goes on", rebalanceLimit))
	defer cancel()
	tick := time.NewTicker(lookEach)
	defer tick.Stop()
	var watch balancing
	var told time.Time
	for {
		queues, err := client.QueueStatuses(ctx, "")
		if err != nil {
			return fmt.Errorf("the broker was asked to rebalance, and goes on; where its leaders are cannot be read: %w", err)
		}
		now := leadersOf(queues)
		if watch.over(now, time.Now()) {
			t.tell("%s", now)
			return nil
		}
		if time.Since(told) >= tellEach {
			told = time.Now()
			t.tell("%s ...", now)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}
