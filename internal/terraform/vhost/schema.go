package vhost

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A virtual host: a namespace for queues, exchanges, bindings and policies.\n\n" +
			"What is left out (`description`, `tags`, `default_queue_type`, `tracing`, `protected_from_deletion`) keeps the value that the broker has, and is not changed by an update of something else.",
		Attributes: map[string]schema.Attribute{
			"id": tfkit.IDAttribute("name"),
			"name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Name, 1 to 255 bytes; any characters, but not `.` or `..`. `/` is the broker's own first one. A change replaces it.",
				Validators:          []validator.String{tfkit.ObjectName()},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"description": schema.StringAttribute{
				Optional:            true,
				Computed:            true,
				MarkdownDescription: "Description for people.",
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"tags": schema.SetAttribute{
				Optional:            true,
				Computed:            true,
				ElementType:         types.StringType,
				MarkdownDescription: "Tags for people and tools; no commas, and no white space around them.",
				Validators: []validator.Set{setvalidator.ValueStringsAre(stringvalidator.RegexMatches(
					tagForm, "RabbitMQ splits tags at commas and drops white space around them; write trimspace(...) where it comes from elsewhere"))},
				PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
			},
			"default_queue_type": schema.StringAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Type of queues that are declared without one: `quorum`, `classic` or `stream`. From RabbitMQ 3.11. " +
					"Left out, the broker's own default applies (`classic` unless configured otherwise).",
				Validators: []validator.String{stringvalidator.OneOf(
					string(topology.Quorum), string(topology.Classic), string(topology.Stream))},
				PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"tracing": schema.BoolAttribute{
				Optional:            true,
				Computed:            true,
				MarkdownDescription: "Copy every message to the exchange `amq.rabbitmq.trace` (the firehose). Costs throughput.",
				PlanModifiers:       []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"protected_from_deletion": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				MarkdownDescription: "Whether the broker itself refuses to delete the virtual host, whoever asks and whatever it holds. From " +
					"RabbitMQ 4.0.6; null before. Set it to `false` and apply before destroying or renaming the virtual host.",
				PlanModifiers: []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()},
			},
			"deletion_protection": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(true),
				MarkdownDescription: "Refuse to destroy the virtual host while a queue in it holds messages, or while nobody knows whether it does, " +
					"because it is down, has lost the majority of its members or was not measured. Default `true`. Kept only in Terraform's state; " +
					"set it to `false` and apply before destroying a virtual host with its messages.",
			},
		},
		Blocks: map[string]schema.Block{"timeouts": tfkit.Timeouts(ctx, timeouts.Opts{Create: true, Update: true, Delete: true}, timeoutDefault.String())},
	}
}
