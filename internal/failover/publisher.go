package failover

import (
	"context"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// publish sends messages until the connection or the context ends. What was not confirmed then is sent again, under its
// number, on the next connection: a publisher that has no confirmation knows nothing.
func (t *Traffic) publish(ctx context.Context, channel *amqp.Channel) error {
	if !t.Unconfirmed {
		if err := channel.Confirm(false); err != nil {
			return err
		}
	}
	confirmations := channel.NotifyPublish(make(chan amqp.Confirmation, window))
	closed := channel.NotifyClose(make(chan *amqp.Error, 1))
	// What waits for its confirmation, by delivery tag.
	waiting, tag := map[uint64]int{}, uint64(0)
	defer func() {
		for _, number := range waiting {
			t.unfinished = append(t.unfinished, number)
		}
	}()
	tick := time.NewTicker(time.Second / time.Duration(t.Rate))
	defer tick.Stop()
	for {
		due := tick.C
		if len(waiting) >= window {
			due = nil
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-closed:
			return err
		case confirmation, open := <-confirmations:
			if !open {
				return amqp.ErrClosed
			}
			if confirmation.Ack {
				t.ledger.confirm(waiting[confirmation.DeliveryTag])
			} else if number, ok := waiting[confirmation.DeliveryTag]; ok {
				t.unfinished = append(t.unfinished, number)
			}
			delete(waiting, confirmation.DeliveryTag)
		case <-due:
			number := t.number()
			if !t.Unconfirmed {
				tag++
				waiting[tag] = number
			}
			err := channel.PublishWithContext(ctx, "", t.Queue, false, false,
				amqp.Publishing{DeliveryMode: amqp.Persistent, Body: t.bodyOf(number)})
			if err != nil {
				return err
			}
			if t.Unconfirmed {
				t.ledger.confirm(number)
			}
		}
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
