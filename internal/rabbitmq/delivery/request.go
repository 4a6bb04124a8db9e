package delivery

import (
	"context"
	"crypto/tls"
	"time"
)

// Request says where to send messages, and how many.
type Request struct {
	// Address is host:port of a node or of what balances them.
	Address string
	// ConsumeAddress is where the messages are taken back; empty for the connection that they were sent through.
	ConsumeAddress string
	// TLS is nil for a connection without. Where it names no server, the host of the address is expected.
	TLS                *tls.Config
	Vhost              string
	Username, Password string
	// QueueType is quorum, classic, or empty for the virtual host's default.
	QueueType string
	// Messages is how many are sent, 1 to 10 000; Size is the length of each in bytes, up to 1 MiB.
	Messages, Size int
	// Patience bounds each call to the broker, a connection among them, and the wait for all confirmations and deliveries.
	Patience time.Duration
	// NodeOf tells on which node a queue of Vhost lives. The broker does not say in AMQP whom one is talking to, but it keeps
	// an exclusive queue on that node. Where NodeOf is nil, no node is reported.
	NodeOf func(ctx context.Context, queue string) (string, error)
	// Delete deletes a queue of Vhost in another way than over AMQP. It is the last resort; nil where there is none.
	Delete func(ctx context.Context, queue string) error
}

// Report is what became of the messages.
type Report struct {
	// Node is the node that the messages were sent through, ConsumeNode the one that they were taken from.
	Node, ConsumeNode string
	// Version is the RabbitMQ that the node runs, Cluster the name of its cluster.
	Version, Cluster string
	// Published counts messages sent, Confirmed those of them that the broker took over, Consumed those of the confirmed
	// ones that came back, Duplicated further copies of any.
	Published, Confirmed, Consumed, Duplicated int
	// Refused counts messages that the broker answered with basic.nack, Returned those that it had no queue for, Unanswered those
	// that it said nothing of. These and Confirmed make Published.
	Refused, Returned, Unanswered int
	// Confirmation is the time from sending a message to its confirmation, Delivery to its arrival; zero if there was none.
	Confirmation, Delivery Times
}

// Lost counts messages that the broker confirmed and that did not come back in time.
func (r Report) Lost() int { return r.Confirmed - r.Consumed }

// Times are the middle and the longest of several durations.
type Times struct{ Median, Longest time.Duration }
