package provider

import (
	"bytes"
	"context"
	"fmt"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// Server returns the constructor of the server of a release of the provider.
func Server(version string) func() tfprotov6.ProviderServer {
	return withEmptyTexts(providerserver.NewProtocol6(New(version)()))
}

// emptyTexts stands in front of the framework's server, and sees to the difference between an empty text and none, which RabbitMQ
// makes: dead_letter_exchange = "" is the default exchange, and without it nothing is dead-lettered. Terraform knows no such
// difference in two places: its plan shows no change from the one to the other, and a configuration that it generates has null for
// both (1.11 to 1.16, internal/command/jsonformat and internal/genconfig). So two commands can take dead-lettering from a queue, and
// no line of the plan says so. Here each plan says it at the attribute, and what is generated has the texts.
type emptyTexts struct {
	fullServer
	types func() (map[string]*tfprotov6.Schema, error)
}

func withEmptyTexts(server func() tfprotov6.ProviderServer) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		plain := server()
		full, ok := plain.(fullServer)
		if !ok {
			return plain
		}
		return emptyTexts{full, sync.OnceValues(func() (map[string]*tfprotov6.Schema, error) {
			schemas, err := full.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
			if err != nil {
				return nil, err
			}
			return schemas.ResourceSchemas, nil
		})}
	}
}

// GetMetadata says that the provider generates configuration, as GetProviderSchema does.
func (s emptyTexts) GetMetadata(ctx context.Context, req *tfprotov6.GetMetadataRequest) (*tfprotov6.GetMetadataResponse, error) {
	resp, err := s.fullServer.GetMetadata(ctx, req)
	if err == nil && resp.ServerCapabilities != nil {
		resp.ServerCapabilities.GenerateResourceConfig = true
	}
	return resp, err
}

// GetProviderSchema says that the provider generates configuration: the framework does (1.19) and forgets to say so, and Terraform
// asks nobody who does not.
func (s emptyTexts) GetProviderSchema(ctx context.Context, req *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	resp, err := s.fullServer.GetProviderSchema(ctx, req)
	if err == nil && resp.ServerCapabilities != nil {
		resp.ServerCapabilities.GenerateResourceConfig = true
	}
	return resp, err
}

// PlanResourceChange warns of each text that is empty before and null after the change, or the reverse.
func (s emptyTexts) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	resp, err := s.fullServer.PlanResourceChange(ctx, req)
	if err != nil || isNothing(req.PriorState) || isNothing(resp.PlannedState) || bytes.Equal(req.PriorState.MsgPack, resp.PlannedState.MsgPack) {
		return resp, err
	}
	prior, planned, err := s.pair(req.TypeName, req.PriorState, resp.PlannedState)
	if err != nil {
		return nil, err
	}
	differences, err := prior.Diff(planned)
	if err != nil {
		return nil, fmt.Errorf("compare the plan of a %s with its state: %w", req.TypeName, err)
	}
	for _, each := range differences {
		if warning := unseen(each); warning != nil {
			resp.Diagnostics = append(resp.Diagnostics, warning)
		}
	}
	return resp, nil
}

// GenerateResourceConfig writes the empty texts of attributes that a configuration may have. Terraform calls it from 1.14 on.
func (s emptyTexts) GenerateResourceConfig(ctx context.Context, req *tfprotov6.GenerateResourceConfigRequest) (*tfprotov6.GenerateResourceConfigResponse, error) {
	resp, err := s.fullServer.GenerateResourceConfig(ctx, req)
	if err != nil || isNothing(req.State) || isNothing(resp.Config) {
		return resp, err
	}
	state, generated, err := s.pair(req.TypeName, req.State, resp.Config)
	if err != nil {
		return nil, err
	}
	schemas, err := s.types()
	if err != nil {
		return nil, err
	}
	restored, err := tftypes.Transform(generated, func(path *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		had, _, err := tftypes.WalkAttributePath(state, path)
		before, ok := had.(tftypes.Value)
		if err != nil || !ok || !isEmptyText(before) || !value.IsNull() || !writable(schemas[req.TypeName].Block, path.Steps()) {
			return value, nil //nolint:nilerr // What the state does not have is left as it is.
		}
		return before, nil
	})
	if err != nil {
		return nil, fmt.Errorf("generate the configuration of a %s: %w", req.TypeName, err)
	}
	config, err := tfprotov6.NewDynamicValue(restored.Type(), restored)
	if err != nil {
		return nil, fmt.Errorf("generate the configuration of a %s: %w", req.TypeName, err)
	}
	resp.Config = &config
	return resp, nil
}

// pair decodes two values of one type of resource.
func (s emptyTexts) pair(typeName string, first, second *tfprotov6.DynamicValue) (before, after tftypes.Value, err error) {
	schemas, err := s.types()
	if err != nil {
		return before, after, err
	}
	schema, known := schemas[typeName]
	if !known {
		return before, after, fmt.Errorf("the provider has no resource %s", typeName)
	}
	if before, err = first.Unmarshal(schema.ValueType()); err == nil {
		after, err = second.Unmarshal(schema.ValueType())
	}
	if err != nil {
		return before, after, fmt.Errorf("decode a %s: %w", typeName, err)
	}
	return before, after, nil
}

// isNothing reports whether a value is missing, null or unreadable, before it is decoded.
func isNothing(value *tfprotov6.DynamicValue) bool {
	if value == nil {
		return true
	}
	null, err := value.IsNull()
	return err != nil || null
}
