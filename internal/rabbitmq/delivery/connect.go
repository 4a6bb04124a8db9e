package delivery

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"sync/atomic"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// heartbeat is what clients are advised to use; a connection that is this short-lived hardly sees one.
const heartbeat = 10 * time.Second

// session is one connection with one channel.
type session struct {
	address string
	// wire is what is below the connection, and below TLS. Closing it ends every call of the library, which itself knows
	// neither deadlines nor contexts.
	wire       net.Conn
	connection *amqp.Connection
	channel    *amqp.Channel
	// ended receives why the broker closed the channel.
	ended <-chan *amqp.Error
	// blocked is why the broker blocks the connection, by its last connection.blocked; nil while it does not.
	blocked atomic.Pointer[string]
}

// connect opens a session. All of it, the handshakes included, has to be done within the patience.
func (r Request) connect(ctx context.Context, address string) (*session, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, r.Patience, ErrTimeout)
	defer cancel()
	wire, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, &Error{"connect", address, cause(ctx, err)}
	}
	stop := context.AfterFunc(ctx, func() { _ = wire.Close() })
	defer stop()
	s := &session{address: address, wire: wire}
	raw, err := r.secure(ctx, wire, address)
	if err != nil {
		_ = wire.Close()
		return nil, &Error{"connect", address, cause(ctx, err)}
	}
	first := &greeting{Conn: raw}
	s.connection, err = amqp.Open(first, amqp.Config{
		SASL: []amqp.Authentication{&amqp.PlainAuth{Username: r.Username, Password: r.Password}}, Vhost: r.Vhost, Heartbeat: heartbeat,
		Properties: amqp.Table{"connection_name": "terraform-provider-rabbitmqha delivery check"},
	})
	if err != nil {
		_ = wire.Close()
		if other := first.protocol(); other != nil && ctx.Err() == nil {
			return nil, &Error{"connect", address, other}
		}
		return nil, &Error{fmt.Sprintf("log in as %q to virtual host %q", r.Username, r.Vhost), address, cause(ctx, err)}
	}
	s.watch(s.connection.NotifyBlocked(make(chan amqp.Blocking)))
	if err := r.open(ctx, s); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

// secure puts TLS over a connection, where it is wanted.
func (r Request) secure(ctx context.Context, wire net.Conn, address string) (net.Conn, error) {
	if r.TLS == nil {
		return wire, nil
	}
	config := r.TLS.Clone()
	if config.ServerName == "" {
		host, _, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		config.ServerName = host
	}
	over := tls.Client(wire, config)
	return over, over.HandshakeContext(ctx)
}

// watch remembers whether the broker blocks the connection, until that ends.
func (s *session) watch(blockings <-chan amqp.Blocking) {
	go func() {
		for blocking := range blockings {
			s.blocked.Store(nil)
			if blocking.Active {
				s.blocked.Store(&blocking.Reason)
			}
		}
	}()
}

// open gives the session a channel, or a new one in place of one that is closed.
func (r Request) open(ctx context.Context, s *session) error {
	return r.do(ctx, s, "open a channel", func() (err error) {
		if s.channel, err = s.connection.Channel(); err == nil {
			s.ended = s.channel.NotifyClose(make(chan *amqp.Error, 1))
		}
		return err
	})
}

// usable reports whether the broker would still hear what is sent.
func (s *session) usable() bool { return !s.connection.IsClosed() && s.blocked.Load() == nil }

// close says goodbye, to a broker that listens, and ends the connection in any case. The library's own deadline is moved by each
// heartbeat of the broker.
func (s *session) close() {
	defer s.wire.Close()
	if !s.usable() {
		return
	}
	stop := time.AfterFunc(goodbye, func() { _ = s.wire.Close() })
	defer stop.Stop()
	_ = s.connection.CloseDeadline(time.Now().Add(goodbye))
}

// property is what the broker says of itself in the handshake.
func (s *session) property(name string) string {
	text, _ := s.connection.Properties[name].(string)
	return text
}

// node is the node that the session is with: where the broker keeps an exclusive queue of the session's.
func (r Request) node(ctx context.Context, s *session) (string, error) {
	if r.NodeOf == nil {
		return "", nil
	}
	var queue amqp.Queue
	err := r.do(ctx, s, "declare an exclusive queue", func() (err error) {
		queue, err = s.channel.QueueDeclare("", false, true, true, false, amqp.Table{"x-queue-type": "classic"})
		return err
	})
	if err != nil {
		return "", err
	}
	return r.NodeOf(ctx, queue.Name)
}
