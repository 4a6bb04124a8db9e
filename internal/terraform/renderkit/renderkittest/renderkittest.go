// Package renderkittest runs a data source in a unit test, on a configuration that is written down as Go values and may
// have unknown ones. It must not be imported by what ships.
package renderkittest

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
)

// Object is an object or a block of a configuration; what it leaves out is null. It also stands for a map.
type Object map[string]any

// List is a list, or all blocks of one name.
type List []any

// Unknown stands for a value that is known after apply.
type Unknown struct{}

// Schema is the schema of a data source.
func Schema(t *testing.T, d datasource.DataSource) schema.Schema {
	t.Helper()
	var resp datasource.SchemaResponse
	d.Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	if resp.Diagnostics.HasError() {
		t.Fatal(resp.Diagnostics)
	}
	return resp.Schema
}

// Validate is what the data source says of a configuration while Terraform plans.
func Validate(t *testing.T, d datasource.DataSource, from Object) diag.Diagnostics {
	t.Helper()
	validator, ok := d.(datasource.DataSourceWithValidateConfig)
	if !ok {
		t.Fatalf("%T does not validate", d)
	}
	var resp datasource.ValidateConfigResponse
	validator.ValidateConfig(t.Context(), datasource.ValidateConfigRequest{Config: Configuration(t, d, from)}, &resp)
	return resp.Diagnostics
}

// Read reads the data source into a model, which stays unchanged after an error.
func Read(t *testing.T, d datasource.DataSource, from Object, into any) diag.Diagnostics {
	t.Helper()
	config := Configuration(t, d, from)
	resp := datasource.ReadResponse{State: tfsdk.State{Schema: config.Schema, Raw: tftypes.NewValue(config.Raw.Type(), nil)}}
	d.Read(t.Context(), datasource.ReadRequest{Config: config}, &resp)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.Append(resp.State.Get(t.Context(), into)...)
	}
	return resp.Diagnostics
}

// Paths are where the errors are, sorted.
func Paths(diags diag.Diagnostics) string {
	var all []string
	for _, d := range diags.Errors() {
		if d, ok := d.(diag.DiagnosticWithPath); ok {
			all = append(all, d.Path().String())
		}
	}
	slices.Sort(all)
	return strings.Join(all, " ")
}

// PointAtAttributes fails for a problem with a path, or with one that it involves, that leads to no attribute.
func PointAtAttributes(t *testing.T, d datasource.DataSource, problems []loadbalancer.Problem) {
	t.Helper()
	s := Schema(t, d)
	for _, p := range problems {
		for _, at := range append(p.Involves, p.Path) {
			if _, diags := s.TypeAtPath(t.Context(), renderkit.AttributePath(t.Context(), s, at)); diags.HasError() {
				t.Errorf("nothing at %s: %v", at, diags)
			}
		}
	}
}

// Configuration is one of a data source as Terraform hands it over.
func Configuration(t *testing.T, d datasource.DataSource, from Object) tfsdk.Config {
	t.Helper()
	s := Schema(t, d)
	return tfsdk.Config{Schema: s, Raw: build(t, s.Type().TerraformType(t.Context()), from)}
}

// build makes a Terraform value of the given type.
func build(t *testing.T, as tftypes.Type, from any) tftypes.Value {
	t.Helper()
	switch from := from.(type) {
	case nil:
		return tftypes.NewValue(as, nil)
	case Unknown:
		return tftypes.NewValue(as, tftypes.UnknownValue)
	case Object:
		values := map[string]tftypes.Value{}
		switch want := as.(type) {
		case tftypes.Object:
			for name, attribute := range want.AttributeTypes {
				values[name] = build(t, attribute, from[name])
			}
			for name := range from {
				if _, ok := values[name]; !ok {
					t.Fatalf("no attribute %q", name)
				}
			}
		case tftypes.Map:
			for name, element := range from {
				values[name] = build(t, want.ElementType, element)
			}
		default:
			t.Fatalf("an object in the place of %s", as)
		}
		return tftypes.NewValue(as, values)
	case List:
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
