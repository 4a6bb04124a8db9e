package haaudit_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// vhost is where the queues of a lab of their own are.
const vhost = "/"

// before is the message that each queue holds before a node is killed.
const before = "from before"

// patience is how long a queue may take to work again that is said to survive: a stream waits for a new coordinator.
// doubt is how long one that is not said to is tried.
const (
	patience = 2 * time.Minute
	doubt    = 12 * time.Second
)

// survivors tries all queues at the same time, each through these nodes by turns, since AMQP 0-9-1 reads a stream on nodes
// with a replica only. It says of each queue what is wrong with it; nil if it takes and gives messages, and still has the one
// from before. Those that survive are waited for.
func survivors(t *testing.T, broker *acctest.Broker, queues map[string]string, survive func(name string) bool, through ...int) map[string]error {
	t.Helper()
	address := func(i int) string {
		at := broker.Lab.Nodes[through[i%len(through)]]
		to := url.URL{Scheme: "amqp", Host: at.AMQPAddress(), User: url.UserPassword(broker.Lab.Username, broker.Lab.Password)}
		return to.String()
	}
	var (
		mu    sync.Mutex
		group sync.WaitGroup
		out   = map[string]error{}
	)
	for name, kind := range queues {
		group.Go(func() {
			limit := doubt
			if survive(name) {
				limit = patience
			}
			ctx, cancel := context.WithTimeout(t.Context(), limit)
			defer cancel()
			err := errors.New("not tried")
			tick := time.NewTicker(500 * time.Millisecond)
			defer tick.Stop()
			for i := 0; err != nil && ctx.Err() == nil; i++ {
				attempt, stop := context.WithTimeout(ctx, doubt/3)
				latest := try(attempt, address(i), name, kind)
				stop()
				if latest == nil || ctx.Err() == nil {
					err = latest
				}
				if err == nil {
					break
				}
				select {
				case <-tick.C:
				case <-ctx.Done():
				}
			}
			mu.Lock()
			defer mu.Unlock()
			out[name] = err
		})
	}
	group.Wait()
	return out
}

// is tells one name from all others.
func is(one string) func(name string) bool { return func(name string) bool { return name == one } }

// try publishes a message, sees it confirmed, and looks at the first one of the queue.
func try(ctx context.Context, address, queue, kind string) error {
	config := amqp.Config{Vhost: vhost, Dial: func(network, addr string) (net.Conn, error) { return (&net.Dialer{}).DialContext(ctx, network, addr) }}
	connection, err := amqp.DialConfig(address, config)
	if err != nil {
		return err
	}
	// A call without an answer ends with the connection.
	defer context.AfterFunc(ctx, func() { _ = connection.CloseDeadline(time.Now()) })()
	defer func() { _ = connection.CloseDeadline(time.Now().Add(time.Second)) }()
	if err := publish(ctx, connection, queue, "from after"); err != nil {
		return err
	}
	channel, err := connection.Channel()
	if err != nil {
		return err
	}
	got := ""
	if kind == "stream" {
		if err := channel.Qos(1, 0, false); err != nil {
			return err
		}
		deliveries, err := channel.Consume(queue, "", false, false, false, false, amqp.Table{"x-stream-offset": "first"})
		if err != nil {
			return err
		}
		select {
		case delivery := <-deliveries:
			got = string(delivery.Body)
		case <-ctx.Done():
			return ctx.Err()
		}
	} else {
		delivery, _, err := channel.Get(queue, false)
		if err != nil {
			return err
		}
		got = string(delivery.Body)
	}
	if got != before {
		return fmt.Errorf("the first message is %q", got)
	}
	return nil
}

// publish returns when the broker has confirmed a message in a queue.
func publish(ctx context.Context, connection *amqp.Connection, queue, text string) error {
	channel, err := connection.Channel()
	if err != nil {
		return err
	}
	if err := channel.Confirm(false); err != nil {
		return err
	}
	returned := channel.NotifyReturn(make(chan amqp.Return, 1))
	message := amqp.Publishing{DeliveryMode: amqp.Persistent, Body: []byte(text)}
	confirmation, err := channel.PublishWithDeferredConfirm("", queue, true, false, message)
	if err != nil {
		return err
	}
	confirmed, err := confirmation.WaitContext(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("not confirmed: %w", err)
	case !confirmed:
		return errors.New("refused")
	case len(returned) > 0:
		return errors.New("there is no such queue")
	}
	return nil
}
