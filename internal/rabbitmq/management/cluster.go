package management

import (
	"context"
	"errors"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Overview is what any user with a management tag may know of the broker.
type Overview struct {
	RabbitMQVersion string `json:"rabbitmq_version"`
	ErlangVersion   string `json:"erlang_version"`
	ClusterName     string `json:"cluster_name"`
	Node            string `json:"node"`
	// Listeners is filled by OverviewWithListeners alone.
	Listeners []Listener `json:"listeners"`
}

// Listener is a port on which a running node accepts connections.
type Listener struct {
	Node string `json:"node"`
	// Protocol is the broker's word: "amqp", "amqp/ssl", "http", "https", "clustering", "mqtt", "stream", ...
	Protocol  string `json:"protocol"`
	IPAddress string `json:"ip_address"`
	Port      int64  `json:"port"`
}

// Node is a member of the cluster.
type Node struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Running bool   `json:"running"`
	// BeingDrained is nil before 3.13, where the API does not say.
	BeingDrained *bool    `json:"being_drained"`
	Partitions   []string `json:"partitions"`
	MemoryAlarm  bool     `json:"mem_alarm"`
	DiskAlarm    bool     `json:"disk_free_alarm"`
	// RabbitMQVersion is empty where the broker does not answer it; Version looks further.
	RabbitMQVersion string        `json:"rabbitmq_version"`
	Applications    []Application `json:"applications"`
}

// Application is a part of what runs on a node; the broker itself is the one called "rabbit".
type Application struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Version is the version of RabbitMQ on a running node; empty while the node is down.
func (n Node) Version() string {
	for _, application := range n.Applications {
		if n.RabbitMQVersion == "" && application.Name == "rabbit" {
			return application.Version
		}
	}
	return n.RabbitMQVersion
}

// Overview reads version, name and listeners of the cluster.
func (c *Client) Overview(ctx context.Context) (*Overview, error) {
	// Object totals and rates would make the broker ask every node; nobody here reads them.
	overview, err := get[Overview](ctx, c, apiPath("overview")+"?disable_stats=true")
	if err != nil {
		return nil, err
	}
	return &overview, nil
}

// OverviewWithListeners reads the listeners, too. The broker answers them only together with its statistics, and only to
// users with the monitoring tag.
func (c *Client) OverviewWithListeners(ctx context.Context) (*Overview, error) {
	const columns = "rabbitmq_version,erlang_version,cluster_name,node,listeners"
	overview, err := get[Overview](ctx, c, apiPath("overview")+"?columns="+columns)
	if err != nil {
		return nil, err
	}
	return &overview, nil
}

// Nodes reads the members of the cluster as the answering node sees them. It needs the monitoring tag.
func (c *Client) Nodes(ctx context.Context) ([]Node, error) {
	return get[[]Node](ctx, c, apiPath("nodes"))
}

// ClusterID reads the identifier that RabbitMQ gives a cluster once (rabbit_nodes:seed_internal_cluster_id, 3.8 and
// newer). Unlike the cluster's name nobody renames it. It is empty where the user may not read global parameters,
// which takes the policymaker tag.
func (c *Client) ClusterID(ctx context.Context) (string, error) {
	type globalParameter struct {
		Value string `json:"value"`
	}
	parameter, err := get[globalParameter](ctx, c, clusterIDPath)
	if errors.Is(err, httpapi.ErrNotFound) || errors.Is(err, ErrEmptyView) || errors.Is(err, httpapi.ErrUnauthorized) || errors.Is(err, httpapi.ErrAccessRefused) {
		return "", nil
	}
	return parameter.Value, err
}
