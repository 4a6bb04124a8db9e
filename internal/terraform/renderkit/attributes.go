package renderkit

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

// RequiredString is a string that must be given. The domain says what an empty one lacks.
func RequiredString(description string) schema.StringAttribute {
	return schema.StringAttribute{Required: true, MarkdownDescription: description}
}

// OptionalString is a string that may be left out and is not empty.
func OptionalString(description string) schema.StringAttribute {
	return schema.StringAttribute{
		Optional: true, MarkdownDescription: description,
		Validators: []validator.String{stringvalidator.LengthAtLeast(1)},
	}
}

// SecretString is an OptionalString that no plan shows.
func SecretString(description string) schema.StringAttribute {
	attribute := OptionalString(description)
	attribute.Sensitive = true
	return attribute
}

// OptionalInt is a whole number that may be left out.
func OptionalInt(description string) schema.Int64Attribute {
	return schema.Int64Attribute{Optional: true, MarkdownDescription: description}
}

// OptionalBool is a switch that may be left out.
func OptionalBool(description string) schema.BoolAttribute {
	return schema.BoolAttribute{Optional: true, MarkdownDescription: description}
}

// OptionalStrings is a list of strings that may be left out, without null among them.
func OptionalStrings(description string) schema.ListAttribute {
	return schema.ListAttribute{
		Optional: true, ElementType: types.StringType, MarkdownDescription: description,
		Validators: []validator.List{listvalidator.NoNullValues()},
	}
}

// ComputedString is a string that Read gives.
func ComputedString(description string) schema.StringAttribute {
	return schema.StringAttribute{Computed: true, MarkdownDescription: description}
}

// ComputedSecret is a ComputedString that no plan shows.
func ComputedSecret(description string) schema.StringAttribute {
	attribute := ComputedString(description)
	attribute.Sensitive = true
	return attribute
}

// ComputedStrings is a list of strings that Read gives.
func ComputedStrings(description string) schema.ListAttribute {
	return schema.ListAttribute{Computed: true, ElementType: types.StringType, MarkdownDescription: description}
}

// Parts are what a block may hold.
type Parts struct {
	Attributes map[string]schema.Attribute
	Blocks     map[string]schema.Block
}

// AtMostOne is a block that may stand once. The framework asks for its required attributes even where it is absent, so
// it has none: the domain says what is missing.
func AtMostOne(description string, of Parts) schema.SingleNestedBlock {
	return schema.SingleNestedBlock{MarkdownDescription: description, Attributes: of.Attributes, Blocks: of.Blocks}
}

// Repeated is a block that may stand any number of times. The domain says where one is needed.
func Repeated(description string, of Parts) schema.ListNestedBlock {
	return schema.ListNestedBlock{
		MarkdownDescription: description,
		NestedObject:        schema.NestedBlockObject{Attributes: of.Attributes, Blocks: of.Blocks},
	}
}

// Words lists values in Markdown.
func Words(values []string) string {
	return "`" + strings.Join(values, "`, `") + "`"
}
