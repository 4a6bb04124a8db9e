package haaudit

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// nodesOf puts the members of the cluster into the words of the rules, sorted by name.
func nodesOf(nodes []management.Node) []availability.Node {
	out := make([]availability.Node, len(nodes))
	for i, node := range nodes {
		out[i] = availability.Node{
			Name: node.Name, Running: node.Running, Drained: node.BeingDrained != nil && *node.BeingDrained, RAM: node.Type == "ram",
			MemoryAlarm: node.MemoryAlarm, DiskAlarm: node.DiskAlarm, Partitions: node.Partitions, Version: node.Version(),
		}
	}
	slices.SortFunc(out, func(a, b availability.Node) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// running are the names of the nodes that run.
func running(nodes []availability.Node) []string {
	var out []string
	for _, node := range nodes {
		if node.Running {
			out = append(out, node.Name)
		}
	}
	return out
}

// isPlaced reports whether the broker tells where a queue is.
func isPlaced(queue management.QueueStatus) bool {
	_, isKnown := queue.Members.Get()
	return isKnown
}

// transient are the exchanges that are not durable, sorted.
func transient(exchanges []management.Exchange) []availability.Name {
	var out []availability.Name
	for _, exchange := range exchanges {
		if !exchange.Durable {
			out = append(out, availability.Name{Vhost: exchange.Vhost, Name: exchange.Name})
		}
	}
	slices.SortFunc(out, func(a, b availability.Name) int {
		return cmp.Or(strings.Compare(a.Vhost, b.Vhost), strings.Compare(a.Name, b.Name))
	})
	return out
}

// queuesOf puts queues into the words of the rules one by one, since there may be very many.
func queuesOf(queues []management.QueueStatus) iter.Seq[availability.Queue] {
	return func(yield func(availability.Queue) bool) {
		for _, queue := range queues {
			if !yield(availability.Queue{
				Name: availability.Name{Vhost: queue.Vhost, Name: queue.Name}, Type: topology.QueueType(queue.Type),
				Durable: queue.Durable, Exclusive: queue.Exclusive, Arguments: queue.Arguments,
				State: textOf(queue.State), Leader: textOf(queue.Leader), Members: namesOf(queue.Members), Online: namesOf(queue.Online),
				Synchronised: namesOf(queue.Synchronised), Policy: textOf(queue.Policy), OperatorPolicy: textOf(queue.OperatorPolicy),
				Definition: definitionOf(queue.EffectivePolicy),
			}) {
				return
			}
		}
	}
}

// textOf is empty for what the broker does not answer.
func textOf(text known.Value[string]) string {
	value, isKnown := text.Get()
	if !isKnown {
		return ""
	}
	return value
}

// namesOf is nil for what the broker does not answer.
func namesOf(names known.Value[[]string]) []string {
	value, isKnown := names.Get()
	if !isKnown {
		return nil
	}
	return value
}

// definitionOf is nil for what the broker does not answer.
func definitionOf(definition known.Value[map[string]any]) map[string]any {
	value, isKnown := definition.Get()
	if !isKnown {
		return nil
	}
	return value
}
