package actions

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// nodeModel is the configuration of an action on one node.
type nodeModel struct {
	Node types.String `tfsdk:"node"`
}

const needsErlang = " It needs the block `erlang` of the provider."

func drainNode() action.Action {
	return &invoked[nodeModel]{
		name: "drain_node",
		about: "Puts a node into maintenance mode, as before an upgrade: it closes its listeners and client connections and hands its " +
			"leaders to other nodes; it stays a member. Clients have to connect to another node, which a balancer in front sees to. " +
			"Without actions, `rabbitmqha_cluster_member` drains a node that it makes leave, and for an " +
			"upgrade `rabbitmq-upgrade drain` does it on the node." + needsErlang,
		attributes: map[string]schema.Attribute{"node": required("Name of the node, such as `rabbit@rabbit1`.")},
		run: onNode("drain", func(ctx context.Context, members *membership.Cluster, node string) error {
			return members.Drain(ctx, node)
		}),
	}
}

func reviveNode() action.Action {
	return &invoked[nodeModel]{
		name: "revive_node",
		about: "Ends the maintenance mode of a node: it listens again. Leaders come back to it by `rabbitmqha_rebalance_queues`. " +
			"Without actions, `rabbitmq-upgrade revive` does it on the node, and so does a restart." + needsErlang,
		attributes: map[string]schema.Attribute{"node": required("Name of the node, such as `rabbit@rabbit1`.")},
		run: onNode("revive", func(ctx context.Context, members *membership.Cluster, node string) error {
			return members.Revive(ctx, node)
		}),
	}
}

// onNode runs what is done to one node.
func onNode(verb string, do func(context.Context, *membership.Cluster, string) error) func(context.Context, task[nodeModel]) {
	return func(ctx context.Context, t task[nodeModel]) {
		members := t.cluster.Members(t.diags)
		if members == nil {
			return
		}
		node := t.config.Node.ValueString()
		t.tell("%s %s ...", verb, node)
		if err := do(ctx, members, node); err != nil {
			tfkit.AddMembershipError(t.diags, fmt.Sprintf("Could not %s %s", verb, node), err)
		}
	}
}
