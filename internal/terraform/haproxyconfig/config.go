package haproxyconfig

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/haproxy"
)

// decode reads the configuration and tells which of its values are unknown; those count as not given.
func decode(ctx context.Context, source tfsdk.Config, diags *diag.Diagnostics) (haproxy.Config, []haproxy.Path) {
	raw, unknown, err := withoutUnknowns(source.Raw)
	if err != nil {
		diags.AddError("Reading the configuration failed", "This is a fault of the provider: please report it. "+err.Error())
		return haproxy.Config{}, nil
	}
	var m model
	diags.Append(tfsdk.Config{Raw: raw, Schema: source.Schema}.Get(ctx, &m)...)
	return m.config(), unknown
}

// withoutUnknowns puts null in the place of every unknown value and returns the paths where one stood. In a list
// it puts an empty object or string instead, so that the elements after it keep their index.
func withoutUnknowns(raw tftypes.Value) (tftypes.Value, []haproxy.Path, error) {
	var unknown []haproxy.Path
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

// settled are the problems that no unknown value could still make disappear.
func settled(problems []haproxy.Problem, unknown []haproxy.Path) []haproxy.Problem {
	return slices.DeleteFunc(problems, func(p haproxy.Problem) bool {
		return slices.ContainsFunc(unknown, p.Concerns)
	})
}

// attributePath and domainPath translate between the two notions of a path: the attributes have the names of the
// model's fields.
func attributePath(p haproxy.Path) path.Path {
	var at path.Path
	for _, step := range p {
		if step.Name == "" {
			at = at.AtListIndex(step.Index)
			continue
		}
		at = at.AtName(step.Name)
	}
	return at
}

func domainPath(at *tftypes.AttributePath) haproxy.Path {
	var p haproxy.Path
	for _, step := range at.Steps() {
		switch step := step.(type) {
		case tftypes.AttributeName:
			p = p.Field(string(step))
		case tftypes.ElementKeyInt:
			p = p.Item(int(step))
		}
	}
	return p
}
