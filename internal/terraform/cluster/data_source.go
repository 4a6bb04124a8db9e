package cluster

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

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
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var given []givenNode
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("node"), &given)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
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
	vhosts, err := client.VhostStatuses(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the state of the virtual hosts", err)
		return
	}
	described := describe(overview, nodes, vhosts, given)
	if unknown := described.unknown(); len(unknown) > 0 {
		resp.Diagnostics.AddWarning("The ports of "+strings.Join(unknown, ", ")+" are not known", sayPorts)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, described)...)
}
