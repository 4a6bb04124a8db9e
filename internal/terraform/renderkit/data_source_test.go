package renderkit_test

import (
	"context"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// greeting is a model that takes every name but an empty one, and counts how often it is resolved.
type greeting struct {
	Name     *string      `tfsdk:"name"`
	Text     types.String `tfsdk:"text"`
	Warnings types.List   `tfsdk:"warnings"`
}

var resolved int

func (g greeting) Resolve() (renderkit.Rendering, []loadbalancer.Problem) {
	resolved++
	if renderkit.Value(g.Name) == "" {
		return nil, []loadbalancer.Problem{{Path: loadbalancer.Path{}.Field("name"), Summary: "No name"}}
	}
	return rendering(*g.Name), nil
}

type rendering string

func (r rendering) Outputs(context.Context) (map[string]any, error) {
	return map[string]any{"text": "Hello " + string(r)}, nil
}

func (r rendering) Warnings() []string { return nil }

// TestResolvesOnce: validating and reading resolve a configuration once each, and ask nothing of one with problems.
func TestResolvesOnce(t *testing.T) {
	d := renderkit.DataSource[greeting]{Name: "greeting", Schema: func() schema.Schema {
		return schema.Schema{Attributes: map[string]schema.Attribute{
			"name":     schema.StringAttribute{Optional: true},
			"text":     schema.StringAttribute{Computed: true},
			"warnings": schema.ListAttribute{Computed: true, ElementType: types.StringType},
		}}
	}}.New()
	for name, test := range map[string]struct {
		config          kit.Object
		validated, read string
	}{
		"sound":   {kit.Object{"name": "world"}, "", ""},
		"wrong":   {kit.Object{"name": ""}, "name", "name"},
		"unknown": {kit.Object{"name": kit.Unknown{}}, "", "name"},
	} {
		resolved = 0
		diags := kit.Validate(t, d, test.config)
		if got := kit.Paths(diags); got != test.validated || resolved != 1 {
			t.Errorf("%s: validated with errors at %q, resolved %d times", name, got, resolved)
		}
		resolved = 0
		var g greeting
		diags = kit.Read(t, d, test.config, &g)
		if got := kit.Paths(diags); got != test.read || resolved != 1 {
			t.Errorf("%s: read with errors at %q, resolved %d times", name, got, resolved)
		}
		if got := g.Text.ValueString(); test.read == "" && got != "Hello world" || test.read != "" && got != "" {
			t.Errorf("%s: the text is %q", name, got)
		}
	}
}
