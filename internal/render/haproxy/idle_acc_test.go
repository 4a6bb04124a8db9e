package haproxy_test

import (
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

// TestAccIdleConnection holds the reason for the long timeouts: heartbeats keep a connection open against them, TCP
// keep-alive does not.
func TestAccIdleConnection(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	short := func(keepAlive bool) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) {
			l.Extra = []string{"timeout client 3s", "timeout server 3s"}
			if l.TCPKeepAlive.Enabled = &keepAlive; keepAlive {
				l.TCPKeepAlive.ClientIdle, l.TCPKeepAlive.ServerIdle = "1s", "1s"
				l.TCPKeepAlive.ClientInterval, l.TCPKeepAlive.ServerInterval = "1s", "1s"
			}
		}
	}
	f := serve(t, broker.Lab, listener(broker.Lab, "kept_alive", short(true)), listener(broker.Lab, "not", short(false)))
	closed := map[string]chan *amqp.Error{}
	for name, through := range map[string]struct {
		listener  string
		heartbeat time.Duration
	}{
		"beating":         {"not", time.Second},
		"silent":          {"not", time.Hour}, // the broker makes a minute of it
		"silent, probing": {"kept_alive", time.Hour},
	} {
		connection, err := f.dial(t, through.listener, amqp.Config{Heartbeat: through.heartbeat})
		if err != nil {
			t.Fatal(err)
		}
		closed[name] = connection.NotifyClose(make(chan *amqp.Error, 1))
	}
	for _, name := range []string{"silent", "silent, probing"} {
		acctest.Await(t, "the connection to be cut: "+name, func() bool { return len(closed[name]) > 0 })
	}
	if len(closed["beating"]) > 0 {
		t.Error("a connection with heartbeats was cut too")
	}
}
