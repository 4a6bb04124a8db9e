package haaudit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// asking is one round of questions to the broker, each list with one request. What fails goes to diags.
type asking struct {
	client *management.Client
	// members is the way to the Erlang nodes; nil where the provider has none.
	members *membership.Cluster
	broker  capability.Broker
	vhost   string // empty for all
	diags   *diag.Diagnostics
}

// cluster asks for all but the queues.
func (a asking) cluster(ctx context.Context) availability.Cluster {
	out := availability.Cluster{Broker: a.broker}
	nodes, err := a.client.Nodes(ctx)
	if err != nil {
		tfkit.AddNodesError(a.diags, err)
		return out
	}
	out.Nodes = nodesOf(nodes)
	out.Vhosts = a.vhosts(ctx)
	// Khepri came with the same version as the list of deprecated features.
	if a.broker.DeprecatedFeatures {
		a.features(ctx, &out)
	}
	if a.broker.ClassicMirroring {
		out.Policies = tfkit.ReadPolicies(ctx, a.client, a.vhost, a.diags)
	}
	if !out.Khepri && !a.diags.HasError() {
		exchanges, err := a.client.Exchanges(ctx, a.vhost)
		if err != nil {
			tfkit.AddListError(a.diags, "exchanges", a.vhost, err)
		}
		out.TransientExchanges = transient(exchanges)
		out.Partitions = a.partitions(ctx, out.Nodes)
	}
	return out
}

// features asks for the metadata store and for what will go.
func (a asking) features(ctx context.Context, out *availability.Cluster) {
	flags, err := a.client.FeatureFlags(ctx)
	if err != nil {
		tfkit.AddError(a.diags, "Could not read the feature flags", err)
		return
	}
	for _, flag := range flags {
		if flag.Name == "khepri_db" {
			out.Khepri = flag.Enabled()
		}
	}
	used, err := a.client.DeprecatedFeaturesInUse(ctx)
	if err != nil {
		tfkit.AddError(a.diags, "Could not read which deprecated features are in use", err)
	}
	for _, feature := range used {
		out.Deprecated = append(out.Deprecated, feature.Name)
	}
}
