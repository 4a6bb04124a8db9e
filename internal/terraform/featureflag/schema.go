package featureflag

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(ctx context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A feature flag that is enabled in the whole cluster. New clusters have all stable ones enabled; after an " +
			"upgrade of every node the new ones have to be, before the next upgrade.\n\n" +
			"No feature flag can ever be disabled again. One that is enabled already is taken over unchanged. Destroying the resource " +
			"only drops it from the state, with a warning; the flag stays enabled.\n\n" +
			"The provider's user needs the tag `administrator`.",
		Attributes: map[string]schema.Attribute{
			"id": tfkit.IDAttribute("name"),
			"name": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Name of the flag, such as `stream_queue`; `rabbitmqctl list_feature_flags` lists what the broker knows. " +
					"A change replaces the resource; the old flag stays enabled.",
				Validators:    []validator.String{stringvalidator.LengthAtLeast(1)},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"irreversible": schema.BoolAttribute{
				Optional: true,
				Computed: true,
				Default:  booldefault.StaticBool(false),
				MarkdownDescription: "Set it to `true` to enable `khepri_db`, which moves all metadata to another store, or a flag that RabbitMQ " +
					"calls experimental. Default `false`: such a flag is refused, unless it is enabled already. Kept only in Terraform's state.",
			},
			"enabled": schema.BoolAttribute{
				Computed:            true,
				MarkdownDescription: "Whether the flag is enabled.",
			},
			"stability": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "`required` (always enabled in this release), `stable` or `experimental`.",
			},
			"description": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "RabbitMQ's own description.",
			},
		},
		Blocks: map[string]schema.Block{"timeouts": tfkit.Timeouts(ctx, timeouts.Opts{Create: true}, timeoutDefault.String())},
	}
}
