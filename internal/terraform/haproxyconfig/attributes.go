package haproxyconfig

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// The attributes carry only the validators for what cannot be said in the domain, where "" and a missing element
// mean "not given". Every other rule lives there once, so that a mistake is reported once.

func requiredString(description string) schema.StringAttribute {
	return schema.StringAttribute{Required: true, MarkdownDescription: description}
}

func optionalString(description string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, MarkdownDescription: description,
		Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

func secretString(description string) schema.StringAttribute {
	attribute := optionalString(description)
	attribute.Sensitive = true
	return attribute
}

func optionalInt(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Optional: true, MarkdownDescription: description}
}

func optionalBool(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
}

func optionalLines(description string) schema.ListAttribute {
	return schema.ListAttribute{
		Optional: true, ElementType: types.StringType, MarkdownDescription: description,
		Validators: []validator.List{listvalidator.NoNullValues()},
	}
}

// parts are what a block may hold.
type parts struct {
	attributes map[string]schema.Attribute
	blocks     map[string]schema.Block
}

// atMostOne is a block that may stand once. The framework asks for its required attributes even where it is absent, so
// it has none: the domain says what is missing.
func atMostOne(description string, of parts) schema.SingleNestedBlock {
	return schema.SingleNestedBlock{MarkdownDescription: description, Attributes: of.attributes, Blocks: of.blocks}
}

// repeated is a block that may stand any number of times. The domain says where one is needed.
func repeated(description string, of parts) schema.ListNestedBlock {
	return schema.ListNestedBlock{
		MarkdownDescription: description,
		NestedObject:        schema.NestedBlockObject{Attributes: of.attributes, Blocks: of.blocks},
	}
}

// words lists values in Markdown.
func words(values []string) string {
	return "`" + strings.Join(values, "`, `") + "`"
}
