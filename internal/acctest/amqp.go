package acctest

import (
	"fmt"
	"net/url"
	"strconv"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// Channel opens an AMQP 0-9-1 channel to the first node, closed when the test ends.
func (b *Broker) Channel(t *testing.T, vhost string) *amqp.Channel {
	t.Helper()
	address := url.URL{Scheme: "amqp", Host: b.Lab.Nodes[0].AMQPAddress(), User: url.UserPassword(b.Lab.Username, b.Lab.Password)}
	connection, err := amqp.DialConfig(address.String(), amqp.Config{Vhost: vhost})
	if err != nil {
		t.Fatalf("connect to %s: %v", address.Host, err)
	}
	t.Cleanup(func() { _ = connection.Close() })
	channel, err := connection.Channel()
	if err != nil {
		t.Fatal(err)
	}
	return channel
}

// Publish sends a persistent message to a queue and returns when the broker has confirmed it.
func (b *Broker) Publish(t *testing.T, vhost, queue, text string) {
	t.Helper()
	channel := b.Channel(t, vhost)
	if err := channel.Confirm(false); err != nil {
		t.Fatal(err)
	}
	message := amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte(text)}
	confirmation, err := channel.PublishWithDeferredConfirm("", queue, true, false, message)
	if err != nil {
		t.Fatal(err)
	}
	if !confirmation.Wait() {
		t.Fatalf("the broker did not take a message for queue %q", queue)
	}
}

// AwaitMessages waits until the broker's statistics show that many messages in a queue.
func (b *Broker) AwaitMessages(t *testing.T, vhost, queue string, count int64) {
	t.Helper()
	Await(t, fmt.Sprintf("%d messages in queue %q", count, queue), func() bool {
		return fmt.Sprint(b.Get(t, "queues", vhost, queue)["messages"]) == strconv.FormatInt(count, 10)
	})
}

// Await asks until the answer is yes, and fails the test when the lab itself would wait no longer. How long a broker takes to boot,
// or to notice what happened, depends on what else the processors do: the end of the wait tells what never comes from what comes late.
func Await(t *testing.T, what string, done func() bool) {
	t.Helper()
	const patience, pause = lab.Patience, 100 * time.Millisecond
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for began := time.Now(); !done(); <-tick.C {
		if time.Since(began) > patience {
			t.Fatalf("waited %s in vain for %s", patience, what)
		}
	}
}
