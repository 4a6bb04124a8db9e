package failover

import (
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"net"
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
	run          uint64
	ledger       ledger
	stop, ending context.CancelFunc
	take         func()
	done         sync.WaitGroup
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
	publishing, stop := context.WithCancel(ctx)
	consuming, ending := context.WithCancel(ctx)
	t.stop, t.ending, t.run = stop, ending, rand.Uint64()
	t.take = func() { t.done.Go(func() { t.again(consuming, t.Queue+" consumer", t.consume) }) }
	t.done.Go(func() { t.again(publishing, t.publisher(), t.publish) })
	if !t.Stored {
		t.take()
	}
}

// Stop ends the publisher, waits until all that was confirmed has arrived, or nothing has for the given time, and ends the
// consumer.
func (t *Traffic) Stop(patience time.Duration) Result {
	t.stop()
	if t.Stored {
		t.take()
	}
	began := time.Now()
	for t.ledger.missing() > 0 && (time.Since(began) < patience || t.ledger.silence() < patience) {
		time.Sleep(pause)
	}
	t.ending()
	t.done.Wait()
	return t.ledger.result()
}

// AwaitFlow returns when another number of messages has arrived, or been confirmed where they are stored, and fails when that
// takes longer than the patience.
func (t *Traffic) AwaitFlow(ctx context.Context, messages int, patience time.Duration) error {
	return t.awaitMore(ctx, messages, patience, "got through", func() int {
		if t.Stored {
			return t.ledger.confirmedCount
		}
		return t.ledger.arrivedCount
	})
}

// awaitMore waits until a count, which is read under the ledger's lock, has grown.
func (t *Traffic) awaitMore(ctx context.Context, messages int, patience time.Duration, what string, count func() int) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	done := func() int {
		t.ledger.mu.Lock()
		defer t.ledger.mu.Unlock()
		return count()
	}
	for wanted := done() + messages; done() < wanted; {
		select {
		case <-ctx.Done():
			return fmt.Errorf("queue %q: only %d of %d further messages %s within %s", t.Queue, done()-wanted+messages, messages, what, patience)
		case <-time.After(pause):
		}
	}
	return nil
}

// publisher is what the publisher's connection is called.
func (t *Traffic) publisher() string { return fmt.Sprintf("%s publisher %x", t.Queue, t.run) }

// AwaitSent returns when another number of messages has been written, whether anybody has read them or not, and fails when
// that takes longer than the patience.
func (t *Traffic) AwaitSent(ctx context.Context, messages int, patience time.Duration) error {
	return t.awaitMore(ctx, messages, patience, "were written", func() int { return t.ledger.published })
}

// again works on one connection after another until the context ends.
func (t *Traffic) again(ctx context.Context, name string, work func(context.Context, *amqp.Channel) error) {
	for ctx.Err() == nil {
		if connection, err := t.connect(ctx, name); err == nil {
			end := func() { _ = connection.CloseDeadline(time.Now().Add(pause)) }
			// The library's calls know no context either: a broker takes a minute to say that a queue's only node is gone.
			stop := context.AfterFunc(ctx, end)
			if channel, err := connection.Channel(); err == nil {
				// Whatever ends the work ends the connection; what was under way is sent again, or delivered again.
				_ = work(ctx, channel)
			}
			stop()
			end()
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

func (t *Traffic) connect(ctx context.Context, name string) (*amqp.Connection, error) {
	dialer := net.Dialer{Timeout: dialTimeout}
	raw, err := dialer.DialContext(ctx, "tcp", t.Address)
	if err != nil {
		return nil, err
	}
	// The library's handshake knows no context, and a frozen node answers nothing.
	if err := raw.SetDeadline(time.Now().Add(dialTimeout)); err != nil {
		return nil, err
	}
	connection, err := amqp.Open(raw, amqp.Config{
		SASL: []amqp.Authentication{&amqp.PlainAuth{Username: t.Username, Password: t.Password}}, Vhost: t.Vhost, Heartbeat: heartbeat,
		Properties: amqp.Table{"connection_name": name},
	})
	if err != nil {
		_ = raw.Close()
		return nil, err
	}
	return connection, raw.SetDeadline(time.Time{})
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
