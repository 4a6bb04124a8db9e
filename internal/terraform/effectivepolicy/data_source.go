package effectivepolicy

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_effective_policy.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_effective_policy"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	vhost := tfkit.VhostOf(m.Vhost)
	m.Vhost = types.StringValue(vhost)
	chosen := m.targets(ctx, client, &resp.Diagnostics)
	policies := tfkit.ReadPolicies(ctx, client, vhost, &resp.Diagnostics)[vhost]
	if resp.Diagnostics.HasError() {
		return
	}
	broker, err := d.Cluster.Broker(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the broker's version", err)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	if m.Effects, err = effectsOf(chosen, policies, broker.Version); err != nil {
		resp.Diagnostics.AddError(fmt.Sprintf("Could not find out which policies apply in virtual host %q", vhost), err.Error())
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

// targets are what the configuration asks for.
func (m model) targets(ctx context.Context, client *management.Client, diags *diag.Diagnostics) []topology.Target {
	name, vhost := m.Name.ValueString(), m.Vhost.ValueString()
	switch m.Type.ValueString() {
	case "":
	case exchange:
		return []topology.Target{{Name: name}}
	default:
		return []topology.Target{{Name: name, Type: topology.QueueType(m.Type.ValueString())}}
	}
	queues, err := client.Queues(ctx, vhost)
	if err != nil {
		tfkit.AddListError(diags, "queues", vhost, err)
		return nil
	}
	exchanges, err := client.Exchanges(ctx, vhost)
	if err != nil {
		tfkit.AddListError(diags, "exchanges", vhost, err)
		return nil
	}
	takes := func(other string) (bool, error) { return other == name, nil }
	if m.Name.IsNull() {
		pattern, err := topology.NewPattern(m.Pattern.ValueString())
		if err != nil {
			tfkit.AddPatternError(diags, err)
			return nil
		}
		takes = pattern.Matches
	}
	out, err := targets(queues, exchanges, takes)
	if err != nil {
		tfkit.AddPatternError(diags, err)
	} else if len(out) == 0 && !m.Name.IsNull() {
		diags.AddAttributeError(path.Root("name"), fmt.Sprintf("There is no queue and no exchange %q in virtual host %q", name, vhost),
			"Write type to ask for one that is to be declared later.")
	}
	return out
}
