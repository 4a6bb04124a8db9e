package cluster

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// server is what a load balancer makes of a node.
type server struct {
	Name, Address    string
	Ports            map[string]int64
	AMQP, Management int64
}

func servers(m model) (out []server) {
	value := func(port *int64) int64 {
		if port == nil {
			return 0
		}
		return *port
	}
	for _, node := range m.Nodes {
		out = append(out, server{node.Name, node.Address, node.Ports, value(node.AMQPPort), value(node.ManagementPort)})
	}
	return out
}

// Whatever node is away, a load balancer's servers are the same, or it is said that they cannot be known.
func TestServersStayWhileANodeIsAway(t *testing.T) {
	t.Parallel()
	names := []string{"rabbit@r1", "rabbit@r2", "rabbit@r3"}
	listen := func(address func(i int) string, port func(i int) int64) []management.Listener {
		var out []management.Listener
		for i, name := range names {
			out = append(out, management.Listener{Node: name, Protocol: "amqp", IPAddress: address(i), Port: port(i)},
				management.Listener{Node: name, Protocol: "http", IPAddress: address(i), Port: port(i) + 10000})
		}
		return out
	}
	everywhere, same := func(int) string { return "::" }, func(int) int64 { return 5672 }
	ownAddress, ownPort := func(i int) string { return "10.0.0." + string(rune('1'+i)) }, func(i int) int64 { return 5672 + int64(i) }
	given := func(address func(i int) string, port func(i int) int64) (out []givenNode) {
		for i, name := range names {
			at := address(i)
			out = append(out, givenNode{Name: name, Address: &at, Ports: map[string]int64{"amqp": port(i), "management": port(i) + 10000}})
		}
		return out
	}
	for name, test := range map[string]struct {
		listeners []management.Listener
		given     []givenNode
		unknown   bool
	}{
		"the usual ports":                  {listen(everywhere, same), nil, false},
		"one machine, one port each":       {listen(func(int) string { return "127.0.0.1" }, ownPort), nil, true},
		"one machine, and they are given":  {listen(func(int) string { return "127.0.0.1" }, ownPort), given(func(int) string { return "127.0.0.1" }, ownPort), false},
		"an address each":                  {listen(ownAddress, same), nil, true},
		"an address each, given":           {listen(ownAddress, same), given(ownAddress, same), false},
		"other addresses and ports, given": {listen(everywhere, same), given(ownAddress, ownPort), false},
	} {
		overview := func(up ...string) *management.Overview {
			return &management.Overview{Listeners: slices.DeleteFunc(slices.Clone(test.listeners), func(l management.Listener) bool {
				return !slices.Contains(up, l.Node)
			})}
		}
		nodes := func(up ...string) (out []management.Node) {
			for _, name := range names {
				out = append(out, management.Node{Name: name, Running: slices.Contains(up, name)})
			}
			return out
		}
		before := describe(overview(names...), nodes(names...), nil, test.given)
		if unknown := before.unknown(); len(unknown) > 0 {
			t.Errorf("%s: with all nodes up %v are not known", name, unknown)
		}
		for _, away := range names {
			up := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == away })
			now := describe(overview(up...), nodes(up...), nil, test.given)
			changed := cmp.Diff(servers(before), servers(now))
			if unknown := slices.Equal(now.unknown(), []string{away}); unknown != test.unknown || unknown != (changed != "") {
				t.Errorf("%s, %s away: unknown %v\n%s", name, away, now.unknown(), changed)
			}
		}
	}
}

func TestVhostWarnings(t *testing.T) {
	t.Parallel()
	got := vhostWarnings([]management.VhostStatus{
		{Vhost: management.Vhost{Name: "b"}, NodeStates: known.Of(map[string]string{"r3": "stopped", "r1": "stopped", "r2": "running"})},
		{Vhost: management.Vhost{Name: "a"}, NodeStates: known.Of(map[string]string{"r1": "running", "r2": "nodedown"})},
	})
	want := []string{`The virtual host "b" does not run on r1, r3: clients are refused there.`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
