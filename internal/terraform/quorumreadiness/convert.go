package quorumreadiness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/conversion"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// nodesOf puts the members of the cluster into the words of the rules, sorted by name.
func nodesOf(nodes []management.Node) []conversion.Node {
	out := make([]conversion.Node, len(nodes))
	for i, node := range nodes {
		out[i] = conversion.Node{
			Name: node.Name, Running: node.Running, Drained: node.BeingDrained != nil && *node.BeingDrained,
			Alarm: node.MemoryAlarm || node.DiskAlarm, Partitions: node.Partitions,
		}
	}
	slices.SortFunc(out, func(a, b conversion.Node) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// running are the names of the nodes that run.
func running(nodes []conversion.Node) []string {
	var out []string
	for _, node := range nodes {
		if node.Running {
			out = append(out, node.Name)
		}
	}
	return out
}

// isMeasured reports whether the broker tells what is judged of a queue.
func isMeasured(queue management.QueueStatus) bool {
	_, state := queue.State.Get()
	_, messages := queue.Messages.Get()
	_, unacknowledged := queue.MessagesUnacknowledged.Get()
	return state && messages && unacknowledged
}

func queuesOf(queues []management.QueueStatus) []conversion.Queue {
	out := make([]conversion.Queue, len(queues))
	for i, queue := range queues {
		out[i] = conversion.Queue{
			Name: conversion.Name{Vhost: queue.Vhost, Name: queue.Name}, Type: topology.QueueType(queue.Type),
			Durable: queue.Durable, AutoDelete: queue.AutoDelete, Exclusive: queue.Exclusive, Arguments: queue.Arguments, State: queue.State,
			Members: queue.Members, Synchronised: queue.Synchronised, Messages: queue.Messages, Unacknowledged: queue.MessagesUnacknowledged,
		}
	}
	return out
}

func exchangesOf(exchanges []management.Exchange) []conversion.Exchange {
	out := make([]conversion.Exchange, len(exchanges))
	for i, exchange := range exchanges {
		out[i] = conversion.Exchange{
			Name: conversion.Name{Vhost: exchange.Vhost, Name: exchange.Name}, Type: exchange.Type, Arguments: exchange.Arguments,
		}
	}
	return out
}

func bindingsOf(bindings []management.Binding) []conversion.Binding {
	out := make([]conversion.Binding, len(bindings))
	for i, binding := range bindings {
		out[i] = conversion.Binding{
			Vhost: binding.Vhost, Source: binding.Source, Destination: binding.Destination, Key: binding.RoutingKey,
			ToQueue: binding.DestinationType == management.ToQueue,
		}
	}
	return out
}

func connectionsOf(connections []management.Connection) []conversion.Connection {
	out := make([]conversion.Connection, len(connections))
	for i, connection := range connections {
		out[i] = conversion.Connection{
			Vhost: connection.Vhost, Name: connection.Name, Protocol: connection.Protocol, User: connection.User, Client: clientOf(connection.Client),
		}
	}
	return out
}

// clientOf is what a client says of itself in one phrase: "py-amqp 5.3.1 (orders worker)".
func clientOf(said management.ClientProperties) string {
	out := strings.TrimSpace(said.Product + " " + said.Version)
	switch {
	case said.ConnectionName == "":
		return out
	case out == "":
		return said.ConnectionName
	}
	return fmt.Sprintf("%s (%s)", out, said.ConnectionName)
}

func channelsOf(channels []management.Channel) []conversion.Channel {
	out := make([]conversion.Channel, len(channels))
	for i, channel := range channels {
		out[i] = conversion.Channel{Vhost: channel.Vhost, Name: channel.Name, GlobalPrefetch: channel.GlobalPrefetch, Uncommitted: channel.Uncommitted}
	}
	return out
}

func consumersOf(consumers []management.Consumer) []conversion.Consumer {
	out := make([]conversion.Consumer, len(consumers))
	for i, consumer := range consumers {
		out[i] = conversion.Consumer{
			Queue: conversion.Name{Vhost: consumer.Queue.Vhost, Name: consumer.Queue.Name}, Channel: consumer.Channel.Name,
			Connection: consumer.Channel.Connection, Exclusive: consumer.Exclusive,
		}
	}
	return out
}
