package failover

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// waitLimit bounds every wait; it says nothing about how long things take.
const waitLimit = 2 * time.Minute

// steady is for how many looks a cluster has to be healthy: a node that was frozen answers before it notices that the others
// gave it up, and figures of queues are a second old.
const steady = 5

// stuck is for how many looks a node may stay parted from the others before it is restarted: most find out by themselves.
const stuck = 20

// AwaitHealthy returns when nothing is left of a fault: every node runs and says so of all others, each replicated queue has
// a copy in step on every node, and HAProxy gives connections to all of them.
//
// A node that was frozen may go on without noticing that the others gave it up, also with pause_minority: when it is told
// that one of them went, the other is connected again. RabbitMQ's guide on partitions says so. Then this does what the
// guide asks of an operator, restarts RabbitMQ on the node that was struck, and notes it.
func (s *Environment) AwaitHealthy(ctx context.Context, struck int) error {
	looks := 0
	return await(ctx, "the cluster to be healthy again", waitLimit, steady, func(ctx context.Context) error {
		if !s.parted(ctx, struck) {
			looks = 0
		} else if looks++; looks == stuck {
			s.Restarted = append(s.Restarted, s.Lab.Nodes[struck].Name)
			if err := errors.Join(s.Lab.StopApp(ctx, struck), s.Lab.StartApp(ctx, struck)); err != nil {
				return err
			}
		}
		return errors.Join(s.agreed(ctx), s.inStep(ctx), s.balanced(ctx))
	})
}

// parted is whether a node runs and says itself that it was parted from others.
func (s *Environment) parted(ctx context.Context, node int) bool {
	var members []member
	if err := s.ask(ctx, s.Lab.Nodes[node].Endpoint()+"/api/nodes", &members); err != nil {
		return false
	}
	return slices.ContainsFunc(members, func(m member) bool {
		return m.Name == s.Lab.Nodes[node].Name && m.Running && len(m.Partitions) > 0
	})
}

type member struct {
	Name       string
	Running    bool
	Partitions []string
}

// agreed is nil when every node says that all run and are joined.
func (s *Environment) agreed(ctx context.Context) error {
	for i, endpoint := range s.Lab.Endpoints() {
		var members []member
		if err := s.ask(ctx, endpoint+"/api/nodes", &members); err != nil {
			return err
		}
		for _, m := range members {
			if !m.Running || len(m.Partitions) > 0 {
				return fmt.Errorf("%s says of %s: running %t, partitions %q", s.Lab.Nodes[i].Name, m.Name, m.Running, m.Partitions)
			}
		}
		if len(members) != len(s.Lab.Nodes) {
			return fmt.Errorf("%s knows %d nodes", s.Lab.Nodes[i].Name, len(members))
		}
	}
	return nil
}

type queue struct {
	Name, Type string
	Online     []string // of a quorum queue
	Mirrors    []string `json:"synchronised_slave_nodes"`
}

// copies counts the nodes that hold all of a queue's messages.
func (q queue) copies() int {
	if q.Type == "quorum" {
		return len(q.Online)
	}
	return 1 + len(q.Mirrors)
}

// inStep is nil when each replicated queue has a full copy on every node.
func (s *Environment) inStep(ctx context.Context) error {
	var queues []queue
	if err := s.get(ctx, "/api/queues/"+vhost, &queues); err != nil {
		return err
	}
	for _, name := range []string{Replicated, Stored, Unconfirmed} {
		at := slices.IndexFunc(queues, func(q queue) bool { return q.Name == name })
		if at < 0 {
			return fmt.Errorf("there is no queue %q", name)
		}
		if got := queues[at].copies(); got != len(s.Lab.Nodes) {
			return fmt.Errorf("queue %q has %d full copies", name, got)
		}
	}
	return nil
}

// balanced is nil when HAProxy gives connections to all nodes.
func (s *Environment) balanced(ctx context.Context) error {
	servers, err := s.servers(ctx)
	if err != nil {
		return err
	}
	for _, node := range s.Lab.Nodes {
		if status := servers[serverName(node)]; status != up {
			return fmt.Errorf("HAProxy finds %s %q", serverName(node), status)
		}
	}
	return nil
}

// awaitNoticed returns when HAProxy gives a node no more connections, and another node does not count on it.
func (s *Environment) awaitNoticed(ctx context.Context, node int) error {
	gone := s.Lab.Nodes[node]
	return await(ctx, "others to notice that "+gone.Name+" does not answer", waitLimit, 1, func(ctx context.Context) error {
		servers, err := s.servers(ctx)
		if err != nil {
			return err
		}
		if servers[serverName(gone)] == up {
			return errors.New("HAProxy finds it up")
		}
		var members []member
		other := s.Lab.Nodes[(node+1)%len(s.Lab.Nodes)]
		if err := s.ask(ctx, other.Endpoint()+"/api/nodes", &members); err != nil {
			return err
		}
		if slices.ContainsFunc(members, func(m member) bool { return m.Name == gone.Name && m.Running }) {
			return fmt.Errorf("%s says that it runs", other.Name)
		}
		return nil
	})
}
