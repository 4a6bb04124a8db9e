package exchange

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An exchange: publishers send messages to it, and it routes them to queues by its bindings (`rabbitmqha_binding`). Exchanges hold no messages and are known to every node, so they need no replication.\n\n" +
			"An exchange cannot be changed once it is declared: every change replaces it, and the broker removes all " +
			"bindings from and to the old one. Bindings that refer to the exchange by `source_id` or `destination_id` are made " +
			"again in the same apply.",
		Attributes: map[string]schema.Attribute{
			"id":    tfkit.IDAttribute("vhost/name"),
			"vhost": tfkit.VhostAttribute(),
			"name":  tfkit.EntityNameAttribute("Name. Names that begin with `amq.` are the broker's own."),
			"type": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "How the exchange routes: `direct`, `fanout`, `topic` or `headers`; `x-local-random` from RabbitMQ " +
					"4.0; or the type of a plugin that is enabled on every node, such as `x-consistent-hash` " +
					"(`rabbitmq_consistent_hash_exchange`), `x-modulus-hash` (`rabbitmq_sharding`; in the broker itself from 4.3) or " +
					"`x-delayed-message` (`rabbitmq_delayed_message_exchange`). A change replaces the exchange.",
				Validators:    []validator.String{stringvalidator.LengthAtLeast(1)},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"durable": flag("Whether the exchange survives a restart of the broker. Default `true`.", true),
			"auto_delete": flag("Whether the broker deletes the exchange when the last binding from it is gone. Default `false`.",
				false),
			"internal": flag("Whether only other exchanges, and no clients, may publish to it. Default `false`.",
				false),
			"alternate_exchange": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Name of the exchange, in the same virtual host, that gets the messages which this one cannot route; " +
					"the empty text is the default exchange. Left out, they are dropped or returned. A policy with " +
					"`alternate_exchange` does the same and can be changed. Argument `alternate-exchange`. A change replaces the exchange.",
				Validators:    []validator.String{stringvalidator.LengthAtMost(maxName), tfkit.EntityReference()},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"arguments_json": schema.StringAttribute{
				Optional:   true,
				CustomType: jsontypes.NormalizedType{},
				MarkdownDescription: "Arguments that have no attribute of their own, as a JSON object (`jsonencode`), for plugins: " +
					"`x-delayed-type`, `hash-header` and the like. Numbers stay exact. Another meaning replaces the exchange, another " +
					"spelling of the same JSON does not.",
				PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling(), tfkit.ReplaceIfJSONDiffers()},
			},
		},
	}
}

// flag is an optional truth value that cannot be changed.
func flag(description string, value bool) schema.BoolAttribute {
	return schema.BoolAttribute{
		Optional:            true,
		Computed:            true,
		Default:             booldefault.StaticBool(value),
		MarkdownDescription: description + " A change replaces the exchange.",
		PlanModifiers:       []planmodifier.Bool{boolplanmodifier.RequiresReplace()},
	}
}
