package failover

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// fakeQueues hold messages that are taken one by one.
type fakeQueues map[string][][]byte

func (q fakeQueues) Get(queue string, _ bool) (amqp.Delivery, bool, error) {
	bodies, ok := q[queue]
	if !ok {
		return amqp.Delivery{}, false, &amqp.Error{Code: amqp.NotFound}
	}
	if len(bodies) == 0 {
		return amqp.Delivery{}, false, nil
	}
	q[queue] = bodies[1:]
	return amqp.Delivery{Body: bodies[0], Acknowledger: q}, true, nil
}

func (fakeQueues) Ack(uint64, bool) error        { return nil }
func (fakeQueues) Nack(uint64, bool, bool) error { return nil }
func (fakeQueues) Reject(uint64, bool) error     { return nil }

// confirmedTraffic has a number of confirmed messages, none of which has arrived.
func confirmedTraffic(messages int) *Traffic {
	t := &Traffic{Queue: "q", run: 7}
	for range messages {
		t.ledger.confirm(t.ledger.next())
	}
	return t
}

// What is in the queue or among its dead letters is not lost, what is in neither is, and what is another traffic's is not ours.
func TestSearchFindsWhatIsInTheQueues(t *testing.T) {
	traffic, other := confirmedTraffic(4), &Traffic{run: 8}
	queues := fakeQueues{
		"dead": {traffic.bodyOf(0), other.bodyOf(3)},
		"q":    {traffic.bodyOf(1), []byte("strange"), traffic.bodyOf(2)},
	}
	if err := traffic.takeAll(t.Context(), queues, []string{"dead", "q"}); err != nil {
		t.Error(err)
	}
	if got := traffic.ledger.result(); got.Lost() != 1 || got.Consumed != 3 {
		t.Errorf("%s", got)
	}
	if err := traffic.takeAll(t.Context(), queues, []string{"q", "gone"}); err == nil {
		t.Error("a queue that cannot be searched counts as empty")
	}
}

// Messages that a consumer had come back to the queue some time after it is gone.
func TestSearchWaitsForWhatComesBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		traffic, began := confirmedTraffic(1), time.Now()
		err := traffic.search(t.Context(), time.Minute, func(context.Context) error {
			if time.Since(began) > 5*time.Second {
				traffic.ledger.arrive(0)
			}
			return nil
		})
		if err != nil || traffic.ledger.missing() != 0 {
			t.Errorf("%d missing, %v", traffic.ledger.missing(), err)
		}
	})
}

// A message counts as lost only if somebody could look for it, however long that takes.
func TestSearchThatFails(t *testing.T) {
	down := errors.New("down")
	for what, test := range map[string]struct {
		look  func(ctx context.Context, after time.Duration) error
		want  error
		looks time.Duration // for how long at least
	}{
		"every look succeeds": {func(context.Context, time.Duration) error { return nil }, nil, 5 * time.Second},
		"looks fail at first": {func(_ context.Context, after time.Duration) error {
			if after < 20*time.Second {
				return down
			}
			return nil
		}, nil, 20 * time.Second},
		"every look fails": {func(context.Context, time.Duration) error { return down }, down, waitLimit},
		"no look ends":     {func(ctx context.Context, _ time.Duration) error { <-ctx.Done(); return ctx.Err() }, context.DeadlineExceeded, waitLimit},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				err := confirmedTraffic(1).search(t.Context(), 5*time.Second, func(ctx context.Context) error {
					return test.look(ctx, time.Since(began))
				})
				if !errors.Is(err, test.want) {
					t.Errorf("got %v, want %v", err, test.want)
				}
				if took := time.Since(began); took < test.looks {
					t.Errorf("the search ended after %s", took)
				}
			})
		})
	}
}
