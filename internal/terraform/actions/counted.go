package actions

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// changed says how many queues have a replica on a node, and had.
func changed(node string, before, after membership.ReplicaCount) string {
	return fmt.Sprintf("%s has members of %s (%s), and replicas of %s (%s)", node,
		counted(after.Quorum, "quorum queue"), difference(before.Quorum, after.Quorum),
		counted(after.Streams, "stream"), difference(before.Streams, after.Streams))
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func difference(before, after int) string {
	switch {
	case after > before:
		return fmt.Sprintf("%d more than before", after-before)
	case after < before:
		return fmt.Sprintf("%d fewer than before", before-after)
	}
	return "as many as before"
}

// leaders is how many leaders each node has, of queues with more than one replica; those with one cannot move.
type leaders map[string]int

// leadersOf counts the leaders. A node with replicas alone has none.
func leadersOf(queues []management.QueueStatus) leaders {
	out := leaders{}
	for _, queue := range queues {
		leader, haveLeader := queue.Leader.Get()
		online, haveOnline := queue.Online.Get()
		if !haveLeader || !haveOnline || len(online) < 2 {
			continue
		}
		for _, node := range online {
			out[node] += 0
		}
		out[leader]++
	}
	return out
}

// balanced reports whether no node has two leaders more than another one.
func (l leaders) balanced() bool {
	if len(l) == 0 {
		return true
	}
	counts := slices.Collect(maps.Values(l))
	return slices.Max(counts)-slices.Min(counts) <= 1
}

func (l leaders) String() string {
	if len(l) == 0 {
		return "no queue has a leader that could move"
	}
	var parts []string
	for _, node := range slices.Sorted(maps.Keys(l)) {
		parts = append(parts, fmt.Sprintf("%s %d", node, l[node]))
	}
	return "leaders by node: " + strings.Join(parts, ", ")
}

// The broker moves one leader after the other, each within seconds. It lists a leader of a quorum queue at once and other
// things as it measures them, every five seconds.
const (
	quietWhenBalanced = 6 * time.Second
	quietOtherwise    = 30 * time.Second
)

// balancing watches leaders move.
type balancing struct {
	last    leaders
	changed time.Time
}

// over takes what is listed now, and reports whether no more is to be expected: the leaders are balanced, or have not moved for a
// while.
func (b *balancing) over(now leaders, at time.Time) bool {
	if b.changed.IsZero() || !maps.Equal(b.last, now) {
		b.last, b.changed = now, at
	}
	quiet := at.Sub(b.changed)
	return quiet >= quietOtherwise || now.balanced() && quiet >= quietWhenBalanced
}
