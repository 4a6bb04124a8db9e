package conversion

import (
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// Name is a name within a virtual host.
type Name struct{ Vhost, Name string }

// Node is a member of the cluster.
type Node struct {
	Name    string
	Running bool
	// Drained reports whether the node is in maintenance mode; brokers report it from 3.13 on.
	Drained bool
	// Alarm reports whether the node has a memory or disk alarm.
	Alarm bool
	// Partitions are nodes that this one was separated from and has not been joined with again.
	Partitions []string
}

// Connection is one of a client.
type Connection struct {
	Vhost, Name string
	// Protocol is the broker's word; unknown of a connection that was just opened.
	Protocol known.Value[string]
	User     string
	// Client is what the client says of itself, such as "py-amqp 5.3.1 (orders worker)"; empty where it says nothing.
	Client string
}

// Channel is one within a connection.
type Channel struct {
	Vhost, Name string
	// GlobalPrefetch is the prefetch count that all its consumers share, 0 for none.
	GlobalPrefetch known.Value[int64]
	// Uncommitted are messages in a transaction that is still open.
	Uncommitted known.Value[int64]
}

// Consumer is one of a queue.
type Consumer struct {
	Queue Name
	// Channel and Connection are names; empty where the client has none.
	Channel, Connection string
	Exclusive           bool
}

// Binding leads from an exchange to a queue or to another exchange.
type Binding struct {
	Vhost, Source, Destination, Key string
	ToQueue                         bool
}

// Exchange is an exchange as the broker lists it.
type Exchange struct {
	Name
	Type      string
	Arguments map[string]any
}

// Cluster is all that is judged but the queues themselves.
type Cluster struct {
	Broker capability.Broker
	// QuorumQueues reports whether the feature flag quorum_queue is enabled. It matters before 3.11, where it may not be, and
	// where only administrators are told.
	QuorumQueues known.Value[bool]
	Nodes        []Node
	// Erlang reports whether the nodes were asked over Erlang's protocol, and Unreachable are those that run and did not answer.
	Erlang      bool
	Unreachable []string
	// Policies are those of users and operators, by virtual host.
	Policies    map[string]topology.Policies
	Connections []Connection
	Channels    []Channel
	Consumers   []Consumer
	Exchanges   []Exchange
	Bindings    []Binding
	// Queues are all queues of the virtual hosts that are looked at: any may dead-letter into another.
	Queues []Queue
}

// Queue is a queue as the broker lists it.
type Queue struct {
	Name
	Type                           topology.QueueType
	Durable, AutoDelete, Exclusive bool
	Arguments                      map[string]any
	State                          known.Value[string]
	// Members are the nodes that hold a copy, Synchronised those of a mirrored queue whose copy is complete.
	Members, Synchronised known.Value[[]string]
	// Messages are ready or unacknowledged.
	Messages, Unacknowledged known.Value[int64]
}

// Options are what the one who asks for a conversion permits.
type Options struct {
	// DropPriorities permits that a queue loses its priorities.
	DropPriorities bool
}

// Readiness is what was found about one queue.
type Readiness struct {
	Queue
	Verdict Verdict
	// Findings are in the order of the rules.
	Findings []Finding
	// QuorumArguments are those that the quorum queue would be declared with.
	QuorumArguments map[string]any
	// Clients are those that consume from the queue, sorted.
	Clients []Client
	// Pause is how long publishers would be held back, with the order of messages kept; unknown where the number of messages is.
	Pause known.Value[time.Duration]
}

// Client is a connection that consumes from a queue.
type Client struct {
	Connection string
	// Protocol and User are empty where the broker does not tell.
	Protocol, User, Client string
	Consumers              int
}

// Assessor judges the queues of one cluster.
type Assessor struct {
	cluster Cluster
	options Options
	// general are the findings that concern every queue, byVhost those that concern all of a virtual host.
	general     []Finding
	byVhost     map[string][]Finding
	consumers   map[Name][]Consumer
	channels    map[string]Channel
	connections map[string]Connection
	deadLetters map[Name][]string
}

// NewAssessor judges what the queues have in common.
func NewAssessor(cluster Cluster, options Options) *Assessor {
	a := &Assessor{
		cluster: cluster, options: options, general: cluster.findings(), byVhost: map[string][]Finding{}, consumers: map[Name][]Consumer{},
		channels: map[string]Channel{}, connections: map[string]Connection{}, deadLetters: deadLetterTargets(cluster),
	}
	for _, consumer := range cluster.Consumers {
		a.consumers[consumer.Queue] = append(a.consumers[consumer.Queue], consumer)
	}
	for _, channel := range cluster.Channels {
		a.channels[channel.Name] = channel
	}
	for _, connection := range cluster.Connections {
		a.connections[connection.Name] = connection
	}
	for vhost, connections := range byVhost(cluster.Connections, func(c Connection) string { return c.Vhost }) {
		a.byVhost[vhost] = append(a.byVhost[vhost], protocolFindings(vhost, connections)...)
	}
	for vhost, channels := range byVhost(cluster.Channels, func(c Channel) string { return c.Vhost }) {
		a.byVhost[vhost] = append(a.byVhost[vhost], transactionFindings(vhost, channels)...)
	}
	return a
}

func byVhost[T any](all []T, vhost func(T) string) map[string][]T {
	out := map[string][]T{}
	for _, each := range all {
		out[vhost(each)] = append(out[vhost(each)], each)
	}
	return out
}

// Assess judges a classic queue. What is true of it may have changed since it was read: a conversion asks again.
func (a *Assessor) Assess(q Queue) Readiness {
	arguments, changed := quorumArguments(q.Arguments, a.cluster.Broker, a.options)
	findings := append([]Finding{}, a.general...)
	findings = append(findings, q.findings()...)
	findings = append(findings, changed...)
	findings = append(findings, a.policyFindings(q)...)
	findings = append(findings, a.clientFindings(q)...)
	findings = append(findings, a.byVhost[q.Vhost]...)
	sortByRule(findings)
	return Readiness{
		Queue: q, Verdict: worst(findings), Findings: findings, QuorumArguments: arguments, Clients: a.clients(q.Name), Pause: pauseOf(q.Messages),
	}
}
