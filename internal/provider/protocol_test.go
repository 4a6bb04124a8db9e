package provider

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// caller speaks to a server of the plugin protocol as Terraform does, with no process between them.
type caller struct {
	tfprotov6.ProviderServer
	schemas *tfprotov6.GetProviderSchemaResponse
}

// newCaller asks the server for its schemas and configures it by an empty provider block: the environment tells where
// the broker is.
func newCaller(tb testing.TB, server tfprotov6.ProviderServer) *caller {
	tb.Helper()
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		tb.Fatal(err)
	}
	c := &caller{ProviderServer: server, schemas: schemas}
	configured, err := server.ConfigureProvider(context.Background(), &tfprotov6.ConfigureProviderRequest{
		Config: encode(tb, schemas.Provider, map[string]any{}),
	})
	if err != nil || len(configured.Diagnostics) > 0 {
		tb.Fatal(err, configured)
	}
	return c
}

// newServer is the server of the provider as the libraries make it.
func newServer() tfprotov6.ProviderServer { return providerserver.NewProtocol6(New("test")())() }

// newSmallServer is the same with small contexts.
func newSmallServer() tfprotov6.ProviderServer { return withSmallContexts(newServer)() }

// encode writes a value of a schema. What is left out is null; what is within a block is a map again.
func encode(tb testing.TB, schema *tfprotov6.Schema, set map[string]any) *tfprotov6.DynamicValue {
	tb.Helper()
	form := schema.ValueType()
	value, err := tfprotov6.NewDynamicValue(form, valueOf(form, set))
	if err != nil {
		tb.Fatal(err)
	}
	return &value
}

func valueOf(form tftypes.Type, given any) tftypes.Value {
	if items, isList := given.([]any); isList {
		return tftypes.NewValue(form, elementsOf(form, items))
	}
	object, ok := form.(tftypes.Object)
	set, isMap := given.(map[string]any)
	if !ok || !isMap {
		return tftypes.NewValue(form, given)
	}
	values := map[string]tftypes.Value{}
	for name, attribute := range object.AttributeTypes {
		values[name] = valueOf(attribute, set[name])
	}
	for name := range set {
		if _, known := values[name]; !known {
			panic("there is no attribute " + name)
		}
	}
	return tftypes.NewValue(form, values)
}

func elementsOf(form tftypes.Type, items []any) []tftypes.Value {
	var element tftypes.Type
	switch form := form.(type) {
	case tftypes.List:
		element = form.ElementType
	case tftypes.Set:
		element = form.ElementType
	}
	values := make([]tftypes.Value, len(items))
	for i, item := range items {
		values[i] = valueOf(element, item)
	}
	return values
}

// stored writes a value as Terraform writes it to the state file. Lists and maps are null in what the tests use.
func stored(value tftypes.Value) (any, error) {
	switch {
	case value.IsNull():
		return nil, nil
	case value.Type().Is(tftypes.Object{}):
		var parts map[string]tftypes.Value
		err := value.As(&parts)
		out := map[string]any{}
		for name, part := range parts {
			plain, fault := stored(part)
			out[name], err = plain, errors.Join(err, fault)
		}
		return out, err
	case value.Type().Is(tftypes.Number):
		var number big.Float
		err := value.As(&number)
		return json.Number(number.Text('f', -1)), err
	case value.Type().Is(tftypes.Bool):
		var flag bool
		err := value.As(&flag)
		return flag, err
	case value.Type().Is(tftypes.String):
		var text string
		err := value.As(&text)
		return text, err
	}
	return nil, fmt.Errorf("no form for %s", value.Type())
}

// managed is a resource that exists, as Terraform holds it.
type managed struct {
	typeName      string
	config, state *tfprotov6.DynamicValue
	file          *tfprotov6.RawState
	identity      *tfprotov6.ResourceIdentityData
}

// imported brings an object of the broker under Terraform, with the configuration that made it.
func (c *caller) imported(tb testing.TB, typeName, id string, config map[string]any) managed {
	tb.Helper()
	found, err := c.ImportResourceState(context.Background(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if err != nil || len(found.Diagnostics) > 0 {
		tb.Fatal(err, found)
	}
	first := found.ImportedResources[0]
	read, err := c.ReadResource(context.Background(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: first.State, CurrentIdentity: first.Identity, Private: first.Private,
	})
	if err != nil || len(read.Diagnostics) > 0 {
		tb.Fatal(err, read)
	}
	schema := c.schemas.ResourceSchemas[typeName]
	value, err := read.NewState.Unmarshal(schema.ValueType())
	if err != nil || value.IsNull() {
		tb.Fatalf("%s %s was read as %s: %v", typeName, id, value, err)
	}
	plain, err := stored(value)
	if err != nil {
		tb.Fatal(err)
	}
	file, err := json.Marshal(plain)
	if err != nil {
		tb.Fatal(err)
	}
	return managed{
		typeName: typeName, config: encode(tb, schema, config), state: read.NewState, identity: read.NewIdentity,
		file: &tfprotov6.RawState{JSON: file},
	}
}

// refresh makes the calls of a plan that finds nothing to change, for one object.
func (c *caller) refresh(ctx context.Context, o managed) error {
	validated, err := c.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: o.typeName, Config: o.config})
	if err != nil || len(validated.Diagnostics) > 0 {
		return fmt.Errorf("validate %s: %w %v", o.typeName, err, validated)
	}
	upgraded, err := c.UpgradeResourceState(ctx, &tfprotov6.UpgradeResourceStateRequest{TypeName: o.typeName, RawState: o.file})
	if err != nil || len(upgraded.Diagnostics) > 0 {
		return fmt.Errorf("upgrade %s: %w %v", o.typeName, err, upgraded)
	}
	read, err := c.ReadResource(ctx, &tfprotov6.ReadResourceRequest{
		TypeName: o.typeName, CurrentState: upgraded.UpgradedState, CurrentIdentity: o.identity,
	})
	if err != nil || len(read.Diagnostics) > 0 {
		return fmt.Errorf("read %s: %w %v", o.typeName, err, read)
	}
	planned, err := c.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{
		TypeName: o.typeName, Config: o.config, PriorState: read.NewState, ProposedNewState: read.NewState, PriorIdentity: read.NewIdentity,
	})
	if err != nil || len(planned.Diagnostics) > 0 || len(planned.RequiresReplace) > 0 {
		return fmt.Errorf("plan %s: %w %v", o.typeName, err, planned)
	}
	return nil
}
