// Package haaudit is the data source rabbitmqha_ha_audit: which queues would not survive the loss of one node, what else
// of the cluster depends on one, and why. It asks the broker; the judgement is package availability's.
package haaudit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_ha_audit.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_ha_audit"
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
		tfkit.AddPatternError(&resp.Diagnostics, err)
		return
	}
	m.take(availability.Audit(cluster, queuesOf(queues), m.ignored()...))
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}
