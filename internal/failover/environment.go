package failover

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// Environment is a cluster on which Terraform has declared what the suite needs, with HAProxy in front.
type Environment struct {
	Lab     *lab.Lab
	Work    *workspace.Workspace
	Address string // of HAProxy
	// Restarted are the nodes that did not join the others again by themselves after a fault: see [Environment.AwaitHealthy].
	Restarted []string

	statistics string       // base URL of HAProxy's statistics
	haproxy    *lab.HAProxy // nil where the lab runs it
}

// The names that the configuration gives.
const (
	vhost       = "failover"
	listener    = "rabbitmq"
	Replicated  = "replicated"
	Stored      = "replicated.stored"
	Unconfirmed = "replicated.unconfirmed"
	Alone       = "alone"
)

// Prepare applies the configuration to a lab, by the provider of the checkout at root, and starts HAProxy as it was
// rendered. Mirroring takes a mirrored classic queue for the replicated one, before RabbitMQ 4.0.
func Prepare(ctx context.Context, l *lab.Lab, root, dir string, mirroring bool) (*Environment, error) {
	ports, err := lab.FreePorts(2)
	if err != nil {
		return nil, err
	}
	local := func(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
	s := &Environment{Lab: l, Address: local(ports[0]), statistics: "http://" + local(ports[1])}
	if s.Work, err = workspace.New(ctx, root, dir); err != nil {
		return nil, err
	}
	outside, err := json.Marshal(s.outside())
	if err != nil {
		return nil, err
	}
	s.Work.Environment = append(s.Work.Environment, l.Environment()...)
	s.Work.Environment = append(s.Work.Environment, fmt.Sprintf("TF_VAR_haproxy_port=%d", ports[0]),
		fmt.Sprintf("TF_VAR_statistics_port=%d", ports[1]), fmt.Sprintf("TF_VAR_mirroring=%t", mirroring), "TF_VAR_outside="+string(outside))
	if _, err := s.Work.Load(nil, filepath.Join(root, "internal", "failover", "configuration")); err != nil {
		return nil, err
	}
	if err := s.Work.Apply(ctx); err != nil {
		return nil, err
	}
	config, err := s.Work.Terraform(ctx, "output", "-raw", "haproxy_config")
	if err != nil {
		return nil, err
	}
	if !l.Network {
		return s, l.HAProxy(ctx, config)
	}
	s.haproxy, err = lab.StartHAProxy(ctx, dir, config)
	return s, err
}

// server is where HAProxy reaches a node.
type server struct {
	Address   string `json:"address"`
	Port      int    `json:"port"`
	CheckPort int    `json:"check_port"`
}

// outside is where nodes are reached that do not know it themselves: those with networks of their own.
func (s *Environment) outside() map[string]server {
	servers := map[string]server{}
	if s.Lab.Network {
		for _, node := range s.Lab.Nodes {
			servers[node.Name] = server{"127.0.0.1", node.AMQPPort, node.ManagementPort}
		}
	}
	return servers
}

// Close stops the HAProxy that does not end with the lab.
func (s *Environment) Close(ctx context.Context) error {
	if s.haproxy == nil {
		return nil
	}
	return s.haproxy.Stop(ctx)
}

// Traffic is what goes to a queue through HAProxy.
func (s *Environment) Traffic(queue string) *Traffic {
	return &Traffic{
		Address: s.Address, Vhost: vhost, Queue: queue, Username: s.Lab.Username, Password: s.Lab.Password, Rate: 200,
	}
}

// NodeOf is the number, from 0, of the node that has the leader of a queue, or its only copy.
func (s *Environment) NodeOf(ctx context.Context, queue string) (int, error) {
	var found struct{ Node, Leader string }
	if err := s.get(ctx, "/api/queues/"+vhost+"/"+queue, &found); err != nil {
		return 0, err
	}
	return s.number(cmp.Or(found.Leader, found.Node))
}

// PublishedThrough is the number, from 0, of the node to which HAProxy has connected a publisher. The broker tells of a
// connection some seconds after it was made.
func (s *Environment) PublishedThrough(ctx context.Context, t *Traffic) (int, error) {
	for {
		var found []struct {
			Node string
			Name string `json:"user_provided_name"`
		}
		if err := s.get(ctx, "/api/connections", &found); err != nil {
			return 0, err
		}
		for _, connection := range found {
			if connection.Name == t.publisher() {
				return s.number(connection.Node)
			}
		}
		select {
		case <-ctx.Done():
			return 0, fmt.Errorf("look for the connection %q: %w", t.publisher(), ctx.Err())
		case <-time.After(pause):
		}
	}
}

func (s *Environment) number(node string) (int, error) {
	at := slices.IndexFunc(s.Lab.Nodes, func(n *lab.Node) bool { return n.Name == node })
	if at < 0 {
		return 0, fmt.Errorf("%q is no node of the lab", node)
	}
	return at, nil
}
