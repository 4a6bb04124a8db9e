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

// A message counts as lost only if somebody could look for it.
func TestSearchThatFails(t *testing.T) {
	down := errors.New("down")
	for what, test := range map[string]struct {
		look func(ctx context.Context, looks int) error
		want error
	}{
		"every look succeeds":      {func(context.Context, int) error { return nil }, nil},
		"the first looks fail":     {func(_ context.Context, looks int) error { return failUntil(looks, 5, down) }, nil},
		"every look fails":         {func(context.Context, int) error { return down }, down},
		"the last look is cut off": {func(ctx context.Context, looks int) error { return blockFrom(ctx, looks, 5) }, nil},
		"no look comes to an end":  {func(ctx context.Context, looks int) error { return blockFrom(ctx, looks, 0) }, errNobodyLooked},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				looks := 0
				err := confirmedTraffic(1).search(t.Context(), time.Minute, func(ctx context.Context) error {
					looks++
					return test.look(ctx, looks)
				})
				if !errors.Is(err, test.want) {
					t.Errorf("got %v, want %v", err, test.want)
				}
			})
		})
	}
}

func failUntil(looks, last int, err error) error {
	if looks <= last {
		return err
	}
	return nil
}

func blockFrom(ctx context.Context, looks, first int) error {
	if looks >= first {
		<-ctx.Done()
	}
	return ctx.Err()
}
