package vhost

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_vhost.
type DataSource struct{ tfkit.DataSource }

// ListDataSource is the data source rabbitmqha_vhosts.
type ListDataSource struct{ tfkit.DataSource }

var (
	_ datasource.DataSourceWithConfigure = (*DataSource)(nil)
	_ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)
)

// NewDataSource returns the data source of one virtual host.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// NewListDataSource returns the data source of all virtual hosts.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vhost"
}

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_vhosts"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var name types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("name"), &name)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	vhost, err := client.VhostStatus(ctx, name.ValueString())
	if err != nil {
		tfkit.AddLookupError(&resp.Diagnostics, fmt.Sprintf("virtual host %q", name.ValueString()), err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, statusOf(*vhost))...)
}

// Read implements datasource.DataSource.
func (d *ListDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client := d.Cluster.Management(&resp.Diagnostics)
	if client == nil {
		return
	}
	vhosts, err := client.VhostStatuses(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the virtual hosts", err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, listModel{Vhosts: statusesOf(vhosts)})...)
}
