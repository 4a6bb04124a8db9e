package delivery

import (
	"context"
	"fmt"

	amqp "github.com/rabbitmq/amqp091-go"
)

// exchange sends the messages and takes them back, until all are there or the patience is over. That some are missing
// then is no error: it is in the report.
func (r Request) exchange(ctx context.Context, sender, taker *session, queue string, report *Report) error {
	if err := sender.channel.Confirm(false); err != nil {
		return &Error{"switch publisher confirms on", sender.address, err}
	}
	confirmations := sender.channel.NotifyPublish(make(chan amqp.Confirmation, r.Messages))
	returns := sender.channel.NotifyReturn(make(chan amqp.Return, r.Messages))
	if err := taker.channel.Qos(r.Messages, 0, false); err != nil {
		return &Error{"set a prefetch", taker.address, err}
	}
	deliveries, err := taker.channel.ConsumeWithContext(ctx, queue, "", false, false, false, false, nil)
	if err != nil {
		return &Error{"consume from the queue", taker.address, err}
	}
	all := newTally(r.Messages)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for open := true; open; {
			select {
			case confirmation, ok := <-confirmations:
				if open = ok; ok {
					all.answer(confirmation.DeliveryTag-1, confirmation.Ack)
				}
			case returned, ok := <-returns:
				if open = ok; ok {
					all.comeBack(numberOf(returned.Body))
				}
			case delivery, ok := <-deliveries:
				if open = ok; ok {
					all.arrive(numberOf(delivery.Body))
					// An acknowledgement that fails means that the connection has ended.
					open = delivery.Ack(false) == nil
				}
			}
		}
	}()
	patience, cancel := context.WithTimeoutCause(ctx, r.Patience, errPatience)
	defer cancel()
	err = r.publish(patience, sender, queue, all)
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
				"%d of those were back: %w", report.Confirmed, r.Messages, report.Consumed, s.why(amqp.ErrClosed))}
		}
	}
	return err
}

// publish sends all messages, mandatory and persistent.
func (r Request) publish(ctx context.Context, s *session, queue string, all *tally) error {
	for i := range r.Messages {
		all.send(uint64(i))
		err := s.channel.PublishWithContext(ctx, "", queue, true, false,
			amqp.Publishing{DeliveryMode: amqp.Persistent, Body: bodyOf(i, r.Size)})
		if err != nil {
			return &Error{"publish a message", s.address, cause(ctx, s.why(err))}
		}
	}
	return nil
}
