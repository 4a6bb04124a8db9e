package failover

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// fakeChannel answers messages as its function says. Like the library's, it closes its confirmations when it ends, and those
// that came before stay in there.
type fakeChannel struct {
	confirmations chan amqp.Confirmation
	sent          int
	answer        func(c *fakeChannel, number int) error
}

func (c *fakeChannel) Confirm(bool) error { return nil }

func (c *fakeChannel) NotifyPublish(confirmations chan amqp.Confirmation) chan amqp.Confirmation {
	c.confirmations = confirmations
	return confirmations
}

func (c *fakeChannel) PublishWithContext(context.Context, string, string, bool, bool, amqp.Publishing) error {
	c.sent++
	return c.answer(c, c.sent)
}

func (c *fakeChannel) confirm(tag int, ack bool) {
	c.confirmations <- amqp.Confirmation{DeliveryTag: uint64(tag), Ack: ack}
}

// The broker confirms messages, and the connection ends before the publisher has read that: they count as confirmed, and are
// not sent again. Otherwise the second copy would hide that the first was lost.
func TestPublisherReadsConfirmationsOfEndedConnection(t *testing.T) {
	for range 50 { // the order in which a select looks is random
		synctest.Test(t, func(t *testing.T) {
			traffic := &Traffic{Queue: "q", Rate: 1000}
			err := traffic.publish(t.Context(), &fakeChannel{answer: func(c *fakeChannel, number int) error {
				if number < 5 {
					return nil
				}
				for tag := range 5 {
					c.confirm(tag+1, true)
				}
				close(c.confirmations)
				return nil
			}})
			if got := traffic.ledger.result(); got.Confirmed != 5 || len(traffic.unfinished) != 0 || !errors.Is(err, amqp.ErrClosed) {
				t.Fatalf("%s, unfinished %v, %v", got, traffic.unfinished, err)
			}
		})
	}
}

// A publisher that is stopped sends nothing more, and reads the confirmations of all that it has sent.
func TestPublisherReadsConfirmationsAfterStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sending, stop := context.WithCancel(t.Context())
		traffic := &Traffic{Queue: "q", Rate: 1000}
		channel := &fakeChannel{answer: func(c *fakeChannel, number int) error {
			time.AfterFunc(time.Second, func() { c.confirm(number, true) })
			return nil
		}}
		time.AfterFunc(20*time.Millisecond+time.Microsecond, stop)
		if err := traffic.publish(sending, channel); err != nil {
			t.Error(err)
		}
		if got := traffic.ledger.result(); channel.sent == 0 || got.Confirmed != channel.sent || got.Published != channel.sent {
			t.Errorf("%d sent: %s", channel.sent, got)
		}
	})
}

// What was refused, could not be sent, or was not answered is sent again under its number, and is not confirmed. An answer to
// what was never sent confirms nothing.
func TestPublisherConfirmsNothingElse(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failure := errors.New("no connection")
		traffic := &Traffic{Queue: "q", Rate: 1000}
		err := traffic.publish(t.Context(), &fakeChannel{answer: func(c *fakeChannel, number int) error {
			switch number {
			case 1, 2:
				return nil
			}
			c.confirm(1, false)
			c.confirm(99, true)
			close(c.confirmations)
			return failure
		}})
		if got := traffic.ledger.result(); got.Confirmed != 0 || got.Published != 3 || len(traffic.unfinished) != 3 {
			t.Errorf("%s, unfinished %v, %v", got, traffic.unfinished, err)
		}
	})
}
