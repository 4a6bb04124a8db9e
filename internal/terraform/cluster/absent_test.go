package cluster

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// server is what a load balancer makes of a node. A missing address or port is one that is not known.
type server struct {
	Name             string
	Address          *string
	Ports            map[string]int64
	AMQP, Management *int64
}

func servers(m model) (out []server) {
	for _, node := range m.Nodes {
		out = append(out, server{node.Name, node.Address, node.Ports, node.AMQPPort, node.ManagementPort})
	}
	return out
}

// cluster is one whose nodes listen on addresses and ports of their own or of all.
type cluster struct {
	names   []string
	address func(i int) string
	port    func(i int) int64
}

func (c cluster) given() (out []givenNode) {
	for i, name := range c.names {
		at := c.address(i)
		out = append(out, givenNode{Name: name, Address: &at, Ports: map[string]int64{"amqp": c.port(i), "management": c.port(i) + 10000}})
	}
	return out
}

// portsOf leaves the addresses out.
func portsOf(given []givenNode) []givenNode {
	for i := range given {
		given[i].Address = nil
	}
	return given
}

// without describes it while nodes are away.
func (c cluster) without(given []givenNode, away ...string) model {
	var overview management.Overview
	var nodes []management.Node
	for i, name := range c.names {
		running := !slices.Contains(away, name)
		nodes = append(nodes, management.Node{Name: name, Running: running})
		if running {
			overview.Listeners = append(overview.Listeners,
				management.Listener{Node: name, Protocol: "amqp", IPAddress: c.address(i), Port: c.port(i)},
				management.Listener{Node: name, Protocol: "http", IPAddress: c.address(i), Port: c.port(i) + 10000})
		}
	}
	return describe(&overview, nodes, nil, given)
}

// Whatever nodes are away, a load balancer's servers are the same, or it is said that they cannot be known and the address or
// the ports are missing.
func TestServersStayWhileNodesAreAway(t *testing.T) {
	t.Parallel()
	three, two, machine := []string{"rabbit@r1", "rabbit@r2", "rabbit@r3"}, []string{"rabbit@r1", "rabbit@r2"}, []string{"a@here", "b@here", "c@here"}
	everywhere, loopback := func(int) string { return "::" }, func(int) string { return "127.0.0.1" }
	same, ownPort := func(int) int64 { return 5672 }, func(i int) int64 { return 5672 + int64(i) }
	ownAddress := func(i int) string { return "10.0.0." + string(rune('1'+i)) }
	for name, test := range map[string]struct {
		cluster cluster
		given   []givenNode
		unknown bool
	}{
		"the usual ports":                  {cluster{three, everywhere, same}, nil, false},
		"the usual ports, two nodes":       {cluster{two, everywhere, same}, nil, false},
		"one machine, one port each":       {cluster{three, loopback, ownPort}, nil, true},
		"one machine by its name":          {cluster{machine, everywhere, ownPort}, nil, true},
		"one machine, and they are given":  {cluster{three, loopback, ownPort}, cluster{three, loopback, ownPort}.given(), false},
		"an address each":                  {cluster{three, ownAddress, same}, nil, true},
		"an address each, two nodes":       {cluster{two, ownAddress, same}, nil, true},
		"an address each, ports given":     {cluster{three, ownAddress, same}, portsOf(cluster{three, ownAddress, same}.given()), true},
		"an address each, given":           {cluster{three, ownAddress, same}, cluster{three, ownAddress, same}.given(), false},
		"other addresses and ports, given": {cluster{three, everywhere, same}, cluster{three, ownAddress, ownPort}.given(), false},
	} {
		before := test.cluster.without(test.given)
		if unknown := before.unknown(); len(unknown) > 0 {
			t.Errorf("%s: with all nodes up %v are not known", name, unknown)
		}
		names := test.cluster.names
		for i := range names {
			for _, away := range [][]string{names[i : i+1], slices.Delete(slices.Clone(names), i, i+1)} {
				now := test.cluster.without(test.given, away...)
				if unknown := slices.Equal(now.unknown(), away); unknown != test.unknown {
					t.Errorf("%s, %s away: unknown %v", name, away, now.unknown())
				}
				stays(t, name, servers(before), servers(now), now.unknown())
			}
		}
	}
}

// stays compares servers: one that is not known lacks its address or its ports, and has nothing that is not so.
func stays(t *testing.T, name string, before, now []server, unknown []string) {
	t.Helper()
	for i, server := range now {
		was := before[i]
		if slices.Contains(unknown, server.Name) {
			if server.Address != nil && server.AMQP != nil {
				t.Errorf("%s: %s is not known, and at %s:%d", name, server.Name, *server.Address, *server.AMQP)
			}
			if server.Address == nil {
				was.Address = nil
			}
			was.Ports = server.Ports
			if server.AMQP == nil {
				was.AMQP, was.Management = nil, nil
			}
		}
		if diff := cmp.Diff(was, server); diff != "" {
			t.Errorf("%s: %s\n%s", name, server.Name, diff)
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
