package availability

import (
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// Cluster is all that is judged but the queues.
type Cluster struct {
	Broker capability.Broker
	// Khepri reports whether the metadata store is Khepri, which takes changes only while a majority of the nodes runs. The
	// other one is Mnesia.
	Khepri bool
	Nodes  []Node
	// Policies are those of users and of operators, by virtual host. They are needed where ClassicMirroring is.
	Policies map[string][]topology.Policy
	// TransientExchanges are not durable.
	TransientExchanges []Name
	// Vhosts are the virtual hosts that are looked at.
	Vhosts []Vhost
	// Partitions is what nodes do in a partition. Only Mnesia asks them.
	Partitions PartitionHandling
	// Deprecated are the names of deprecated features in use; brokers tell from 3.13 on.
	Deprecated []string
}

// Node is a member of the cluster.
type Node struct {
	Name    string
	Running bool
	// Drained reports whether the node is in maintenance mode, in which it takes no clients and has stopped its members of
	// quorum queues; brokers report it from 3.13 on.
	Drained bool
	// RAM reports whether the node keeps metadata in memory only (before 4.3).
	RAM                    bool
	MemoryAlarm, DiskAlarm bool
	// Partitions are nodes that this one was separated from and has not been joined with again.
	Partitions []string
	// Version is empty while the node is down.
	Version string
}

// Vhost is a virtual host.
type Vhost struct {
	Name string
	// Stopped are the nodes that run, but on which the virtual host does not.
	Stopped []string
	// Unknown reports whether the broker does not tell on which nodes it runs.
	Unknown bool
	// Hidden reports whether the user sees nothing of what is in the virtual host, so that its queues are not judged.
	Hidden bool
}

// Name is a name within a virtual host.
type Name struct{ Vhost, Name string }

// Queue is a queue as the broker lists it.
type Queue struct {
	Name
	Type               topology.QueueType
	Durable, Exclusive bool
	// State is the broker's word; empty where it has not measured the queue.
	State string
	// Leader is the node of the leader, or the one node of a classic queue.
	Leader string
	// Members are the nodes that hold a replica, Online those of them that run. Of a mirrored classic queue both are the
	// leader and the mirrors that run.
	Members, Online []string
	// Synchronised are the nodes of a mirrored classic queue whose copy is complete.
	Synchronised []string
	// Arguments are those that it was declared with.
	Arguments map[string]any
	// Policy and OperatorPolicy are the names of those that hold as the broker tells, some seconds late, and Definition is what
	// they come to. It is nil where the broker has not measured the queue: then the names are not known either.
	Policy, OperatorPolicy string
	Definition             map[string]any
}

// running are the names of the nodes that run.
func (c Cluster) running() []string {
	var out []string
	for _, node := range c.Nodes {
		if node.Running {
			out = append(out, node.Name)
		}
	}
	return out
}

// open are the names of the nodes that take clients.
func (c Cluster) open() []string {
	var out []string
	for _, node := range c.Nodes {
		if node.Running && !node.Drained {
			out = append(out, node.Name)
		}
	}
	return out
}

// has reports whether a node is a member of the cluster.
func (c Cluster) has(name string) bool {
	return slices.ContainsFunc(c.Nodes, func(node Node) bool { return node.Name == name })
}

// majority is how many of n must run for the rest to go on without them.
func majority(n int) int { return n/2 + 1 }

// both are the nodes of one list that are in the other, too; without are those that are not. They come sorted.
func both(nodes, others []string) []string {
	return filtered(nodes, func(node string) bool { return slices.Contains(others, node) })
}

func without(nodes []string, others ...string) []string {
	return filtered(nodes, func(node string) bool { return !slices.Contains(others, node) })
}

func filtered(nodes []string, wanted func(string) bool) []string {
	var out []string
	for _, node := range nodes {
		if wanted(node) {
			out = append(out, node)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
