package queue

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// ListDataSource is the data source rabbitmqha_queues.
type ListDataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*ListDataSource)(nil)

// NewListDataSource returns the data source.
func NewListDataSource() datasource.DataSource { return &ListDataSource{} }

// Metadata implements datasource.DataSource.
func (d *ListDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_queues"
}

// compile returns nil for a pattern that is not there, or not known yet.
func compile(pattern types.String) (*topology.Pattern, error) {
	if !tfkit.IsSet(pattern) {
		return nil, nil
	}
	return topology.NewPattern(pattern.ValueString())
}

// Read implements datasource.DataSource.
func (d *ListDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model listModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	queues, err := client.QueueStatuses(ctx, model.Vhost.ValueString())
	if err != nil {
		tfkit.AddListError(&resp.Diagnostics, "queues", model.Vhost.ValueString(), err)
		return
	}
	pattern, err := compile(model.Pattern)
	if err == nil {
		model.Queues, err = statusesOf(queues, pattern)
	}
	if err != nil {
		tfkit.AddPatternError(&resp.Diagnostics, err)
		return
	}
	resp.State.Raw = model.raw(ctx)
}
