package membership

import "context"

// Strategy says which queues get a member on a node that is grown onto.
type Strategy string

// The strategies of rabbitmq-queues grow.
const (
	// GrowAll takes every matching queue.
	GrowAll Strategy = "all"
	// GrowEven takes the matching queues that have an even number of members now.
	GrowEven Strategy = "even"
)

// Grow says which quorum queues get a member on a node, and in what virtual hosts.
type Grow struct {
	// Strategy is GrowAll where it is empty.
	Strategy Strategy
	// VhostPattern and QueuePattern are regular expressions of Erlang; empty means all.
	VhostPattern, QueuePattern string
}

// StreamGrow says which streams get a replica on a node.
type StreamGrow struct {
	// VhostPattern and StreamPattern are regular expressions of Go (RE2), matched here; empty means all.
	VhostPattern, StreamPattern string
}

// JoinRequest says which node becomes a member of which cluster, and what follows.
type JoinRequest struct {
	// Node is the node that joins.
	Node string
	// Through are members of the cluster; the first that answers is used.
	Through []string
	// RAM makes it a node that keeps metadata in memory only: before 4.3, not with Khepri. (rabbit_mnesia)
	RAM bool
	// DiscardData permits that what the node holds is lost: a join wipes it.
	DiscardData bool
	// Grow adds members of quorum queues on the node; nil adds none.
	Grow *Grow
	// GrowStreams adds replicas of streams on the node; nil adds none. Streams exist from 3.9.
	GrowStreams *StreamGrow
	// Rebalance spreads the queues' leaders over all nodes at the end.
	Rebalance bool
	// Force lets queues go that the cluster remembers of a member of the same name which was lost, and which it must forget before
	// the node can join. They are named to Warn.
	Force bool
	// Warn is told what was let go by Force; nil ignores it.
	Warn func(text string)
	// AwaitManagement returns when the management API shows the node running; nil waits for nothing.
	AwaitManagement func(ctx context.Context, node string) error
}

// Afterwards says what becomes of a node that has left.
type Afterwards string

// What becomes of a node that has left.
const (
	// Reset makes it a single node again that holds nothing, and runs.
	Reset Afterwards = "reset"
	// Stop leaves its Erlang machine running and RabbitMQ stopped. With Khepri the node has been reset by the removal
	// itself; with Mnesia it still holds what it held, and must be reset before it can start again.
	Stop Afterwards = "stop"
	// ForgetOnly takes no step on the node itself after it was forgotten. A node that answers is stopped before that, for
	// a running node cannot be forgotten.
	ForgetOnly Afterwards = "forget_only"
)

// LeaveRequest says which node stops being a member, and what becomes of it.
type LeaveRequest struct {
	// Node is the node that leaves; it may be dead.
	Node string
	// Through are other members; the first that answers is used.
	Through []string
	// Drain moves clients and leaders away first: it closes listeners and connections. (rabbit_maintenance, from 3.8)
	Drain bool
	// Afterwards is Reset where it is empty.
	Afterwards Afterwards
	// DeleteEmptyQueues deletes durable classic queues that have their only copy on the node and are empty and unused right before
	// it stops. Without it they keep the node from leaving.
	DeleteEmptyQueues bool
	// Force goes on where a refusal would protect queues or the majority; each becomes a warning.
	Force bool
}
