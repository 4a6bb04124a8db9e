package clustermember

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A node's membership in a cluster. Creating it makes a running node join; destroying it makes the node " +
			"leave. The first node of a cluster needs no such resource: the others join through it.\n\n" +
			"It needs the Erlang cookie, from `RABBITMQ_ERLANG_COOKIE` or the block `erlang` of the provider, since the management API " +
			"can neither join nor remove a node. Any number of members may join in one apply; the provider lets them in one after the other.\n\n" +
			"A node that has left or was forgotten behind Terraform's back is planned to join again. One that is merely down is a " +
			"warning, never a change. Where running nodes disagree about who is a member, an error shows both views.\n\n" +
			"A node does not leave while queues depend on it: durable classic queues that have their only copy on it, empty or not, and " +
			"quorum queues and streams that would lose their majority or their last member. This is checked before anything is touched, and " +
			"again right before the node stops and before it is forgotten, since publishers do not wait. For a node that is down the other " +
			"members are asked. Mirrors that are not synchronised are not copies. Queues that are not durable keep the node only while they hold " +
			"messages; they end when it stops, with what arrives in the last moment. Exclusive queues end with their connections, and keep no node. " +
			"Where the broker cannot say what a queue holds or where its members are, the node stays.\n\n" +
			"A member that lost its disk comes back as a fresh node, while the cluster still lists it with its queues. The plan then warns which " +
			"queues the cluster would forget, and the node joins only when there are none, or with `force`.",
		Attributes: map[string]schema.Attribute{
			"id": tfkit.IDAttribute("node"),
			"node": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Name of the Erlang node that joins, such as `rabbit@rabbit2`, exactly as it calls itself " +
					"(`rabbitmqctl status`). It must run, with the same series of RabbitMQ and the same cookie as the cluster. A change " +
					"replaces the membership: the old node leaves, the new one joins.",
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"cluster": schema.ListAttribute{
				Required:    true,
				ElementType: types.StringType,
				MarkdownDescription: "Names of one or more members of the cluster, such as `[\"rabbit@rabbit1\"]`; the first that answers is " +
					"used. Name several, so that one may be down. A change alone has no effect on the broker.",
			},
			"type": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString(disc),
				MarkdownDescription: "`disc` (the default), or `ram` for a node that keeps the metadata in memory only: deprecated from " +
					"RabbitMQ 3.13, not with the metadata store Khepri, and gone in 4.3. A change replaces the membership.",
				Validators:    []validator.String{stringvalidator.OneOf(disc, ram)},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"discard_data": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
				MarkdownDescription: "Let a node join that holds more than a fresh one does: users, virtual hosts, queues with messages. " +
					"Joining wipes all of it, without a way back. Default `false`: such a node is refused, and nothing is touched. It concerns " +
					"the data on the node only: queues that the cluster remembers of a lost member of the same name need `force`.",
			},
			"drain": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(true),
				MarkdownDescription: "Put the node into maintenance mode before it leaves: its clients are disconnected, and leaders " +
					"of queues move away. Default `true`. The last applied value counts.",
			},
			"rebalance": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
				MarkdownDescription: "Spread the leaders of all queues over all nodes after the node has joined, and when this is switched " +
					"on. Default `false`: moving leaders costs throughput for a moment.",
			},
			"on_destroy": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString(onDestroyReset),
				MarkdownDescription: "What becomes of the node when it has left. `reset` (the default): it runs on, alone and empty. `stop`: " +
					"its Erlang machine runs on, RabbitMQ on it is stopped, and with Mnesia must be reset before it can start again. " +
					"`forget`: it is stopped and forgotten by the members, and nothing more is done on it, for a machine that is taken " +
					"away. A node that is down is only forgotten. The last applied value counts.",
				Validators: []validator.String{stringvalidator.OneOf(onDestroyReset, onDestroyStop, onDestroyForget)},
			},
			"delete_empty_queues": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
				MarkdownDescription: "Delete durable classic queues that have their only copy on the node, if they are empty and have no consumers " +
					"right before it stops. Clients must declare them again, and what is published to them meanwhile is not routed. Queues that hold " +
					"messages, unacknowledged ones included, still keep the node. Default `false`: empty queues keep it, too. The last applied value " +
					"counts.",
			},
			"force": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
				MarkdownDescription: "Let the node leave although queues and their messages are lost, or a majority. Also lets a node join that lost " +
					"its disk, although the cluster forgets queues of the member that it was. Default `false`: that is refused, with the queues' names. " +
					"With `true` a warning names them. The last applied value counts.",
			},
			"cluster_name": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "Name of the cluster, as the first member in `cluster` that runs shows it. Until somebody sets one " +
					"(`rabbitmqha_cluster_name`), that is a default which differs from node to node.",
			},
			"version": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "Version of RabbitMQ on the node, such as `4.3.6`; what it was last while the node is down.",
			},
			"running": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "Whether RabbitMQ runs on the node.",
			},
		},
		Blocks: map[string]schema.Block{
			"quorum_queues": quorumBlock(),
			"streams":       streamsBlock(),
			"timeouts":      tfkit.Timeouts(ctx, timeouts.Opts{Create: true, Update: true, Delete: true}, timeoutDefault.String()),
		},
	}
}

func quorumBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "Adds members of quorum queues on the node after it has joined, and when the block is changed. RabbitMQ does " +
			"not do that automatically: without the block a new node holds no copy of any quorum queue that exists. Removing the block " +
			"removes no members.",
		Attributes: map[string]schema.Attribute{
			"grow": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "`all` (the default): every queue that matches. `even`: those that have an even number of members, which " +
					"an odd number serves better.",
				Validators: []validator.String{stringvalidator.OneOf(string(membership.GrowAll), string(membership.GrowEven))},
			},
			"vhost_pattern": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Regular expression (of Erlang) for the names of virtual hosts. Default: all.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"queue_pattern": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Regular expression (of Erlang) for the names of queues. Default: all.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
		},
	}
}

func streamsBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "Adds replicas of streams on the node after it has joined, and when the block is changed; an empty block takes " +
			"all streams. From RabbitMQ 3.9. Removing the block removes no replicas.",
		Attributes: map[string]schema.Attribute{
			"vhost_pattern": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Regular expression (of Go, RE2) for the names of virtual hosts. Default: all.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"stream_pattern": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Regular expression (of Go, RE2) for the names of streams. Default: all.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
		},
	}
}
