// Package haaudit is the data source rabbitmqha_ha_audit: which queues would not survive the loss of one node, what else
// of the cluster depends on one, and why. It asks the broker; the judgement is package availability's.
package haaudit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_ha_audit.
type DataSource struct{ tfkit.DataSource }

var (
	_ datasource.DataSourceWithConfigure      = (*DataSource)(nil)
	_ datasource.DataSourceWithValidateConfig = (*DataSource)(nil)
)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_ha_audit"
}

const badPattern = "The pattern cannot be used"

// ValidateConfig implements datasource.DataSourceWithValidateConfig.
func (d *DataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var pattern types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("pattern"), &pattern)...)
	if !tfkit.IsSet(pattern) {
		return
	}
	if _, err := topology.NewPattern(pattern.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("pattern"), badPattern, err.Error())
	}
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("vhost"), &m.Vhost)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("pattern"), &m.Pattern)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("ignore"), &m.Ignore)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	broker, err := d.Cluster.Broker(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the broker's version", err)
		return
	}
	ask := asking{client: client, members: d.Cluster.MembersIfAny(), broker: broker, vhost: m.Vhost.ValueString(), diags: &resp.Diagnostics}
	cluster := ask.cluster(ctx)
	if resp.Diagnostics.HasError() {
		return
	}
	queues, err := tfkit.ReadMeasuredQueues(ctx, client, ask.vhost, running(cluster.Nodes), isPlaced)
	if err != nil {
		tfkit.AddListError(&resp.Diagnostics, "queues", ask.vhost, err)
		return
	}
	if queues, err = tfkit.ChooseQueues(queues, m.Pattern); err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("pattern"), badPattern, err.Error())
		return
	}
	m.take(availability.Audit(cluster, queuesOf(queues), m.ignored()...))
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}
