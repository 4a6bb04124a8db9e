package renderkit

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Model is a configuration as Decode reads it.
type Model interface {
	// Resolve converts the configuration to the domain's model, fills in what was left out, and finds every reason why
	// nothing can be rendered. Where there is one, the Rendering must not be used. The path of a problem with an element of
	// a map ends with the key as a name.
	Resolve() (Rendering, []loadbalancer.Problem)
}

// Rendering is a configuration without problems, and what is made of it.
type Rendering interface {
	// Outputs are the values of the computed attributes by name, except "warnings".
	Outputs(ctx context.Context) (map[string]any, error)
	// Warnings are the values of the attribute "warnings": traps that are no errors.
	Warnings() []string
}

// DataSource is a data source that renders its configuration and asks nobody. Its schema has a computed attribute
// "warnings", a list of strings.
type DataSource[M Model] struct {
	// Name is what follows the provider's in the name of the data source, such as haproxy_config.
	Name string
	// Schema makes its schema.
	Schema func() schema.Schema
	// Rendered is what an error says could not be rendered, such as "the HAProxy configuration".
	Rendered string
	// Acting is what a warning says may not do what is meant, such as "The BIG-IP".
	Acting string
}

// New returns the data source for Terraform.
func (d DataSource[M]) New() datasource.DataSource { return &dataSource[M]{d} }

var _ datasource.DataSourceWithValidateConfig = (*dataSource[Model])(nil)

// dataSource is a DataSource with the framework's methods, one of which is named like a field of it.
type dataSource[M Model] struct{ is DataSource[M] }

func (d *dataSource[M]) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + d.is.Name
}

func (d *dataSource[M]) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = d.is.Schema()
}

// ValidateConfig reports every problem that does not hang on a value still unknown. Read validates again, when all
// values are known.
func (d *dataSource[M]) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	m, unknown := Decode[M](ctx, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	_, problems := m.Resolve()
	d.report(ctx, &resp.Diagnostics, Settled(problems, unknown))
}

func (d *dataSource[M]) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	m, _ := Decode[M](ctx, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	rendering, problems := m.Resolve()
	if len(problems) > 0 {
		d.report(ctx, &resp.Diagnostics, problems)
		return
	}
	outputs, err := rendering.Outputs(ctx)
	if err != nil {
		resp.Diagnostics.AddError("Rendering "+d.is.Rendered+" failed", err.Error())
		return
	}
	resp.State.Raw = req.Config.Raw
	for _, name := range slices.Sorted(maps.Keys(outputs)) {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), outputs[name])...)
	}
	warnings := rendering.Warnings()
	// Without warnings the list is empty and not null.
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("warnings"), append([]string{}, warnings...))...)
	if len(warnings) > 0 {
		resp.Diagnostics.AddWarning(d.is.Acting+" may not do what is meant", "- "+strings.Join(warnings, "\n- "))
	}
}

func (d *dataSource[M]) report(ctx context.Context, diags *diag.Diagnostics, problems []loadbalancer.Problem) {
	in := d.is.Schema()
	for _, p := range problems {
		diags.AddAttributeError(AttributePath(ctx, in, p.Path), p.Summary, p.Detail)
	}
}
