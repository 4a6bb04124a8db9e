package haproxy_test

import (
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// TestAccWhoIsServed: servers out of use get no connections, and strangers none at all.
func TestAccWhoIsServed(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	if len(broker.Lab.Nodes) < 2 {
		t.Skip("with one node there is none to be out of use")
	}
	first := func(change func(*loadbalancer.Server)) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) { change(&l.Servers[0]) }
	}
	from := func(sources ...string) func(*haproxy.Listener) {
		return func(l *haproxy.Listener) { l.AllowedSources = sources }
	}
	f := serve(t, broker.Lab,
		listener(broker.Lab, "drained", first(func(s *loadbalancer.Server) { s.Drained = true })),
		listener(broker.Lab, "disabled", first(func(s *loadbalancer.Server) { s.Disabled = true })),
		listener(broker.Lab, "backup", first(func(s *loadbalancer.Server) { s.Backup = true })),
		listener(broker.Lab, "friends", from("192.0.2.0/24", "127.0.0.0/8")),
		listener(broker.Lab, "strangers", from("192.0.2.0/24", "2001:db8::/32")),
	)
	for _, name := range []string{"drained", "disabled", "backup", "friends"} {
		f.awaitState(t, name+"/node2", true)
		for range 2 * len(broker.Lab.Nodes) {
			if _, err := f.dial(t, name, amqp.Config{}); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
	servers := f.servers(t)
	for _, name := range []string{"drained", "disabled", "backup"} {
		if got := servers[name+"/node1"].sessions; got > 0 {
			t.Errorf("%d connections on a server that is %s", got, name)
		}
	}
	if got := servers["friends/node1"].sessions; got == 0 {
		t.Error("a server in use got no connection")
	}
	if _, err := f.dial(t, "strangers", amqp.Config{}); err == nil {
		t.Error("a connection from elsewhere was let in")
	}
}
