package haproxy_test

import (
	"testing"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// session is a connection to a certain server.
type session struct {
	connection *amqp.Connection
	ended      chan *amqp.Error
}

// sessionOn opens connections through a listener until one is on the server.
func (f *front) sessionOn(t *testing.T, listener, name string) session {
	t.Helper()
	name = listener + "/" + name
	for range 2 * len(f.lab.Nodes) {
		before := f.servers(t)[name].sessions
		// This asks for the longest heartbeat that the broker allows, a minute: what ends the session first is the balancer.
		connection, err := f.dial(t, listener, amqp.Config{Heartbeat: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		if f.servers(t)[name].sessions > before {
			return session{connection, connection.NotifyClose(make(chan *amqp.Error, 1))}
		}
	}
	t.Fatalf("no connection went to %s", name)
	return session{}
}

// TestAccFrozenNode: a broker that is stopped keeps its connections and accepts new ones, by its kernel. The checks
// over HTTP and AMQP see it and end the sessions, the check that only connects sees nothing. When the broker is
// killed, all three do.
func TestAccFrozenNode(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 2})
	f := serve(t, l,
		listener(l, "http", nil),
		listener(l, "amqp", ofKind(loadbalancer.CheckAMQP)),
		listener(l, "tcp", ofKind(loadbalancer.CheckTCP)),
		listener(l, "kept", func(l *haproxy.Listener) { l.OnMarkedDownShutdown = new(false) }),
	)
	kinds := []string{"http", "amqp", "tcp", "kept"}
	sessions := map[string]session{}
	for _, kind := range kinds {
		f.awaitState(t, kind+"/node1", true)
		f.awaitState(t, kind+"/node2", true)
		sessions[kind] = f.sessionOn(t, kind, "node2")
	}
	if err := l.Pause(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	ended := func(kind string) bool {
		select {
		case <-sessions[kind].ended:
			return true
		default:
			return false
		}
	}
	for _, kind := range []string{"http", "amqp", "kept"} {
		f.awaitState(t, kind+"/node2", false)
	}
	for _, kind := range []string{"http", "amqp"} {
		acctest.Await(t, "the session on the frozen node to end, by the check "+kind, func() bool { return ended(kind) })
		if f.servers(t)[kind+"/node1"].down {
			t.Errorf("%s: the other node went down too", kind)
		}
		if connection, err := f.dial(t, kind, amqp.Config{}); err != nil || connection.IsClosed() {
			t.Errorf("%s: a new connection does not reach the other node: %v", kind, err)
		}
	}
	if f.servers(t)["tcp/node2"].down || ended("tcp") {
		t.Error("the check that only connects saw the frozen node: the guide says that it does not")
	}
	if ended("kept") {
		t.Error("a session ended although on_marked_down_shutdown is off")
	}

	if err := l.Kill(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"tcp", "kept"} {
		acctest.Await(t, "the session on the killed node to end, by the check "+kind, func() bool { return ended(kind) })
	}
	f.awaitState(t, "tcp/node2", false)
	if err := l.Restart(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	for _, kind := range kinds {
		f.awaitState(t, kind+"/node2", true)
	}
}
