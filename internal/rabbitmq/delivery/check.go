package delivery

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
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

// Check sends messages to a new queue and takes them back. It is an *Error where there is no connection, a login is refused or
// a queue cannot be declared, where the broker does not confirm every message, and where none comes back. That some of the
// confirmed ones do not come back is no error; it is in the report. Each call to the broker ends within the patience, and all of
// them end with the context. The user needs the permission to configure and read queues whose names begin with
// "terraform.delivery-check.", to write to "amq.default", which is what permissions call the default exchange, and for NodeOf to
// configure queues whose names begin with "amq.gen-".
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
	refused, err := request.declare(ctx, sender, queue)
	if refused {
		return report, err
	}
	defer func() { err = errors.Join(err, request.remove(ctx, queue, sender, taker)) }()
	if err != nil {
		return report, err
	}
	if err := request.exchange(ctx, sender, taker, queue, &report); err != nil {
		return report, err
	}
	if report.Node, err = request.node(ctx, sender); err != nil {
		return report, err
	}
	report.ConsumeNode = report.Node
	if taker != sender {
		report.ConsumeNode, err = request.node(ctx, taker)
	}
	return report, err
}

// declare makes the queue: durable, so that its messages are as safe as those that matter. It reports whether the broker refused
// it; after any other error the queue may exist.
func (r Request) declare(ctx context.Context, s *session, queue string) (refused bool, err error) {
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
	declare := func() error {
		return r.do(ctx, s, fmt.Sprintf("declare the queue %q in virtual host %q", queue, r.Vhost), func() error {
			_, err := s.channel.QueueDeclare(queue, true, false, false, false, arguments)
			return err
		})
	}
	err = declare()
	var answer *amqp.Error
	if errors.As(err, &answer) && answer.Code == amqp.PreconditionFailed && strings.Contains(answer.Reason, "'x-expires'") {
		// The default type of the virtual host, or of the node, is one whose queues do not expire: streams. The error has
		// closed the channel.
		delete(arguments, "x-expires")
		if err = r.open(ctx, s); err == nil {
			err = declare()
		}
	}
	return errors.As(err, &answer) && slices.Contains(refusals, answer.Code), err
}

// refusals are the codes by which the broker says that it has not declared a queue. After others, such as 541 where the metadata
// store has no majority, it may do so later.
var refusals = []int{amqp.AccessRefused, amqp.PreconditionFailed, amqp.NotAllowed}

// goodbye bounds each attempt to delete the queue, and each farewell to the broker. These are made when the caller has given up,
// too.
const goodbye = 3 * time.Second

// remove deletes the queue: through a session that is still there and not blocked, else through a new connection, which the
// broker does not block while nothing is published there, else in the way that the caller knows. Where nothing helps, the queue
// expires, if its type does.
func (r Request) remove(ctx context.Context, queue string, sessions ...*session) error {
	ctx = context.WithoutCancel(ctx)
	r.Patience = min(r.Patience, goodbye)
	doing := fmt.Sprintf("delete the queue %q (it may be left behind; RabbitMQ deletes it after %s, except streams)", queue, expiry*time.Millisecond)
	through := func(s *session) error {
		return r.do(ctx, s, doing, func() error {
			_, err := s.channel.QueueDelete(queue, false, false, false)
			return err
		})
	}
	for _, s := range sessions {
		// What the broker refused has closed the channel.
		if s.usable() && (!s.channel.IsClosed() || r.open(ctx, s) == nil) && through(s) == nil {
			return nil
		}
	}
	fresh, err := r.connect(ctx, r.Address)
	if err == nil {
		defer fresh.close()
		err = through(fresh)
	}
	if err == nil || r.Delete == nil {
		return err
	}
	last, cancel := context.WithTimeoutCause(ctx, goodbye, ErrTimeout)
	defer cancel()
	if r.Delete(last, queue) == nil {
		return nil
	}
	return err
}
