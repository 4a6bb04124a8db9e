package failover

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// Scene is a cluster on which Terraform has declared what the suite needs, with HAProxy in front.
type Scene struct {
	Lab     *lab.Lab
	Work    *workspace.Workspace
	Address string // of HAProxy
}

// The names that the configuration gives.
const (
	vhost       = "failover"
	Replicated  = "replicated"
	Stored      = "replicated.stored"
	Unconfirmed = "replicated.unconfirmed"
	Alone       = "alone"
)

// Prepare applies the configuration to a lab, by the provider of the checkout at root, and starts HAProxy as it was
// rendered. Mirroring takes a mirrored classic queue for the replicated one, before RabbitMQ 4.0.
func Prepare(ctx context.Context, l *lab.Lab, root, dir string, mirroring bool) (*Scene, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	_, port, _ := strings.Cut(address, ":")
	work, err := workspace.New(ctx, root, dir)
	if err != nil {
		return nil, err
	}
	work.Environment = append(work.Environment, l.Environment()...)
	work.Environment = append(work.Environment, "TF_VAR_haproxy_port="+port, fmt.Sprintf("TF_VAR_mirroring=%t", mirroring))
	if _, err := work.Load(filepath.Join(root, "internal", "failover", "configuration"), nil); err != nil {
		return nil, err
	}
	if err := work.Apply(ctx); err != nil {
		return nil, err
	}
	config, err := work.Terraform(ctx, "output", "-raw", "haproxy_config")
	if err != nil {
		return nil, err
	}
	return &Scene{Lab: l, Work: work, Address: address}, l.HAProxy(ctx, config)
}

// Traffic is what goes to a queue through HAProxy.
func (s *Scene) Traffic(queue string) *Traffic {
	return &Traffic{
		Address: s.Address, Vhost: vhost, Queue: queue, Username: s.Lab.Username, Password: s.Lab.Password, Rate: 200,
	}
}

// NodeOf is the number, from 0, of the node that has the leader of a queue, or its only copy.
func (s *Scene) NodeOf(ctx context.Context, queue string) (int, error) {
	var found struct{ Node, Leader string }
	if err := s.get(ctx, "/api/queues/"+vhost+"/"+queue, &found); err != nil {
		return 0, err
	}
	return s.number(cmp.Or(found.Leader, found.Node))
}

// PublishedThrough is the number, from 0, of the node to which HAProxy has connected a publisher. The broker tells of a
// connection some seconds after it was made.
func (s *Scene) PublishedThrough(ctx context.Context, t *Traffic) (int, error) {
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

func (s *Scene) number(node string) (int, error) {
	at := slices.IndexFunc(s.Lab.Nodes, func(n *lab.Node) bool { return n.Name == node })
	if at < 0 {
		return 0, fmt.Errorf("%q is no node of the lab", node)
	}
	return at, nil
}

// get asks the first node that answers.
func (s *Scene) get(ctx context.Context, path string, into any) (err error) {
	for _, endpoint := range s.Lab.Endpoints() {
		var req *http.Request
		if req, err = http.NewRequestWithContext(ctx, http.MethodGet, endpoint+path, nil); err != nil {
			return err
		}
		req.SetBasicAuth(s.Lab.Username, s.Lab.Password)
		var resp *http.Response
		if resp, err = http.DefaultClient.Do(req); err != nil {
			continue
		}
		err = json.NewDecoder(resp.Body).Decode(into)
		_ = resp.Body.Close()
		if err == nil {
			return nil
		}
	}
	return fmt.Errorf("GET %s: %w", path, err)
}
