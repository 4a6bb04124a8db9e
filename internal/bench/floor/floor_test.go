package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

func servers() (floor, whole tfprotov6.ProviderServer) {
	behind := provider.New("test")()
	return providerserver.NewProtocol6(noProvider{behind})(), providerserver.NewProtocol6(behind)()
}

func TestSchemasAreTheRealOnes(t *testing.T) {
	floor, whole := servers()
	got, err := floor.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := whole.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if len(want.ResourceSchemas) == 0 {
		t.Fatal("the provider has no resources")
	}
	if diff := cmp.Diff(want.ResourceSchemas, got.ResourceSchemas); diff != "" {
		t.Error(diff)
	}
}

// A plan with a computed id goes in, and comes out as a state that every later call leaves alone.
func TestEchoesThePlan(t *testing.T) {
	floor, _ := servers()
	schemas, err := floor.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	const typeName = "rabbitmqha_exchange"
	form := schemas.ResourceSchemas[typeName].ValueType()
	planned := value(t, form, map[string]any{
		"id": tftypes.UnknownValue, "vhost": "v", "name": "x", "type": "topic", "durable": true, "auto_delete": false, "internal": false,
	})
	applied, err := floor.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, Config: planned, PlannedState: planned, PriorState: value(t, form, nil),
	})
	if err != nil || len(applied.Diagnostics) > 0 {
		t.Fatalf("%v, %v", applied.Diagnostics, err)
	}
	read, err := floor.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{TypeName: typeName, CurrentState: applied.NewState})
	if err != nil || len(read.Diagnostics) > 0 {
		t.Fatalf("%v, %v", read.Diagnostics, err)
	}
	if diff := cmp.Diff(applied.NewState, read.NewState); diff != "" {
		t.Errorf("reading changed the state: %s", diff)
	}
	if diff := cmp.Diff(applied.NewIdentity, read.NewIdentity); diff != "" {
		t.Errorf("reading changed the identity: %s", diff)
	}
	state, err := read.NewState.Unmarshal(form)
	if err != nil {
		t.Fatal(err)
	}
	var attributes map[string]tftypes.Value
	if err := state.As(&attributes); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"id": computed, "name": "x"} {
		if !attributes[name].Equal(tftypes.NewValue(tftypes.String, want)) {
			t.Errorf("%s is %s, want %q", name, attributes[name], want)
		}
	}
}

// What is wrong with the way to a broker does not matter to a provider that takes none.
func TestConfigurationDoesNotMatter(t *testing.T) {
	floor, whole := servers()
	schemas, err := floor.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	wrong := &tfprotov6.ConfigureProviderRequest{Config: value(t, schemas.Provider.ValueType(), map[string]any{"timeout": "never"})}
	for _, each := range []struct {
		server  tfprotov6.ProviderServer
		refuses bool
	}{{floor, false}, {whole, true}} {
		resp, err := each.server.ConfigureProvider(t.Context(), wrong)
		if err != nil || len(resp.Diagnostics) > 0 != each.refuses {
			t.Errorf("refuses %t: %v, %v", each.refuses, resp.Diagnostics, err)
		}
	}
}

// value is an object with some attributes set and the others null; null where none is given.
func value(t *testing.T, form tftypes.Type, set map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	object, ok := form.(tftypes.Object)
	if !ok {
		t.Fatalf("%s is no object", form)
	}
	all := tftypes.NewValue(form, nil)
	if set != nil {
		values := map[string]tftypes.Value{}
		for name, attribute := range object.AttributeTypes {
			values[name] = tftypes.NewValue(attribute, set[name])
		}
		all = tftypes.NewValue(form, values)
	}
	encoded, err := tfprotov6.NewDynamicValue(form, all)
	if err != nil {
		t.Fatal(err)
	}
	return &encoded
}
