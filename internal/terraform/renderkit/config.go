package renderkit

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Decode reads a configuration into a model whose fields are pointers, slices and blocks of the same, and tells which of
// its values are unknown; those count as not given.
func Decode[Model any](ctx context.Context, source tfsdk.Config, diags *diag.Diagnostics) (Model, []loadbalancer.Path) {
	var m Model
	raw, unknown, err := withoutUnknowns(source.Raw)
	if err != nil {
		diags.AddError("Reading the configuration failed", "This is a fault of the provider: please report it. "+err.Error())
		return m, nil
	}
	diags.Append(tfsdk.Config{Raw: raw, Schema: source.Schema}.Get(ctx, &m)...)
	return m, unknown
}

// withoutUnknowns puts null in the place of every unknown value and returns the paths where one stood. In a list
// it puts an empty object or string instead, so that the elements after it keep their index.
func withoutUnknowns(raw tftypes.Value) (tftypes.Value, []loadbalancer.Path, error) {
	var unknown []loadbalancer.Path
	known, err := tftypes.Transform(raw, func(at *tftypes.AttributePath, v tftypes.Value) (tftypes.Value, error) {
		if !v.IsKnown() {
			unknown = append(unknown, domainPath(at))
			v = tftypes.NewValue(v.Type(), nil)
		}
		if _, inList := at.LastStep().(tftypes.ElementKeyInt); inList && v.IsNull() {
			v = empty(v.Type())
		}
		return v, nil
	})
	return known, unknown, err
}

// empty is the value of a list's element of which nothing is known.
func empty(t tftypes.Type) tftypes.Value {
	object, ok := t.(tftypes.Object)
	if !ok {
		return tftypes.NewValue(t, "")
	}
	attributes := map[string]tftypes.Value{}
	for name, attributeType := range object.AttributeTypes {
		attributes[name] = tftypes.NewValue(attributeType, nil)
	}
	return tftypes.NewValue(t, attributes)
}

// Settled are the problems that no unknown value could still make disappear.
func Settled(problems []loadbalancer.Problem, unknown []loadbalancer.Path) []loadbalancer.Problem {
	return slices.DeleteFunc(problems, func(p loadbalancer.Problem) bool {
		return slices.ContainsFunc(unknown, p.Concerns)
	})
}

// AttributePath is where a value of the domain is in Terraform: attributes have the names of the domain's fields. What
// follows the name of a map in the schema is a key of it.
func AttributePath(ctx context.Context, in schema.Schema, p loadbalancer.Path) path.Path {
	var at path.Path
	for _, step := range p {
		of, _ := in.TypeAtPath(ctx, at)
		_, isMap := of.(types.MapType)
		switch {
		case isMap:
			at = at.AtMapKey(step.Name)
		case step.Name == "":
			at = at.AtListIndex(step.Index)
		default:
			at = at.AtName(step.Name)
		}
	}
	return at
}

func domainPath(at *tftypes.AttributePath) loadbalancer.Path {
	var p loadbalancer.Path
	for _, step := range at.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			p = p.Field(string(step))
		case tftypes.ElementKeyString:
			p = p.Field(string(step))
		case tftypes.ElementKeyInt:
			p = p.Item(int(step))
		}
	}
	return p
}
