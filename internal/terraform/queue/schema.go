package queue

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	attributes := map[string]schema.Attribute{
		"id":    tfkit.IDAttribute("vhost/name"),
		"vhost": tfkit.VhostAttribute(),
		"name":  tfkit.EntityNameAttribute("Name. Names that begin with `amq.` are the broker's own."),
		"type": schema.StringAttribute{
			Optional: true,
			Computed: true,
			Default:  stringdefault.StaticString(string(topology.Quorum)),
			MarkdownDescription: "`quorum` (the default), `classic`, or `stream` (from RabbitMQ 3.9). Quorum queues and streams are " +
				"replicated by themselves; a classic queue lives on one node unless a mirroring policy matches it (before RabbitMQ 4.0). " +
				"A change replaces the queue.",
			PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
		},
		"durable": schema.BoolAttribute{
			Optional: true,
			Computed: true,
			Default:  booldefault.StaticBool(true),
			MarkdownDescription: "Whether the queue survives a restart of the broker. Default `true`; quorum queues and streams are " +
				"always durable. A change replaces the queue.",
			PlanModifiers: []planmodifier.Bool{boolplanmodifier.RequiresReplace()},
		},
		"auto_delete": schema.BoolAttribute{
			Optional: true,
			Computed: true,
			Default:  booldefault.StaticBool(false),
			MarkdownDescription: "Whether the broker deletes the queue when its last consumer is gone. Default `false`; classic queues " +
				"only. A change replaces the queue.",
			PlanModifiers: []planmodifier.Bool{boolplanmodifier.RequiresReplace()},
		},
		"arguments_json": schema.StringAttribute{
			Optional:   true,
			CustomType: jsontypes.NormalizedType{},
			MarkdownDescription: "Arguments that the block `arguments` does not have, as a JSON object (`jsonencode`), for plugins. " +
				"`x-ha-policy`, which old clients declare, is accepted and never compared: brokers have ignored it since 3.0. A change " +
				"of anything else replaces the queue.",
			PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling(argumentHAPolicy), tfkit.ReplaceIfJSONDiffers(argumentHAPolicy)},
		},
		"force_destroy": schema.BoolAttribute{
			Optional: true,
			Computed: true,
			Default:  booldefault.StaticBool(false),
			MarkdownDescription: "Delete or replace the queue even if it holds messages or has consumers, or if nobody knows whether it does. " +
				"Default `false`. Kept only in Terraform's state, and must be applied before the change that it is for. Messages of quorum queues " +
				"and streams are counted by the broker's statistics, which are up to ten seconds old, unless the provider has the Erlang cookie.",
		},
	}
	typed := map[string]schema.Attribute{}
	for _, argument := range topology.Arguments() {
		typed[argument.Attribute] = tfkit.TypedAttribute(argument.Kind, describe(argument))
	}
	resp.Schema = schema.Schema{
		MarkdownDescription: "A queue, by default a quorum queue: replicated over the cluster's nodes and safe while a majority of " +
			"them runs.\n\nA queue cannot be changed once it is declared, so nearly every change replaces it. A queue that holds " +
			"messages or has consumers is neither deleted nor replaced unless `force_destroy = true` was applied before. Lengths, " +
			"times to live and limits are better set by `rabbitmqha_policy`, which can be changed at any time.",
		Attributes: attributes,
		Blocks: map[string]schema.Block{
			"arguments": schema.SingleNestedBlock{
				MarkdownDescription: "What the queue is declared with beyond its type: RabbitMQ's own optional arguments, without their `x-`.",
				Attributes:          typed,
				PlanModifiers:       []planmodifier.Object{arguments.ReplaceIfDiffers()},
			},
			"timeouts": tfkit.Timeouts(ctx, timeouts.Opts{Create: true, Delete: true}, timeoutDefault.String()),
		},
	}
}

// describe adds to an argument's own words which queues take it, and since when.
func describe(argument topology.Argument) string {
	var takers []string
	for _, queueType := range argument.Types {
		taker := "`" + string(queueType) + "`"
		if span, ok := argument.Versions(queueType); ok && span != (topology.Span{}) {
			taker += " (" + span.String() + ")"
		}
		takers = append(takers, taker)
	}
	return argument.Description + " Argument `" + argument.Name + "`, of " + strings.Join(takers, ", ") +
		". A change replaces the queue."
}
