package mirroringpolicy

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/policy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const (
	// defaultMode mirrors to every node: "ha-all".
	defaultMode = "all"
	// defaultSyncMode fills new copies at once.
	defaultSyncMode = "automatic"
)

// targets are what a policy that mirrors may apply to.
var targets = []string{"queues", "all", "classic_queues"}

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A policy that mirrors classic queues over the nodes of a cluster, for RabbitMQ 3.8 to 3.13. A name and a " +
			"pattern are enough for \"ha-all\": every matching queue has a copy on every node, and new copies are filled at once.\n\n" +
			"**RabbitMQ 4.0 removed mirroring.** On such a broker the plan fails and says so; a policy that is there from before an " +
			"upgrade can still be destroyed. Use quorum queues (`rabbitmqha_queue` with `type = \"quorum\"`) instead, which exist from " +
			"RabbitMQ 3.8 on.\n\nFor other keys beside mirroring use `rabbitmqha_policy`: of several policies that match a queue only one applies.",
		Attributes: map[string]schema.Attribute{
			"id":       tfkit.IDAttribute("vhost/name"),
			"vhost":    tfkit.VhostAttribute(),
			"name":     tfkit.NameAttribute("Name."),
			"pattern":  policy.PatternAttribute(),
			"priority": policy.PriorityAttribute(),
			"apply_to": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString("queues"),
				MarkdownDescription: "What the policy applies to: `queues` (the default), `all`, which is the same here since only classic queues are " +
					"mirrored, or from RabbitMQ 3.12 `classic_queues`.",
				Validators: []validator.String{stringvalidator.OneOf(targets...)},
			},
			"mode": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString(defaultMode),
				MarkdownDescription: "Where a queue has copies: on `all` nodes (the default), on `exactly` as many as `replicas`, or on the " +
					"`nodes` of that list. A majority of nodes is as safe as all of them, and costs less.",
			},
			"replicas": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "How many copies a queue has, its leader counted; 1 or more. With `mode = \"exactly\"`, and needed there.",
			},
			"nodes": schema.ListAttribute{
				Optional:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Names of the nodes that have a copy, such as `rabbit@rabbit1`. With `mode = \"nodes\"`, and needed there.",
			},
			"sync_mode": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString(defaultSyncMode),
				MarkdownDescription: "How a new copy gets the messages that are in the queue already: `automatic` (the default), at once, while the " +
					"queue stands still; or `manual`, which is the broker's own default, when somebody asks for it.",
			},
			"sync_batch_size": schema.Int64Attribute{
				Optional: true,
				MarkdownDescription: "How many messages a copy gets at a time while it is filled; 1 or more. When absent the broker's " +
					"`mirroring_sync_batch_size`, 4096 as shipped. A batch must get across within the nodes' net tick time (60 s).",
			},
			"promote_on_shutdown": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Whether an unsynchronised mirror may take over when the leader's node is shut down cleanly: `when-synced` " +
					"(the broker's default) keeps messages and may stop the queue, `always` keeps the queue and may lose messages.",
			},
			"promote_on_failure": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Whether an unsynchronised mirror may take over when the leader's node fails: `always` (the broker's default) or `when-synced`.",
			},
			"other_keys": schema.StringAttribute{
				CustomType: jsontypes.NormalizedType{},
				Computed:   true,
				MarkdownDescription: "What somebody else has put into the policy beside mirroring, as a JSON object; null when there is nothing. " +
					"The next apply removes it.",
				PlanModifiers: []planmodifier.String{alwaysNull{}},
			},
		},
	}
}

// alwaysNull plans that there is nothing, so that anything there is is drift.
type alwaysNull struct{}

// Description implements planmodifier.String.
func (alwaysNull) Description(context.Context) string { return "Anything that is there is removed." }

// MarkdownDescription implements planmodifier.String.
func (m alwaysNull) MarkdownDescription(ctx context.Context) string { return m.Description(ctx) }

// PlanModifyString implements planmodifier.String.
func (alwaysNull) PlanModifyString(_ context.Context, _ planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	resp.PlanValue = types.StringNull()
}
