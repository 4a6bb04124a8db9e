package delivery

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// prefix is what the names of the queues begin with, so that an operator who finds one knows whose it is.
const prefix = "terraform.delivery-check."

// IsProbe reports whether a queue of this name was made by a check, be it under way or killed.
func IsProbe(name string) bool { return strings.HasPrefix(name, prefix) }

// expiry is when the broker deletes the queue by itself, should the check be killed: in milliseconds.
const expiry = 10 * 60 * 1000

// Check sends messages to a new queue and takes them back. That some do not come back is no error; it is in the report. What
// is, is an *Error: no connection, a login that is refused, a queue that cannot be declared. The user needs the permission to
// configure and read queues whose names begin with "terraform.delivery-check.", to write to "amq.default", which is what
// permissions call the default exchange, and for NodeOf to configure queues whose names begin with "amq.gen-".
func Check(ctx context.Context, request Request) (report Report, err error) {
	sender, err := request.connect(ctx, request.Address)
	if err != nil {
		return report, err
	}
	defer sender.close()
	taker := sender
	if other := request.ConsumeAddress; other != "" && other != request.Address {
		if taker, err = request.connect(ctx, other); err != nil {
			return report, err
		}
		defer taker.close()
	}
	report.Version, report.Cluster = sender.property("version"), sender.property("cluster_name")
	queue := prefix + rand.Text()
	if err := request.declare(sender, queue); err != nil {
		return report, err
	}
	defer func() { err = cmp.Or(err, remove(sender, taker, queue)) }()
	if err := request.exchange(ctx, sender, taker, queue, &report); err != nil {
		return report, err
	}
	if report.Node, err = sender.node(ctx, request.NodeOf); err != nil {
		return report, err
	}
	report.ConsumeNode = report.Node
	if taker != sender {
		report.ConsumeNode, err = taker.node(ctx, request.NodeOf)
	}
	return report, err
}

// declare makes the queue: durable, so that its messages are as safe as those that matter.
func (r Request) declare(s *session, queue string) error {
	arguments := amqp.Table{}
	if r.QueueType != "" {
		arguments["x-queue-type"] = r.QueueType
	}
	if argument, ok := topology.ArgumentByName("x-expires"); ok {
		queueType := topology.QueueType(cmp.Or(r.QueueType, string(topology.Quorum)))
		version, err := capability.ParseVersion(s.property("version"))
		if span, takes := argument.Versions(queueType); err == nil && takes && span.Holds(version) {
			arguments[argument.Name] = int32(expiry)
		}
	}
	if _, err := s.channel.QueueDeclare(queue, true, false, false, false, arguments); err != nil {
		return &Error{fmt.Sprintf("declare the queue %q in virtual host %q", queue, r.Vhost), s.address, err}
	}
	return nil
}

// remove deletes the queue through whichever of the two sessions is still there. Where neither is, the queue expires. A
// refusal closes the channel, so that this takes another one.
func remove(sender, taker *session, queue string) error {
	var err error
	for _, s := range []*session{sender, taker} {
		channel := s.channel
		if channel.IsClosed() {
			if channel, err = s.connection.Channel(); err != nil {
				continue
			}
		}
		if _, err = channel.QueueDelete(queue, false, false, false); err == nil {
			return nil
		}
	}
	return &Error{fmt.Sprintf("delete the queue %q (RabbitMQ from 3.8.10 on deletes it by itself after %s)", queue, expiry*time.Millisecond), sender.address, err}
}
