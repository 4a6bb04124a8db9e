package failover

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Traffic is one publisher and one consumer on one queue. Each has its own connection and makes a new one when it ends, as
// well-behaved clients do.
type Traffic struct {
	// Address is where both connect: host:port of the balancer.
	Address, Vhost, Queue, Username, Password string
	// Unconfirmed publishes without confirms: what was written to the connection counts as confirmed. It shows what confirms
	// are for.
	Unconfirmed bool
	// Stored leaves the messages in the queue until Stop is called: they have to survive there, and not only on their way.
	Stored bool
	// Rate is how many messages are published a second while all is well.
	Rate int

	// run is part of every message: what an earlier traffic left in the queue is none of this one's.
	run    uint64
	ledger ledger
	// stopSending ends the publisher, which then waits for the confirmations of what it has sent; disconnect ends this wait.
	stopSending, disconnect, stopConsuming context.CancelFunc
	startConsumer                          func()
	publisherDone, consumerDone            sync.WaitGroup
	// unfinished are messages that were sent and not confirmed. They belong to the publisher.
	unfinished []int
}

// The times of impatient clients: a peer that is silent is found out after two heartbeats.
const (
	heartbeat   = 2 * time.Second
	dialTimeout = 3 * time.Second
	pause       = 100 * time.Millisecond
	// window is how many messages may wait for their confirmation.
	window = 100
)

// Start begins to publish and to consume.
func (t *Traffic) Start(ctx context.Context) {
	t.run = rand.Uint64()
	t.start(ctx,
		func(sending, connected context.Context) {
			t.again(sending, connected, t.publisher(), func(_ context.Context, channel *amqp.Channel) error {
				return t.publish(sending, channel)
			})
		},
		func(consuming context.Context) { t.again(consuming, consuming, t.Queue+" consumer", t.consume) })
}

// start runs a publisher, which has one context to send and a longer one to read confirmations, and a consumer.
func (t *Traffic) start(ctx context.Context, publisher func(sending, connected context.Context), consumer func(context.Context)) {
	connected, disconnect := context.WithCancel(ctx)
	sending, stopSending := context.WithCancel(connected)
	consuming, stopConsuming := context.WithCancel(ctx)
	t.stopSending, t.disconnect, t.stopConsuming = stopSending, disconnect, stopConsuming
	t.startConsumer = func() { t.consumerDone.Go(func() { consumer(consuming) }) }
	t.publisherDone.Go(func() { publisher(sending, connected) })
	if !t.Stored {
		t.startConsumer()
	}
}

// Stop ends the publisher, which reads the confirmations of what it has sent for at most the given time. Only then is it known
// what has to arrive. Stop waits until all of that has arrived, or nothing has for the given time, and ends the consumer.
//
// What has not arrived by then may still be in the queue. [Environment.Account] looks there.
func (t *Traffic) Stop(limit time.Duration) Result {
	t.stopSending()
	timer := time.AfterFunc(limit, t.disconnect)
	t.publisherDone.Wait()
	timer.Stop()
	t.disconnect()
	if t.Stored {
		t.startConsumer()
	}
	began := time.Now()
	for t.ledger.missing() > 0 && (time.Since(began) < limit || t.ledger.silence() < limit) {
		time.Sleep(pause)
	}
	t.stopConsuming()
	t.consumerDone.Wait()
	return t.ledger.result()
}

// AwaitFlow returns when another number of messages has arrived, or been confirmed where they are stored, and fails when that
// takes longer than the limit.
func (t *Traffic) AwaitFlow(ctx context.Context, messages int, limit time.Duration) error {
	return t.awaitMore(ctx, messages, limit, "got through", func() int {
		if t.Stored {
			return t.ledger.confirmedCount
		}
		return t.ledger.arrivedCount
	})
}

// awaitMore waits until a count, which is read under the ledger's lock, has grown.
func (t *Traffic) awaitMore(ctx context.Context, messages int, limit time.Duration, what string, count func() int) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	done := func() int {
		t.ledger.mu.Lock()
		defer t.ledger.mu.Unlock()
		return count()
	}
	for wanted := done() + messages; done() < wanted; {
		select {
		case <-ctx.Done():
			return fmt.Errorf("queue %q: only %d of %d further messages %s within %s", t.Queue, done()-wanted+messages, messages, what, limit)
		case <-time.After(pause):
		}
	}
	return nil
}

// publisher is what the publisher's connection is called.
func (t *Traffic) publisher() string { return fmt.Sprintf("%s publisher %x", t.Queue, t.run) }

// AwaitSent returns when another number of messages has been written, whether anybody has read them or not, and fails when
// that takes longer than the limit.
func (t *Traffic) AwaitSent(ctx context.Context, messages int, limit time.Duration) error {
	return t.awaitMore(ctx, messages, limit, "were written", func() int { return t.ledger.published })
}

// A message is the number of its traffic and its own.
const bodySize = 16

func (t *Traffic) bodyOf(number int) []byte {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, t.run), uint64(max(number, 0)))
}

// numberOf is the number of a message; of a strange one it is a number that nobody sent.
func (t *Traffic) numberOf(body []byte) uint64 {
	if len(body) != bodySize || binary.BigEndian.Uint64(body) != t.run {
		return math.MaxUint64
	}
	return binary.BigEndian.Uint64(body[bodySize/2:])
}
