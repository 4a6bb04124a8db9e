package parameter

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Schema implements resource.Resource.
func (r *Resource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	secret := path.MatchRoot("value_wo")
	version := path.MatchRoot("value_wo_version")
	resp.Schema = schema.Schema{
		MarkdownDescription: "A runtime parameter of a virtual host: a setting of a plugin there. Shovels and federation have " +
			"resources of their own (`rabbitmqha_shovel`, `rabbitmqha_federation_upstream`, `rabbitmqha_federation_upstream_set`), which " +
			"check every key; this one is for any other component.\n\n" +
			"The plugin that brings the component has to be enabled on every node. An existing parameter is not taken over unless the provider has `adopt_existing`.",
		Attributes: map[string]schema.Attribute{
			"id": tfkit.IDAttribute("component/vhost/name"),
			"component": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "What the parameter is for, by the plugin's word, such as `federation-upstream`. " +
					"Policies and limits are not set in this way. A change replaces the parameter.",
				Validators:    []validator.String{tfkit.ObjectName()},
				PlanModifiers: []planmodifier.String{stringplanmodifier.RequiresReplace()},
			},
			"vhost": tfkit.VhostAttribute(),
			"name":  tfkit.NameAttribute("Name."),
			"value": schema.StringAttribute{
				CustomType: jsontypes.NormalizedType{}, Optional: true, PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling()},
				MarkdownDescription: "Value, as JSON (`jsonencode(...)`). Numbers stay exact. It is shown in plans and kept in the state: " +
					"give one that holds passwords as `value_wo`. Exactly one of the two is needed.",
				Validators: []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("value"), secret)},
			},
			"value_wo": schema.StringAttribute{
				Optional: true, WriteOnly: true, Sensitive: true,
				MarkdownDescription: "Value with passwords in it, as JSON. It is written to the broker and kept nowhere else, so that a " +
					"change behind Terraform's back is not seen; only that the parameter is gone is. An import reads the value into the " +
					"state, and the next apply takes it out again.",
				Validators: []validator.String{stringvalidator.AlsoRequires(version)},
			},
			"value_wo_version": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Any number that changes when `value_wo` does, so that it is written again. Needed with `value_wo`.",
				Validators:          []validator.Int64{int64validator.AlsoRequires(secret)},
			},
		},
	}
}
