package tfkit

import (
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// TypedAttribute is the optional attribute of a kind that topology's tables speak of. Limits are not validators here:
// the rules of topology judge them together with everything else.
func TypedAttribute(kind topology.Kind, description string) schema.Attribute {
	switch kind {
	case topology.Int:
		return schema.Int64Attribute{Optional: true, MarkdownDescription: description}
	case topology.Bool:
		return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
	case topology.StringList:
		return schema.ListAttribute{Optional: true, ElementType: types.StringType, MarkdownDescription: description}
	default:
		return schema.StringAttribute{Optional: true, MarkdownDescription: description}
	}
}
