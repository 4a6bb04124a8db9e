package main

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// sampleServer answers the two schema calls with one specimen of everything
// the protocol can describe. Any other call would panic on the nil interface,
// and none is made to read a schema.
type sampleServer struct {
	tfprotov6.ProviderServer

	diagnostics []*tfprotov6.Diagnostic
}

func (s *sampleServer) GetProviderSchema(
	context.Context, *tfprotov6.GetProviderSchemaRequest,
) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{
		Diagnostics:        s.diagnostics,
		ServerCapabilities: &tfprotov6.ServerCapabilities{GetProviderSchemaOptional: true},
		Provider: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{
			Attributes: []*tfprotov6.SchemaAttribute{optional("endpoint", tftypes.String)},
		}},
		ResourceSchemas:          map[string]*tfprotov6.Schema{"rabbitmqha_thing": sampleResource()},
		DataSourceSchemas:        map[string]*tfprotov6.Schema{"rabbitmqha_view": {Block: sampleBlock("seen")}},
		EphemeralResourceSchemas: map[string]*tfprotov6.Schema{"rabbitmqha_gate": {Block: sampleBlock("wait")}},
		ListResourceSchemas:      map[string]*tfprotov6.Schema{"rabbitmqha_thing": {Block: sampleBlock("pattern")}},
		ActionSchemas: map[string]*tfprotov6.ActionSchema{
			"rabbitmqha_shake": {Schema: &tfprotov6.Schema{Block: sampleBlock("force")}},
		},
		Functions: map[string]*tfprotov6.Function{"join": sampleFunction()},
	}, nil
}

func (s *sampleServer) GetResourceIdentitySchemas(
	context.Context, *tfprotov6.GetResourceIdentitySchemasRequest,
) (*tfprotov6.GetResourceIdentitySchemasResponse, error) {
	return &tfprotov6.GetResourceIdentitySchemasResponse{
		IdentitySchemas: map[string]*tfprotov6.ResourceIdentitySchema{"rabbitmqha_thing": {
			Version: 2,
			IdentityAttributes: []*tfprotov6.ResourceIdentitySchemaAttribute{
				{Name: "vhost", Type: tftypes.String, RequiredForImport: true, Description: "Where."},
				{Name: "cluster_id", Type: tftypes.String, OptionalForImport: true},
			},
		}},
	}, nil
}

// sampleResource holds every flag, every nesting of attributes and every
// nesting of blocks.
func sampleResource() *tfprotov6.Schema {
	block := sampleBlock("plain")
	block.Attributes = append(block.Attributes,
		&tfprotov6.SchemaAttribute{Name: "required", Type: tftypes.Number, Required: true},
		&tfprotov6.SchemaAttribute{Name: "computed", Type: tftypes.Bool, Computed: true, Sensitive: true},
		&tfprotov6.SchemaAttribute{Name: "secret_wo", Type: tftypes.String, Optional: true, WriteOnly: true},
		&tfprotov6.SchemaAttribute{
			Name: "old", Type: tftypes.String, Optional: true, Deprecated: true, DeprecationMessage: "Use plain.",
		},
		optional("list", tftypes.List{ElementType: tftypes.String}),
		optional("object", tftypes.Object{AttributeTypes: map[string]tftypes.Type{
			"inner": tftypes.Map{ElementType: tftypes.Set{ElementType: tftypes.DynamicPseudoType}},
		}}),
	)
	for _, nesting := range []tfprotov6.SchemaObjectNestingMode{
		tfprotov6.SchemaObjectNestingModeSingle, tfprotov6.SchemaObjectNestingModeList,
		tfprotov6.SchemaObjectNestingModeSet, tfprotov6.SchemaObjectNestingModeMap,
	} {
		block.Attributes = append(block.Attributes, &tfprotov6.SchemaAttribute{
			Name: "nested_" + strings.ToLower(nesting.String()), Optional: true,
			NestedType: &tfprotov6.SchemaObject{
				Nesting:    nesting,
				Attributes: []*tfprotov6.SchemaAttribute{optional("leaf", tftypes.String)},
			},
		})
	}
	for _, nesting := range []tfprotov6.SchemaNestedBlockNestingMode{
		tfprotov6.SchemaNestedBlockNestingModeSingle, tfprotov6.SchemaNestedBlockNestingModeList,
		tfprotov6.SchemaNestedBlockNestingModeSet, tfprotov6.SchemaNestedBlockNestingModeMap,
		tfprotov6.SchemaNestedBlockNestingModeGroup,
	} {
		block.BlockTypes = append(block.BlockTypes, &tfprotov6.SchemaNestedBlock{
			TypeName: "block_" + strings.ToLower(nesting.String()), Nesting: nesting, Block: sampleBlock("inside"),
		})
	}
	block.BlockTypes = append(block.BlockTypes, &tfprotov6.SchemaNestedBlock{
		TypeName: "block_counted", Nesting: tfprotov6.SchemaNestedBlockNestingModeList,
		MinItems: 1, MaxItems: 3, Block: sampleBlock("inside"),
	})
	return &tfprotov6.Schema{Version: 3, Block: block}
}

func sampleBlock(attribute string) *tfprotov6.SchemaBlock {
	return &tfprotov6.SchemaBlock{
		Description:     "A *block*.",
		DescriptionKind: tfprotov6.StringKindMarkdown,
		Attributes: []*tfprotov6.SchemaAttribute{{
			Name: attribute, Type: tftypes.String, Optional: true, Computed: true,
			Description: "An *attribute*.", DescriptionKind: tfprotov6.StringKindMarkdown,
		}},
	}
}

func sampleFunction() *tfprotov6.Function {
	return &tfprotov6.Function{
		Summary:            "Joins.",
		Description:        "Joins strings.",
		DescriptionKind:    tfprotov6.StringKindMarkdown,
		DeprecationMessage: "Use the other.",
		Return:             &tfprotov6.FunctionReturn{Type: tftypes.String},
		Parameters: []*tfprotov6.FunctionParameter{
			{Name: "separator", Type: tftypes.String, Description: "Between.", AllowNullValue: true},
			{Name: "count", Type: tftypes.Number},
		},
		VariadicParameter: &tfprotov6.FunctionParameter{Name: "parts", Type: tftypes.List{ElementType: tftypes.String}},
	}
}

func optional(name string, typ tftypes.Type) *tfprotov6.SchemaAttribute {
	return &tfprotov6.SchemaAttribute{Name: name, Type: typ, Optional: true}
}
