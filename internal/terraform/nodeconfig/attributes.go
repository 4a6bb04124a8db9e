package nodeconfig

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

func optionalMap(element attr.Type, description string) schema.MapAttribute {
	return schema.MapAttribute{
		Optional: true, ElementType: element, MarkdownDescription: description,
		Validators: []validator.Map{mapvalidator.NoNullValues()},
	}
}

func repeated(description string, attributes map[string]schema.Attribute) schema.ListNestedBlock {
	return renderkit.Repeated(description, renderkit.Parts{Attributes: attributes})
}
