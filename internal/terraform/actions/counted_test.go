package actions

import (
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

func TestActionsSayHowMuchTheyChanged(t *testing.T) {
	for want, test := range map[string][2]membership.ReplicaCount{
		"n has members of 3 quorum queues (2 more than before), and replicas of 1 stream (as many as before)":     {{Quorum: 1, Streams: 1}, {Quorum: 3, Streams: 1}},
		"n has members of 0 quorum queues (1 fewer than before), and replicas of 0 streams (4 fewer than before)": {{Quorum: 1, Streams: 4}, {}},
	} {
		if got := changed("n", test[0], test[1]); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// listed is a queue whose leader is on the first node.
func listed(online ...string) management.QueueStatus {
	return management.QueueStatus{Leader: known.Of(online[0]), Online: known.Of(online)}
}

func TestLeadersAreCounted(t *testing.T) {
	queues := []management.QueueStatus{listed("a", "b", "c"), listed("a", "b"), listed("c", "a", "b"), listed("b"), {}}
	got := leadersOf(queues)
	if got.String() != "leaders by node: a 2, b 0, c 1" || got.balanced() {
		t.Errorf("%s, balanced: %t", got, got.balanced())
	}
	if none := leadersOf(queues[3:]); !none.balanced() || none.String() != "no queue has a leader that could move" {
		t.Error(none)
	}
}

func TestRebalancingEndsWhenNothingMoves(t *testing.T) {
	start := time.Now()
	for name, test := range map[string]struct {
		seen []leaders // one each two seconds, the last one again and again
		want time.Duration
	}{
		"balanced already":  {[]leaders{{"a": 2, "b": 2}}, 6 * time.Second},
		"one after another": {[]leaders{{"a": 4, "b": 0}, {"a": 3, "b": 1}, {"a": 2, "b": 2}}, 10 * time.Second},
		"as far as it goes": {[]leaders{{"a": 4, "b": 0}, {"a": 3, "b": 1}}, 32 * time.Second},
		"nothing to move":   {[]leaders{{}}, 6 * time.Second},
	} {
		var watch balancing
		for after := time.Duration(0); ; after += lookEach {
			step := min(int(after/lookEach), len(test.seen)-1)
			if watch.over(test.seen[step], start.Add(after)) {
				if after != test.want {
					t.Errorf("%s: over after %s, want %s", name, after, test.want)
				}
				break
			}
		}
	}
}
