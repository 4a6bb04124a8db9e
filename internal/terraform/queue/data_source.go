package queue

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_queue.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_queue"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var vhost, name types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("vhost"), &vhost)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("name"), &name)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	queue, err := client.QueueStatus(ctx, tfkit.VhostOf(vhost), name.ValueString())
	if err != nil {
		tfkit.AddLookupError(&resp.Diagnostics,
			fmt.Sprintf("queue %q in the virtual host %q", name.ValueString(), tfkit.VhostOf(vhost)), err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, statusOf(*queue))...)
}
