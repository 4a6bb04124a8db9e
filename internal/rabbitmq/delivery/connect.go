package delivery

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Error says what could not be done, and where.
type Error struct {
	Doing, Address string
	Err            error
}

// Error implements error.
func (e *Error) Error() string { return fmt.Sprintf("%s at %s: %v", e.Doing, e.Address, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// ErrRefused says that the user is known and lacks a permission, or has none in the virtual host.
var ErrRefused = errors.New("access refused")

// Is finds the broker's words for ErrRefused: "access to queue 'q' in vhost 'v' refused for user 'u'".
func (e *Error) Is(target error) bool {
	var answer *amqp.Error
	return target == ErrRefused && errors.As(e.Err, &answer) && strings.Contains(answer.Reason, "refused for user")
}

// heartbeat is what clients are advised to use; a connection that is this short-lived hardly sees one.
const heartbeat = 10 * time.Second

// drain bounds how long a session that is closed may take to say goodbye.
const drain = time.Second

// session is one connection with one channel.
type session struct {
	address    string
	connection *amqp.Connection
	channel    *amqp.Channel
	// ended receives why the broker closed the channel.
	ended <-chan *amqp.Error
}

// connect opens a session. All of it, the handshakes included, has to be done within the patience.
func (r Request) connect(ctx context.Context, address string) (*session, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, r.Patience, errPatience)
	defer cancel()
	raw, err := r.dial(ctx, address)
	if err != nil {
		return nil, &Error{"connect", address, cause(ctx, err)}
	}
	// The library's handshake knows no context. Closing what is below ends it.
	stop := context.AfterFunc(ctx, func() { _ = raw.Close() })
	defer stop()
	connection, err := amqp.Open(raw, amqp.Config{
		SASL: []amqp.Authentication{&amqp.PlainAuth{Username: r.Username, Password: r.Password}}, Vhost: r.Vhost, Heartbeat: heartbeat,
		Properties: amqp.Table{"connection_name": "terraform-provider-rabbitmqha delivery check"},
	})
	if err != nil {
		return nil, &Error{fmt.Sprintf("log in as %q to virtual host %q", r.Username, r.Vhost), address, cause(ctx, err)}
	}
	channel, err := connection.Channel()
	if err != nil {
		_ = connection.Close()
		return nil, &Error{"open a channel", address, cause(ctx, err)}
	}
	return &session{address, connection, channel, channel.NotifyClose(make(chan *amqp.Error, 1))}, nil
}

func (r Request) dial(ctx context.Context, address string) (net.Conn, error) {
	if r.TLS == nil {
		return new(net.Dialer).DialContext(ctx, "tcp", address)
	}
	return (&tls.Dialer{Config: r.TLS}).DialContext(ctx, "tcp", address)
}

var errPatience = errors.New("no answer in time")

// cause prefers what ended the context to what the library made of it.
func cause(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// why is the broker's reason for closing the channel, where the library only says that it is closed.
func (s *session) why(err error) error {
	if !errors.Is(err, amqp.ErrClosed) {
		return err
	}
	select {
	case reason := <-s.ended:
		if reason != nil {
			return reason
		}
	case <-time.After(drain):
	}
	return err
}

func (s *session) close() { _ = s.connection.CloseDeadline(time.Now().Add(drain)) }

// property is what the broker says of itself in the handshake.
func (s *session) property(name string) string {
	text, _ := s.connection.Properties[name].(string)
	return text
}

// node is the node that the session is with: where the broker keeps an exclusive queue of the session's.
func (s *session) node(ctx context.Context, of func(ctx context.Context, queue string) (string, error)) (string, error) {
	if of == nil {
		return "", nil
	}
	queue, err := s.channel.QueueDeclare("", false, true, true, false, amqp.Table{"x-queue-type": "classic"})
	if err != nil {
		return "", &Error{"declare an exclusive queue", s.address, err}
	}
	return of(ctx, queue.Name)
}
