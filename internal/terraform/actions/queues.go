package actions

import (
	"cmp"
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const everything = "Regular expression of Erlang. Default: all."

type rebalanceModel struct {
	Node         types.String `tfsdk:"node"`
	QueueType    types.String `tfsdk:"queue_type"`
	VhostPattern types.String `tfsdk:"vhost_pattern"`
	QueuePattern types.String `tfsdk:"queue_pattern"`
}

func rebalanceQueues() action.Action {
	narrowed := []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("node"))}
	return &invoked[rebalanceModel]{
		name: "rebalance_queues",
		about: "Spreads the leaders of queues over the nodes of the cluster, as after a node came back. With no attribute it asks the " +
			"management API, for all queues; with `node` it asks that node by Erlang. It waits until the leaders are balanced or do not " +
			"move any more, for 30 minutes at most, and says how many each node has, which needs `endpoints`. Without actions, `rebalance` of " +
			"`rabbitmqha_cluster_member` does it.",
		attributes: map[string]schema.Attribute{
			"node": optional("Name of a member to ask, such as `rabbit@rabbit1`. It needs the block `erlang` of the provider."),
			"queue_type": schema.StringAttribute{
				Optional: true, MarkdownDescription: "`all` (the default), `quorum`, `stream`, or `classic` for mirrored ones. Needs `node`.",
				Validators: append(narrowed, stringvalidator.OneOf("all", "quorum", "stream", "classic")),
			},
			"vhost_pattern": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Virtual hosts. " + everything + " Needs `node`.", Validators: narrowed,
			},
			"queue_pattern": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Names of queues. " + everything + " Needs `node`.", Validators: narrowed,
			},
		},
		run: func(ctx context.Context, t task[rebalanceModel]) {
			const failed = "Could not rebalance the leaders of queues"
			if t.config.Node.IsNull() {
				client := t.cluster.Management(t.diags)
				if client == nil {
					return
				}
				err := client.RebalanceQueues(ctx)
				if err == nil {
					err = t.awaitBalance(ctx, client)
				}
				if err != nil {
					tfkit.AddError(t.diags, failed, err)
				}
				return
			}
			members := t.cluster.Members(t.diags)
			if members == nil {
				return
			}
			t.tell("rebalancing through %s ...", t.config.Node.ValueString())
			err := members.Rebalance(ctx, t.config.Node.ValueString(), cmp.Or(t.config.QueueType.ValueString(), "all"),
				t.config.VhostPattern.ValueString(), t.config.QueuePattern.ValueString())
			if err != nil {
				tfkit.AddMembershipError(t.diags, failed, err)
				return
			}
			if client := t.cluster.ManagementIfAny(); client != nil {
				if queues, err := client.QueueStatuses(ctx, ""); err == nil {
					t.tell("%s", leadersOf(queues))
				}
			}
		},
	}
}

type growModel struct {
	Node         types.String `tfsdk:"node"`
	Through      types.String `tfsdk:"through"`
	Strategy     types.String `tfsdk:"strategy"`
	VhostPattern types.String `tfsdk:"vhost_pattern"`
	QueuePattern types.String `tfsdk:"queue_pattern"`
	Streams      types.Bool   `tfsdk:"streams"`
}

func growQueues() action.Action {
	return &invoked[growModel]{
		name: "grow_queues",
		about: "Gives quorum queues a member on a node; those that have one there do not change. `rabbitmqha_cluster_member` does the " +
			"same for a node that joins. It says how many queues have a member there, before, meanwhile and afterwards." + needsErlang,
		attributes: map[string]schema.Attribute{
			"node":    required("Name of the node to grow onto, such as `rabbit@rabbit1`. It has to run."),
			"through": optional("Name of the member to ask. Default: `node` itself."),
			"strategy": schema.StringAttribute{
				Optional: true, MarkdownDescription: "`all` (the default), or `even`: only queues that have an even number of members.",
				Validators: []validator.String{stringvalidator.OneOf(string(membership.GrowAll), string(membership.GrowEven))},
			},
			"vhost_pattern": optional("Virtual hosts. " + everything),
			"queue_pattern": optional("Names of queues. " + everything),
			"streams": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether streams that the two patterns match get a replica there, too, as after `rabbitmqha_shrink_queues`, which " +
					"takes those off. For streams the patterns are those of Go (RE2). Default `false`. From RabbitMQ 3.9.",
			},
		},
		run: func(ctx context.Context, t task[growModel]) {
			members := t.cluster.Members(t.diags)
			if members == nil {
				return
			}
			node := t.config.Node.ValueString()
			through := cmp.Or(t.config.Through.ValueString(), node)
			t.tell("growing quorum queues onto %s ...", node)
			err := counting(ctx, t, members, through, node, func() error { return t.config.grow(ctx, members, through, node) })
			if err != nil {
				tfkit.AddMembershipError(t.diags, fmt.Sprintf("Could not grow queues onto %s", node), err)
			}
		},
	}
}

// grow adds what the configuration says.
func (m growModel) grow(ctx context.Context, members *membership.Cluster, through, node string) error {
	vhosts, queues := m.VhostPattern.ValueString(), m.QueuePattern.ValueString()
	err := members.Grow(ctx, through, node, membership.Grow{
		Strategy: membership.Strategy(m.Strategy.ValueString()), VhostPattern: vhosts, QueuePattern: queues,
	})
	if err != nil || !m.Streams.ValueBool() {
		return err
	}
	return members.GrowStreams(ctx, through, node, membership.StreamGrow{VhostPattern: vhosts, StreamPattern: queues})
}

type shrinkModel struct {
	Node    types.String `tfsdk:"node"`
	Through types.String `tfsdk:"through"`
}

func shrinkQueues() action.Action {
	return &invoked[shrinkModel]{
		name: "shrink_queues",
		about: "Takes the members of quorum queues and the replicas of streams off a node, which may be down. A queue whose only member is " +
			"there keeps it, and is an error. It says how many it took off. `rabbitmqha_grow_queues` gives members back, and with " +
			"`streams = true` replicas of streams, too. `rabbitmqha_cluster_member` does the same for a node that leaves." + needsErlang,
		attributes: map[string]schema.Attribute{
			"node":    required("Name of the node to take them off, such as `rabbit@rabbit3`."),
			"through": required("Name of another member, which runs and is asked."),
		},
		run: func(ctx context.Context, t task[shrinkModel]) {
			members := t.cluster.Members(t.diags)
			if members == nil {
				return
			}
			node := t.config.Node.ValueString()
			t.tell("shrinking queues off %s ...", node)
			through := t.config.Through.ValueString()
			err := counting(ctx, t, members, through, node, func() error { return members.Shrink(ctx, through, node) })
			if err != nil {
				tfkit.AddMembershipError(t.diags, fmt.Sprintf("Could not shrink queues off %s", node), err)
			}
		},
	}
}
