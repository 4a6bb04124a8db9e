package main

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

func newSchema(schema *tfprotov6.Schema) *schemaJSON {
	if schema == nil {
		return &schemaJSON{}
	}
	return &schemaJSON{Version: schema.Version, Block: newBlock(schema.Block)}
}

func newAction(action *tfprotov6.ActionSchema) *actionJSON {
	return &actionJSON{Block: newSchema(action.Schema).Block}
}

func newBlock(block *tfprotov6.SchemaBlock) *blockJSON {
	if block == nil {
		return &blockJSON{}
	}
	nested := make(map[string]*nestedBlockJSON, len(block.BlockTypes))
	for _, blockType := range block.BlockTypes {
		nested[blockType.TypeName] = &nestedBlockJSON{
			NestingMode: strings.ToLower(blockType.Nesting.String()),
			Block:       newBlock(blockType.Block),
			MinItems:    blockType.MinItems,
			MaxItems:    blockType.MaxItems,
		}
	}
	return &blockJSON{
		Attributes:         newAttributes(block.Attributes),
		BlockTypes:         nested,
		Description:        block.Description,
		DescriptionKind:    strings.ToLower(block.DescriptionKind.String()),
		Deprecated:         block.Deprecated,
		DeprecationMessage: block.DeprecationMessage,
	}
}

func newAttributes(attributes []*tfprotov6.SchemaAttribute) map[string]*attributeJSON {
	out := make(map[string]*attributeJSON, len(attributes))
	for _, attribute := range attributes {
		out[attribute.Name] = &attributeJSON{
			Type:               attribute.Type,
			NestedType:         newNestedAttributes(attribute.NestedType),
			Description:        attribute.Description,
			DescriptionKind:    strings.ToLower(attribute.DescriptionKind.String()),
			Deprecated:         attribute.Deprecated,
			DeprecationMessage: attribute.DeprecationMessage,
			Required:           attribute.Required,
			Optional:           attribute.Optional,
			Computed:           attribute.Computed,
			Sensitive:          attribute.Sensitive,
			WriteOnly:          attribute.WriteOnly,
		}
	}
	return out
}

func newNestedAttributes(object *tfprotov6.SchemaObject) *nestedAttributesJSON {
	if object == nil {
		return nil
	}
	return &nestedAttributesJSON{
		Attributes:  newAttributes(object.Attributes),
		NestingMode: strings.ToLower(object.Nesting.String()),
	}
}
