package binding

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A binding: it routes messages from an exchange to a queue or to another exchange.\n\n" +
			"A binding cannot be changed, so every change replaces it. The broker removes a binding together with either " +
			"of its ends. Refer to ends that Terraform manages by `source_id` and `destination_id`: a queue or exchange that is " +
			"replaced then has its binding made again in the same apply. With names alone, write " +
			"`lifecycle { replace_triggered_by = [rabbitmqha_queue.q.id] }` for the same effect.\n\n" +
			"Two bindings with the same ends, routing key and arguments are one binding to the broker. Declare it once: destroying " +
			"either of two such resources removes it.",
		Attributes: map[string]schema.Attribute{
			"id": tfkit.IDAttribute("vhost/source/destination_type/destination/properties_key"),
			"vhost": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Virtual host of both ends. Default: the one that `source_id` or `destination_id` says, else `/`. " +
					"A change replaces the binding.",
				Validators: []validator.String{tfkit.ObjectName()},
			},
			"source": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Name of the exchange that messages come from. Either this or `source_id`. Every queue is bound to the " +
					"default exchange automatically, and nothing else can be bound to it. A change replaces the binding.",
				Validators: []validator.String{stringvalidator.LengthAtMost(maxName), tfkit.EntityReference()},
			},
			"source_id": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "`id` of a `rabbitmqha_exchange`; virtual host and name are taken from it. While the " +
					"exchange is being replaced its id is unknown, which replaces the binding, too.",
			},
			"destination": schema.StringAttribute{
				Optional:            true,
				Computed:            true,
				MarkdownDescription: "Name of the queue or exchange that messages go to. Either this or `destination_id`. A change replaces the binding.",
				Validators:          []validator.String{tfkit.EntityName()},
			},
			"destination_id": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "`id` of a `rabbitmqha_queue` or, with `destination_type = \"exchange\"`, of a " +
					"`rabbitmqha_exchange`. While that is being replaced its id is unknown, which replaces the binding, too.",
			},
			"destination_type": schema.StringAttribute{
				Optional:            true,
				Computed:            true,
				Default:             stringdefault.StaticString(management.ToQueue),
				MarkdownDescription: "What the destination is: `queue` (the default) or `exchange`. A change replaces the binding.",
				Validators:          []validator.String{stringvalidator.OneOf(management.ToQueue, management.ToExchange)},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"routing_key": schema.StringAttribute{
				Optional: true,
				Computed: true,
				Default:  stringdefault.StaticString(""),
				MarkdownDescription: "Routing key, at most 255 bytes: matched exactly by `direct` exchanges, as a pattern with `*` (one word) " +
					"and `#` (any words) by `topic` exchanges; a weight for `x-consistent-hash`; ignored by `fanout` and `headers`. " +
					"Default empty. A change replaces the binding.",
				Validators:    []validator.String{stringvalidator.LengthAtMost(maxName)},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"arguments_json": schema.StringAttribute{
				Optional:   true,
				CustomType: jsontypes.NormalizedType{},
				MarkdownDescription: "Arguments as a JSON object (`jsonencode`): what a `headers` exchange matches, with `x-match` being " +
					"`all` or `any` (from RabbitMQ 3.10 also `all-with-x`, `any-with-x`). Numbers stay exact. A change replaces the binding; another spelling of the same JSON does not.",
				PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling(), tfkit.ReplaceIfJSONDiffers()},
			},
			"properties_key": schema.StringAttribute{
				Computed: true,
				MarkdownDescription: "Broker's key that distinguishes bindings between the same source and destination, made of routing key and arguments; " +
					"`~` where both are empty.",
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
		},
	}
}
