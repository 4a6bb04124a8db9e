package haproxyconfig

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// object and list write a configuration down; what an object leaves out is null.
type (
	object map[string]any
	list   []any
)

// unknown stands for a value that is known after apply.
type unknown struct{}

// build makes a Terraform value of the given type.
func build(t *testing.T, as tftypes.Type, from any) tftypes.Value {
	t.Helper()
	switch from := from.(type) {
	case nil:
		return tftypes.NewValue(as, nil)
	case unknown:
		return tftypes.NewValue(as, tftypes.UnknownValue)
	case object:
		want, ok := as.(tftypes.Object)
		if !ok {
			t.Fatalf("an object in the place of %s", as)
		}
		values := map[string]tftypes.Value{}
		for name, attribute := range want.AttributeTypes {
			values[name] = build(t, attribute, from[name])
		}
		for name := range from {
			if _, ok := values[name]; !ok {
				t.Fatalf("no attribute %q", name)
			}
		}
		return tftypes.NewValue(as, values)
	case list:
		want, ok := as.(tftypes.List)
		if !ok {
			t.Fatalf("a list in the place of %s", as)
		}
		var values []tftypes.Value
		for _, element := range from {
			values = append(values, build(t, want.ElementType, element))
		}
		return tftypes.NewValue(as, values)
	default:
		return tftypes.NewValue(as, from)
	}
}

func configuration(t *testing.T, from object) tfsdk.Config {
	t.Helper()
	s := dataSourceSchema()
	return tfsdk.Config{Schema: s, Raw: build(t, s.Type().TerraformType(t.Context()), from)}
}

func validate(t *testing.T, from object) diag.Diagnostics {
	t.Helper()
	var resp datasource.ValidateConfigResponse
	new(dataSource).ValidateConfig(t.Context(), datasource.ValidateConfigRequest{Config: configuration(t, from)}, &resp)
	return resp.Diagnostics
}

func read(t *testing.T, from object) (model, diag.Diagnostics) {
	t.Helper()
	config := configuration(t, from)
	resp := datasource.ReadResponse{State: tfsdk.State{Schema: config.Schema, Raw: tftypes.NewValue(config.Raw.Type(), nil)}}
	new(dataSource).Read(t.Context(), datasource.ReadRequest{Config: config}, &resp)
	var m model
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Get(t.Context(), &m)...)
	}
	return m, resp.Diagnostics
}

// amqp is a configuration with one listener, which has the given attributes besides its name and servers.
func amqp(with object) object {
	l := object{"name": "rabbitmq_amqp", "server": list{
		object{"name": "rabbit1", "address": "172.16.21.144"},
		object{"name": "rabbit2", "address": "172.16.21.145"},
	}}
	for name, value := range with {
		l[name] = value
	}
	return object{"listener": list{l}}
}
