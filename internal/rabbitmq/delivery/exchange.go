package delivery

import (
	"context"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"
)

// exchange sends the messages and takes them back, until all are there or the patience is over. That some of those that were
// confirmed are missing then is no error: it is in the report.
func (r Request) exchange(ctx context.Context, sender, taker *session, queue string, report *Report) error {
	flow, err := r.prepare(ctx, sender, taker, queue)
	if err != nil {
		return err
	}
	all := newTally(r.Messages)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		flow.follow(all)
	}()
	patience, cancel := context.WithTimeoutCause(ctx, r.Patience, ErrTimeout)
	defer cancel()
	err = r.publish(ctx, sender, queue, all)
	for err == nil && !all.complete() {
		select {
		case <-all.changed:
			continue
		case <-ended:
		case <-patience.Done():
			if ctx.Err() != nil {
				err = &Error{"wait for the messages", taker.address, context.Cause(ctx)}
			}
		}
		break
	}
	all.count(report)
	for _, s := range []*session{sender, taker} {
		if err == nil && s.channel.IsClosed() {
			err = &Error{"take all messages back", s.address, fmt.Errorf("the connection ended when %d of %d messages were confirmed and "+
				"%d of those were back: %w", report.Confirmed, r.Messages, report.Consumed, s.why(ctx, amqp.ErrClosed))}
		}
	}
	if err != nil {
		return err
	}
	return r.judge(sender, taker, *report)
}

// judge is an error where messages were not taken over, or none came back.
func (r Request) judge(sender, taker *session, report Report) error {
	switch {
	case report.Confirmed < report.Published:
		return &Error{"publish messages", sender.address, sender.orBlocked(fmt.Errorf("of %d messages the broker confirmed %d; %d were refused "+
			"(basic.nack), %d came back without a queue (basic.return), %d were not answered within %s", report.Published, report.Confirmed,
			report.Refused, report.Returned, report.Unanswered, r.Patience))}
	case report.Consumed == 0:
		return &Error{"take messages back", taker.address, fmt.Errorf("none of %d messages that were confirmed came back within %s",
			report.Confirmed, r.Patience)}
	}
	return nil
}

// flow is what comes from the broker while messages are sent.
type flow struct {
	confirmations <-chan amqp.Confirmation
	returns       <-chan amqp.Return
	deliveries    <-chan amqp.Delivery
}

// prepare makes the two sessions ready for messages.
func (r Request) prepare(ctx context.Context, sender, taker *session, queue string) (out flow, err error) {
	err = r.do(ctx, sender, "switch publisher confirms on", func() error { return sender.channel.Confirm(false) })
	if err != nil {
		return out, err
	}
	out.confirmations = sender.channel.NotifyPublish(make(chan amqp.Confirmation, r.Messages))
	out.returns = sender.channel.NotifyReturn(make(chan amqp.Return, r.Messages))
	err = r.do(ctx, taker, "set a prefetch", func() error { return taker.channel.Qos(r.Messages, 0, false) })
	if err != nil {
		return out, err
	}
	err = r.do(ctx, taker, "consume from the queue", func() (err error) {
		out.deliveries, err = taker.channel.Consume(queue, "", false, false, false, false, nil)
		return err
	})
	return out, err
}

// follow notes what comes until the channel is closed.
func (f flow) follow(all *tally) {
	for {
		select {
		case confirmation, ok := <-f.confirmations:
			if !ok {
				return
			}
			all.answer(confirmation.DeliveryTag-1, confirmation.Ack)
		case returned, ok := <-f.returns:
			if !ok {
				return
			}
			all.comeBack(numberOf(returned.Body))
		case delivery, ok := <-f.deliveries:
			// The broker ends a consumer whose queue is gone; what was published may still be answered. An
			// acknowledgement that fails means that the connection has ended, or that this one has.
			if ok {
				all.arrive(numberOf(delivery.Body))
			}
			if !ok || delivery.Ack(false) != nil {
				all.expectNoMore()
				f.deliveries = nil
			}
		}
	}
}

// publish sends all messages, mandatory and persistent.
func (r Request) publish(ctx context.Context, s *session, queue string, all *tally) error {
	return r.do(ctx, s, "publish messages", func() error {
		for i := range r.Messages {
			all.send(uint64(i))
			err := s.channel.Publish("", queue, true, false, amqp.Publishing{DeliveryMode: amqp.Persistent, Body: bodyOf(i, r.Size)})
			if err != nil {
				return err
			}
		}
		return nil
	})
}
