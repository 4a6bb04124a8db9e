package tfkit

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// A broker measures queues every five seconds unless it is told otherwise. Those that were just declared are waited for, twice
// that long.
const (
	measured = 10 * time.Second
	pause    = time.Second
)

// ReadMeasuredQueues reads the queues of a virtual host, or of all if it is empty, until the broker has told what is wanted of each whose
// node is one of those that run.
func ReadMeasuredQueues(ctx context.Context, client *management.Client, vhost string, running []string,
	told func(management.QueueStatus) bool,
) ([]management.QueueStatus, error) {
	wait, cancel := context.WithTimeout(ctx, measured)
	defer cancel()
	for {
		queues, err := client.QueueStatuses(ctx, vhost)
		if err != nil || !slices.ContainsFunc(queues, func(q management.QueueStatus) bool { return !told(q) && mayBeMeasured(q, running) }) {
			return queues, err
		}
		select {
		case <-wait.Done():
			return queues, ctx.Err()
		case <-time.After(pause):
		}
	}
}

// mayBeMeasured reports whether the broker may yet tell something of a queue: one whose node does not run is not measured at all.
func mayBeMeasured(q management.QueueStatus, running []string) bool {
	leader, isKnown := q.Leader.Get()
	return !q.Exclusive && (!isKnown || slices.Contains(running, leader))
}

// ChooseQueues leaves those queues that a pattern matches, all where there is none, sorted by virtual host and name. Those of our own
// delivery checks are not among them: they hold nothing that anybody waits for, and are gone within seconds. The error is about the
// pattern.
func ChooseQueues(queues []management.QueueStatus, pattern types.String) ([]management.QueueStatus, error) {
	queues = slices.DeleteFunc(queues, func(queue management.QueueStatus) bool { return delivery.IsProbe(queue.Name) })
	if IsSet(pattern) {
		compiled, err := topology.NewPattern(pattern.ValueString())
		if err != nil {
			return nil, err
		}
		var failed error
		queues = slices.DeleteFunc(queues, func(queue management.QueueStatus) bool {
			matches, err := compiled.Matches(queue.Name)
			failed = cmp.Or(failed, err)
			return !matches
		})
		if failed != nil {
			return nil, failed
		}
	}
	slices.SortFunc(queues, func(a, b management.QueueStatus) int {
		return cmp.Or(strings.Compare(a.Vhost, b.Vhost), strings.Compare(a.Name, b.Name))
	})
	return queues, nil
}
