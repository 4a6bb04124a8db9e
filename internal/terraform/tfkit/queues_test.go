package tfkit

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// A queue that was just declared is waited for, and one that nobody will measure is not.
func TestUnmeasuredQueues(t *testing.T) {
	for name, test := range map[string]struct {
		queue management.QueueStatus
		want  bool
	}{
		"no node":                     {management.QueueStatus{}, true},
		"its node runs":               {management.QueueStatus{Leader: known.Of("up")}, true},
		"its node is down":            {management.QueueStatus{Leader: known.Of("down")}, false},
		"of one connection, anywhere": {management.QueueStatus{Queue: management.Queue{Exclusive: true}}, false},
	} {
		if got := mayBeMeasured(test.queue, []string{"up"}); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
