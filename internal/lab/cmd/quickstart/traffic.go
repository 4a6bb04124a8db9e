package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// traffic is a client of the cluster that knows HAProxy's address alone.
type traffic struct {
	address            string
	username, password string
	vhost, exchange    string
	// keys leads from each queue's name to a routing key that reaches it.
	keys map[string]string
}

// round publishes with confirms to every queue through the exchange, consumes everything again, and says how it went.
// A round may begin while HAProxy still sends clients to a dead node, so each half is tried until patience ends.
func (c traffic) round(ctx context.Context, label string, each int) error {
	const patience = time.Minute
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	began := time.Now()
	wanted := map[string]bool{}
	for queue, key := range c.keys {
		for i := range each {
			wanted[fmt.Sprintf("%s %s %d", label, queue, i)] = true
		}
		if err := retry(ctx, func() error { return c.publish(ctx, label, queue, key, each) }); err != nil {
			return fmt.Errorf("publish to %s through %s: %w", queue, c.address, err)
		}
	}
	published := len(wanted)
	for queue := range c.keys {
		if err := retry(ctx, func() error { return c.consume(ctx, label, queue, wanted) }); err != nil {
			return fmt.Errorf("consume from %s through %s: %w", queue, c.address, err)
		}
	}
	fmt.Printf("  %d messages confirmed and consumed through HAProxy in %.1f s, none lost\n", published, time.Since(began).Seconds())
	return nil
}

// publish sends each message as mandatory and persistent, and returns when the broker has confirmed all of them.
func (c traffic) publish(ctx context.Context, label, queue, key string, each int) error {
	connection, channel, err := c.open()
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close() }()
	if err := channel.Confirm(false); err != nil {
		return err
	}
	returned := channel.NotifyReturn(make(chan amqp.Return, each))
	for i := range each {
		message := amqp.Publishing{DeliveryMode: amqp.Persistent, Body: fmt.Appendf(nil, "%s %s %d", label, queue, i)}
		confirmation, err := channel.PublishWithDeferredConfirmWithContext(ctx, c.exchange, key, true, false, message)
		if err != nil {
			return err
		}
		if taken, err := confirmation.WaitContext(ctx); err != nil || !taken {
			return fmt.Errorf("message %d was not confirmed: %w", i, errors.Join(err, ctx.Err()))
		}
	}
	select {
	case unroutable := <-returned:
		return fmt.Errorf("the exchange %s found no queue for %q: %s", c.exchange, unroutable.RoutingKey, unroutable.ReplyText)
	default:
		return nil
	}
}

// consume takes messages until every wanted one of the queue has come. A message may come twice: what was published
// again because its confirm was lost.
func (c traffic) consume(ctx context.Context, label, queue string, wanted map[string]bool) error {
	connection, channel, err := c.open()
	if err != nil {
		return err
	}
	defer func() { _ = connection.Close() }()
	deliveries, err := channel.Consume(queue, "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for left(wanted, label+" "+queue+" ") > 0 {
		select {
		case delivery, open := <-deliveries:
			if !open {
				return errors.New("the connection ended")
			}
			delete(wanted, string(delivery.Body))
			if err := delivery.Ack(false); err != nil {
				return err
			}
		case <-ctx.Done():
			return fmt.Errorf("%d messages are missing: %w", left(wanted, label+" "+queue+" "), ctx.Err())
		}
	}
	return nil
}

func (c traffic) open() (*amqp.Connection, *amqp.Channel, error) {
	const connectTimeout = 5 * time.Second
	address := url.URL{Scheme: "amqp", Host: c.address, User: url.UserPassword(c.username, c.password)}
	connection, err := amqp.DialConfig(address.String(), amqp.Config{Vhost: c.vhost, Dial: amqp.DefaultDial(connectTimeout)})
	if err != nil {
		return nil, nil, err
	}
	channel, err := connection.Channel()
	if err != nil {
		_ = connection.Close()
		return nil, nil, err
	}
	return connection, channel, nil
}

// left counts the messages that are still wanted of one queue.
func left(wanted map[string]bool, prefix string) int {
	count := 0
	for message := range wanted {
		if strings.HasPrefix(message, prefix) {
			count++
		}
	}
	return count
}

// retry tries until it works or the context ends, and then gives the last reason.
func retry(ctx context.Context, try func() error) error {
	const pause = 200 * time.Millisecond
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		err := try()
		if err == nil {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return err
		}
	}
}
