package tfkit

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/listplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// TypedAttribute is the optional attribute of a kind that topology's tables speak of. Limits are not validators here:
// the rules of topology judge them together with everything else.
func TypedAttribute(kind topology.Kind, description string, replace bool) schema.Attribute {
	switch kind {
	case topology.Int:
		attribute := schema.Int64Attribute{Optional: true, MarkdownDescription: description}
		if replace {
			attribute.PlanModifiers = []planmodifier.Int64{int64planmodifier.RequiresReplace()}
		}
		return attribute
	case topology.Bool:
		attribute := schema.BoolAttribute{Optional: true, MarkdownDescription: description}
		if replace {
			attribute.PlanModifiers = []planmodifier.Bool{boolplanmodifier.RequiresReplace()}
		}
		return attribute
	case topology.StringList:
		attribute := schema.ListAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: description}
		if replace {
			attribute.PlanModifiers = []planmodifier.List{listplanmodifier.RequiresReplace()}
		}
		return attribute
	default:
		attribute := schema.StringAttribute{Optional: true, MarkdownDescription: description}
		if replace {
			attribute.PlanModifiers = []planmodifier.String{stringplanmodifier.RequiresReplace()}
		}
		return attribute
	}
}
