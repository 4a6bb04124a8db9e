package availability

import (
	"slices"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// scene is a cluster with queues, healthy until a test changes it.
type scene struct {
	cluster Cluster
	queues  []Queue
}

// version returns what a broker of a version can do.
func version(t *testing.T, text string) capability.Broker {
	t.Helper()
	v, err := capability.ParseVersion(text)
	if err != nil {
		t.Fatal(err)
	}
	return capability.Of(v)
}

// healthy is a cluster of n nodes, r1 and so on, of one version.
func healthy(t *testing.T, text string, n int) *scene {
	t.Helper()
	broker := version(t, text)
	s := &scene{cluster: Cluster{Broker: broker, Khepri: !broker.RAMNodes}}
	for i := range n {
		s.cluster.Nodes = append(s.cluster.Nodes, Node{Name: "r" + string(rune('1'+i)), Running: true, Version: text})
	}
	return s
}

// down takes nodes down.
func (s *scene) down(names ...string) *scene {
	for i := range s.cluster.Nodes {
		if node := &s.cluster.Nodes[i]; slices.Contains(names, node.Name) {
			node.Running, node.Version = false, ""
		}
	}
	return s
}

// drained puts nodes into maintenance mode.
func drained(s *scene, names ...string) *scene {
	for i := range s.cluster.Nodes {
		if slices.Contains(names, s.cluster.Nodes[i].Name) {
			s.cluster.Nodes[i].Drained = true
		}
	}
	return s
}

// node changes the node r1.
func (s *scene) node(change func(*Node)) *scene {
	change(&s.cluster.Nodes[0])
	return s
}

// change changes the cluster.
func (s *scene) change(change func(*Cluster)) *scene {
	change(&s.cluster)
	return s
}

// raft adds a queue with these members, all of them online but those whose node is down.
func (s *scene) raft(kind topology.QueueType, members ...string) *scene {
	return s.queue(Queue{Type: kind, Durable: true, Members: members, Online: both(members, s.cluster.running())})
}

// queue adds a queue, led by its first member where nothing is said.
func (s *scene) queue(q Queue) *scene {
	q.Vhost, q.Name.Name = "/", "q"+string(rune('1'+len(s.queues)))
	if q.Leader == "" && len(q.Members) > 0 {
		q.Leader = q.Members[0]
	}
	s.queues = append(s.queues, q)
	return s
}

// mirrored adds a mirrored queue with a complete copy on all its nodes, changed at will, and the policy "ha" that mirrors it.
func (s *scene) mirrored(definition map[string]any, change func(*Queue)) *scene {
	q := Queue{
		Type: topology.Classic, Durable: true, State: "running", Members: []string{"r1", "r2", "r3"}, Online: []string{"r1", "r2", "r3"},
		Synchronised: []string{"r1", "r2", "r3"},
	}
	s.policies(topology.Policy{Name: "ha", Definition: definition})
	if change != nil {
		change(&q)
	}
	return s.queue(q)
}

// classic adds a queue with one copy on r1.
func (s *scene) classic(change func(*Queue)) *scene {
	q := Queue{Type: topology.Classic, Durable: true, Members: []string{"r1"}, Online: []string{"r1"}, Leader: "r1"}
	if change != nil {
		change(&q)
	}
	return s.queue(q)
}

// policies gives the virtual host of the queues its policies.
func (s *scene) policies(policies ...topology.Policy) *scene {
	for i := range policies {
		policies[i].ApplyTo = "queues"
	}
	s.cluster.Policies = map[string][]topology.Policy{"/": policies}
	return s
}

func (s *scene) audit(ignored ...Code) Report {
	return Audit(s.cluster, slices.Values(s.queues), ignored...)
}

// automatic is a definition that mirrors a queue on all nodes and synchronises the mirrors, and more keys and values.
func automatic(more ...any) map[string]any {
	out := map[string]any{"ha-mode": "all", "ha-sync-mode": "automatic"}
	for i := 0; i+1 < len(more); i += 2 {
		if key, ok := more[i].(string); ok {
			out[key] = more[i+1]
		}
	}
	return out
}
