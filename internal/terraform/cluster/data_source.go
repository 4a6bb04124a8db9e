package cluster

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is rabbitmqha_cluster.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_cluster"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client := d.Cluster.Management(&resp.Diagnostics)
	if client == nil {
		return
	}
	overview, err := client.OverviewWithListeners(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the cluster's overview", err)
		return
	}
	nodes, err := client.Nodes(ctx)
	if err != nil {
		tfkit.AddNodesError(&resp.Diagnostics, err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, describe(overview, nodes))...)
}
