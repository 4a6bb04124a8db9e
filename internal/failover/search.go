package failover

import (
	"context"
	"errors"
	"fmt"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Account stops traffic and counts what became of its messages. What has not arrived is looked for in the queue itself and in
// the queues of its dead letters before it counts as lost: a consumer that is slow loses nothing. An error says that nobody
// could look there, so that nothing is known.
func (s *Environment) Account(ctx context.Context, t *Traffic, wait time.Duration) (Result, error) {
	result := t.Stop(wait)
	if result.Lost() == 0 {
		return result, nil
	}
	err := t.search(ctx, wait, func(ctx context.Context) error {
		deadLetters, err := s.deadLetterQueues(ctx, t.Queue)
		if err != nil {
			return err
		}
		return t.withChannel(ctx, ctx, t.Queue+" search", func(ctx context.Context, channel *amqp.Channel) error {
			return t.takeAll(ctx, channel, append(deadLetters, t.Queue))
		})
	})
	return t.ledger.result(), err
}

// accountBoth adds up what became of the messages of two queues.
func (s *Environment) accountBoth(ctx context.Context, one, other *Traffic) (Result, error) {
	first, err := s.Account(ctx, one, waitLimit)
	second, otherErr := s.Account(ctx, other, waitLimit)
	return first.And(second), errors.Join(err, otherErr)
}

// search looks until nothing is missing, and at least for the given time: what a consumer had is back in its queue only some
// time after it is gone. Then the first look that succeeds is the last. It returns an error if none does within the suite's
// waitLimit.
func (t *Traffic) search(ctx context.Context, least time.Duration, look func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, least+waitLimit)
	defer cancel()
	began := time.Now()
	var last error
	for {
		err := look(ctx)
		if t.ledger.missing() == 0 || err == nil && time.Since(began) >= least {
			return nil
		}
		if ctx.Err() == nil || last == nil {
			last = err
		}
		if ctx.Err() != nil {
			return fmt.Errorf("queue %q: look for %d messages that did not arrive: %w", t.Queue, t.ledger.missing(), last)
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// getter is what takes messages one by one: an [amqp.Channel].
type getter interface {
	Get(queue string, autoAck bool) (amqp.Delivery, bool, error)
}

// takeAll takes what is in queues until the broker says that each is empty.
func (t *Traffic) takeAll(ctx context.Context, channel getter, queues []string) error {
	for _, queue := range queues {
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			delivery, ok, err := channel.Get(queue, false)
			if err != nil {
				return err
			}
			if !ok {
				break
			}
			t.ledger.arrive(t.numberOf(delivery.Body))
			if err := delivery.Ack(false); err != nil {
				return err
			}
		}
	}
	return nil
}
