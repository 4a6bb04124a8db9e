package limits

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: r.kind.about,
		Attributes: map[string]schema.Attribute{
			"id":         tfkit.IDAttribute(r.kind.owner),
			r.kind.owner: tfkit.NameAttribute("Name of the " + r.kind.noun + ", which must exist."),
		},
	}
	for _, each := range r.kind.limits {
		resp.Schema.Attributes[each.attribute] = schema.Int64Attribute{
			Optional: true,
			MarkdownDescription: each.description + " 0 allows none at all; left out, or -1, there is no limit. The broker's limit `" +
				each.name + "`.",
			Validators: []validator.Int64{int64validator.AtLeast(unlimited)},
		}
	}
}
