package failover

import (
	"context"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// publishChannel is what a publisher needs of an [amqp.Channel].
type publishChannel interface {
	Confirm(noWait bool) error
	NotifyPublish(confirmations chan amqp.Confirmation) chan amqp.Confirmation
	PublishWithContext(ctx context.Context, exchange, key string, mandatory, immediate bool, message amqp.Publishing) error
}

// publish sends messages until the connection or the context ends, and then reads the confirmations of what it has sent until
// all are there or the connection ends. What was not confirmed then is sent again, under its number, on the next connection:
// a publisher that has no confirmation knows nothing.
func (t *Traffic) publish(sending context.Context, channel publishChannel) error {
	if !t.Unconfirmed {
		if err := channel.Confirm(false); err != nil {
			return err
		}
	}
	// The library closes it when the channel ends. Confirmations that came before are still in it then: it is read to its end,
	// or a message that the broker has answered for would not count.
	confirmations := channel.NotifyPublish(make(chan amqp.Confirmation, window))
	// What waits for its confirmation, by delivery tag.
	waiting, tag := map[uint64]int{}, uint64(0)
	defer func() {
		for _, number := range waiting {
			t.unfinished = append(t.unfinished, number)
		}
	}()
	tick := time.NewTicker(time.Second / time.Duration(t.Rate))
	defer tick.Stop()
	var failed error
	for {
		stopped := failed != nil || sending.Err() != nil
		if stopped && len(waiting) == 0 {
			return failed
		}
		due, done := tick.C, sending.Done()
		if stopped {
			due, done = nil, nil
		}
		if len(waiting) >= window {
			due = nil
		}
		select {
		case <-done:
		case confirmation, open := <-confirmations:
			if !open {
				return amqp.ErrClosed
			}
			t.confirmed(waiting, confirmation)
		case <-due:
			number := t.number()
			// Sending may have been stopped since; what is sent once more is confirmed or not, like all else.
			failed = channel.PublishWithContext(context.WithoutCancel(sending), "", t.Queue, false, false,
				amqp.Publishing{DeliveryMode: amqp.Persistent, Body: t.bodyOf(number)})
			switch {
			case failed != nil:
				t.unfinished = append(t.unfinished, number)
			case t.Unconfirmed:
				t.ledger.confirm(number)
			default:
				tag++
				waiting[tag] = number
			}
		}
	}
}

// confirmed notes what the broker says of a message. It may refuse one, which then is sent again.
func (t *Traffic) confirmed(waiting map[uint64]int, confirmation amqp.Confirmation) {
	number, ok := waiting[confirmation.DeliveryTag]
	if !ok {
		return
	}
	delete(waiting, confirmation.DeliveryTag)
	if confirmation.Ack {
		t.ledger.confirm(number)
	} else {
		t.unfinished = append(t.unfinished, number)
	}
}

// number is the next message to send: one that was not confirmed, or a new one.
func (t *Traffic) number() int {
	if last := len(t.unfinished) - 1; last >= 0 {
		number := t.unfinished[last]
		t.unfinished = t.unfinished[:last]
		return number
	}
	return t.ledger.next()
}

// consume takes messages and acknowledges each after it has been noted, until the connection or the context ends.
func (t *Traffic) consume(ctx context.Context, channel *amqp.Channel) error {
	if err := channel.Qos(window, 0, false); err != nil {
		return err
	}
	deliveries, err := channel.ConsumeWithContext(ctx, t.Queue, "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return nil
		case delivery, open := <-deliveries:
			if !open {
				return amqp.ErrClosed
			}
			t.ledger.arrive(t.numberOf(delivery.Body))
			if err := delivery.Ack(false); err != nil {
				return err
			}
		}
	}
}
