package quorumreadiness

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/conversion"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// asking is one round of questions to the broker, each list with one request. What fails goes to diags.
type asking struct {
	client *management.Client
	// members is the way to the Erlang nodes; nil where the provider has none.
	members *membership.Cluster
	vhost   string // empty for all
	diags   *diag.Diagnostics
}

// all asks for everything that is judged, and returns the queues.
func (a asking) all(ctx context.Context, into *conversion.Cluster) []management.QueueStatus {
	nodes, err := a.client.Nodes(ctx)
	if err != nil {
		tfkit.AddNodesError(a.diags, err)
		return nil
	}
	into.Nodes = nodesOf(nodes)
	a.erlang(ctx, into)
	if into.Broker.QuorumQueueFlag {
		into.QuorumQueues = a.quorumQueues(ctx)
	}
	queues, err := tfkit.ReadMeasuredQueues(ctx, a.client, a.vhost, running(into.Nodes), isMeasured)
	if err != nil {
		tfkit.AddListError(a.diags, "queues", a.vhost, err)
		return nil
	}
	into.Policies = map[string]topology.Policies{}
	for vhost, policies := range tfkit.ReadPolicies(ctx, a.client, a.vhost, a.diags) {
		into.Policies[vhost] = topology.ReadPolicies(policies)
	}
	a.routing(ctx, into)
	a.clients(ctx, into)
	return queues
}

// quorumQueues reports whether the feature flag is enabled; unknown where the user may not see it.
func (a asking) quorumQueues(ctx context.Context) known.Value[bool] {
	flags, err := a.client.FeatureFlags(ctx)
	switch {
	case errors.Is(err, httpapi.ErrAccessRefused), errors.Is(err, httpapi.ErrUnauthorized):
		return known.Value[bool]{}
	case err != nil:
		tfkit.AddError(a.diags, "Could not read the feature flags", err)
		return known.Value[bool]{}
	}
	return known.Of(slices.ContainsFunc(flags, func(flag management.FeatureFlag) bool { return flag.Name == "quorum_queue" && flag.Enabled() }))
}

// erlang asks each node that runs for what every node answers.
func (a asking) erlang(ctx context.Context, into *conversion.Cluster) {
	if a.members == nil {
		return
	}
	into.Erlang = true
	names := running(into.Nodes)
	var asked sync.WaitGroup
	problems := make([]error, len(names))
	for i, name := range names {
		asked.Go(func() { _, problems[i] = a.members.ClusterName(ctx, name) })
	}
	asked.Wait()
	for i, problem := range problems {
		if problem != nil {
			tflog.Warn(ctx, "a node does not answer over Erlang's protocol", map[string]any{"node": names[i], "reason": problem.Error()})
			into.Unreachable = append(into.Unreachable, names[i])
		}
	}
}

// routing asks for exchanges and bindings, by which dead letters arrive.
func (a asking) routing(ctx context.Context, into *conversion.Cluster) {
	exchanges, err := a.client.Exchanges(ctx, a.vhost)
	if err != nil {
		tfkit.AddListError(a.diags, "exchanges", a.vhost, err)
	}
	into.Exchanges = exchangesOf(exchanges)
	bindings, err := a.client.BindingsIn(ctx, a.vhost)
	if err != nil {
		tfkit.AddListError(a.diags, "bindings", a.vhost, err)
	}
	into.Bindings = bindingsOf(bindings)
}

// clients asks for connections, channels and consumers.
func (a asking) clients(ctx context.Context, into *conversion.Cluster) {
	connections, err := a.client.Connections(ctx, a.vhost)
	if err != nil {
		tfkit.AddListError(a.diags, "connections", a.vhost, err)
	}
	channels, err := a.client.Channels(ctx, a.vhost)
	if err != nil {
		tfkit.AddListError(a.diags, "channels", a.vhost, err)
	}
	consumers, err := a.client.Consumers(ctx, a.vhost)
	if err != nil {
		tfkit.AddListError(a.diags, "consumers", a.vhost, err)
	}
	into.Connections, into.Channels, into.Consumers = connectionsOf(connections), channelsOf(channels), consumersOf(consumers)
}
