package tfkit

import (
	"context"
	"errors"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// ErrNoBroker says that the provider's configuration names no broker, or not yet.
var ErrNoBroker = errors.New("the provider does not know its broker")

// Cluster is what the provider hands to every resource and data source. It is safe for concurrent use.
type Cluster struct {
	client *management.Client
	// reason says why there is no client; later, that there may be one at apply.
	reason  string
	later   bool
	members Members
	adopts  bool
	// storedAsSent has the likeness of objects that the broker was found to store as they were sent.
	storedAsSent sync.Map

	broker func(context.Context) (capability.Broker, error)
	id     func(context.Context) (string, error)
}

// NewCluster returns the handle of a configured provider.
func NewCluster(client *management.Client) *Cluster {
	return &Cluster{
		client: client,
		broker: remember(func(ctx context.Context) (capability.Broker, error) {
			overview, err := client.Overview(ctx)
			if err != nil {
				return capability.Broker{}, err
			}
			version, err := capability.ParseVersion(overview.RabbitMQVersion)
			return capability.Of(version), err
		}),
		id: remember(client.ClusterID),
	}
}

// NoCluster returns the handle of a provider that has no broker, and why: some data sources need none at all.
func NoCluster(reason string) *Cluster { return &Cluster{reason: reason} }

// UnknownCluster returns the handle of a provider that does not know its broker yet, and why: configurations are often planned
// before the broker's address is known.
func UnknownCluster(reason string) *Cluster { return &Cluster{reason: reason, later: true} }

// Management returns the client of the management API, or adds an error and returns nil where there is none.
func (c *Cluster) Management(diags *diag.Diagnostics) *management.Client {
	if c == nil || c.client == nil {
		reason := "The provider was not configured. This is a fault of the provider: please report it."
		if c != nil {
			reason = c.reason
		}
		diags.AddError("No RabbitMQ broker to talk to", reason)
		return nil
	}
	return c.client
}

// Broker tells what the broker can do, by its version, which is asked for once. It returns ErrNoBroker where the
// provider has none.
func (c *Cluster) Broker(ctx context.Context) (capability.Broker, error) {
	if c == nil || c.client == nil {
		return capability.Broker{}, ErrNoBroker
	}
	return c.broker(ctx)
}

// remember calls read until it succeeds once, and then always gives that answer. A failure is not remembered: the
// broker may be back for the next object.
func remember[T any](read func(context.Context) (T, error)) func(context.Context) (T, error) {
	var (
		mu    sync.Mutex
		known bool
		value T
	)
	return func(ctx context.Context) (T, error) {
		mu.Lock()
		defer mu.Unlock()
		if known {
			return value, nil
		}
		got, err := read(ctx)
		if err == nil {
			known, value = true, got
		}
		return got, err
	}
}

// DataSource is embedded in every data source that asks the broker.
type DataSource struct {
	Cluster *Cluster
}

// Configure implements datasource.DataSourceWithConfigure.
func (d *DataSource) Configure(_ context.Context, req datasource.ConfigureRequest, resp *datasource.ConfigureResponse) {
	d.Cluster = clusterOf(req.ProviderData, &resp.Diagnostics)
}

// Action is embedded in every action. It takes the handle from the provider.
type Action struct {
	Cluster *Cluster
}

// Configure implements action.ActionWithConfigure.
func (a *Action) Configure(_ context.Context, req action.ConfigureRequest, resp *action.ConfigureResponse) {
	a.Cluster = clusterOf(req.ProviderData, &resp.Diagnostics)
}

// clusterOf is given nil when Terraform validates, before the provider is configured.
func clusterOf(data any, diags *diag.Diagnostics) *Cluster {
	if data == nil {
		return nil
	}
	cluster, ok := data.(*Cluster)
	if !ok {
		diags.AddError("Unexpected provider data",
			"The provider published something else than its cluster handle. This is a fault of the provider: please report it.")
	}
	return cluster
}
