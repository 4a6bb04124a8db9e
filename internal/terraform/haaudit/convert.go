package haaudit

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
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

// chosen are the queues that a pattern matches, all where there is none, sorted by virtual host and name. Those of our own
// delivery checks are not among them: they hold nothing that anybody waits for, and are gone within seconds.
func chosen(queues []management.QueueStatus, pattern types.String) ([]management.QueueStatus, error) {
	queues = slices.DeleteFunc(queues, func(queue management.QueueStatus) bool { return delivery.IsProbe(queue.Name) })
	if tfkit.IsSet(pattern) {
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
