package haproxy_test

import (
	"maps"
	"slices"
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

// TestAccSpread holds the reason for leastconn: both algorithms spread connections evenly at first, and when a node
// has lost its own, only leastconn gives it new ones before the others.
func TestAccSpread(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	nodes := len(broker.Lab.Nodes)
	if nodes < 2 {
		t.Skip("one node alone shows no spread")
	}
	for balance, again := range map[string]int{"leastconn": nodes, "roundrobin": 1} {
		t.Run(balance, func(t *testing.T) {
			f := serve(t, broker.Lab, listener(broker.Lab, "amqp", func(l *haproxy.Listener) { l.Balance = balance }))
			for name := range f.servers(t) {
				f.awaitState(t, name, true)
			}
			connections := map[string][]*amqp.Connection{}
			connect := func() {
				before := f.servers(t)
				connection, err := f.dial(t, "amqp", amqp.Config{})
				if err != nil {
					t.Fatal(err)
				}
				for name, s := range f.servers(t) {
					if s.sessions > before[name].sessions {
						connections[name] = append(connections[name], connection)
					}
				}
			}
			for range 2 * nodes {
				connect()
			}
			for _, name := range slices.Sorted(maps.Keys(f.servers(t))) {
				if got := len(connections[name]); got != 2 {
					t.Errorf("%s got %d of %d connections", name, got, 2*nodes)
				}
			}
			const emptied = "amqp/node1"
			for _, connection := range connections[emptied] {
				_ = connection.Close()
			}
			acctest.Await(t, "the sessions to end", func() bool { return f.servers(t)[emptied].sessions == 0 })
			connections[emptied] = nil
			for range nodes {
				connect()
			}
			// Two go to the emptied node until it has as many as the others; with three nodes the third goes anywhere.
			if got := len(connections[emptied]); balance == "leastconn" && got < min(2, again) || balance == "roundrobin" && got != again {
				t.Errorf("the emptied node got %d of %d new connections", got, nodes)
			}
		})
	}
}
