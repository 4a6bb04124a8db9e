package globalparameter

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "A global runtime parameter: a value that applies to the whole cluster, such as `mqtt_port_to_vhost_mapping`. " +
			"Reading and writing one takes the tag `policymaker` or `administrator`. What the broker keeps there for itself (`cluster_name`, `cluster_tags`, " +
			"`internal_cluster_id`) is refused; the cluster's name is `rabbitmqha_cluster_name`.\n\n" +
			"The broker takes any name and any value, and nobody checks them. An existing one is not taken over unless the provider has `adopt_existing`.",
		Attributes: map[string]schema.Attribute{
			"id": tfkit.IDAttribute("name"),
			"name": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Name, 1 to 255 characters. A change replaces the parameter.",
				Validators:          []validator.String{tfkit.ObjectName()},
				PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"value": schema.StringAttribute{
				CustomType: jsontypes.NormalizedType{}, Required: true, PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling()},
				MarkdownDescription: "Value, as JSON (`jsonencode(...)`). Numbers stay exact. Whoever has the tag `policymaker` can read " +
					"it, so that it should hold no secret.",
			},
		},
	}
}
