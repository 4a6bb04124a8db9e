package failover

import (
	"context"
	"net"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// again works on one connection after another until the first context ends. The second one ends the work under way.
func (t *Traffic) again(ctx, connected context.Context, name string, work func(context.Context, *amqp.Channel) error) {
	for ctx.Err() == nil {
		// Whatever ends the work ends the connection; what was under way is sent again, or delivered again.
		_ = t.withChannel(ctx, connected, name, work)
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// withChannel works on a connection of its own, which it makes while the first context lasts and keeps while the second does.
func (t *Traffic) withChannel(ctx, connected context.Context, name string, work func(context.Context, *amqp.Channel) error) error {
	connection, err := t.connect(ctx, name)
	if err != nil {
		return err
	}
	end := func() { _ = connection.CloseDeadline(time.Now().Add(pause)) }
	defer end()
	// The library's calls know no context either: a broker takes a minute to say that a queue's only node is gone.
	stop := context.AfterFunc(connected, end)
	defer stop()
	channel, err := connection.Channel()
	if err != nil {
		return err
	}
	return work(connected, channel)
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
