package policy

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_policies.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_policies"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model listModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	vhost := model.Vhost.ValueString()
	for _, part := range []struct {
		kind   management.PolicyKind
		noun   string
		target *[]listedModel
	}{
		{management.UserPolicy, "policies", &model.Policies}, {management.OperatorPolicy, "operator policies", &model.OperatorPolicies},
	} {
		policies, err := client.Policies(ctx, part.kind, vhost)
		if err != nil {
			tfkit.AddListError(&resp.Diagnostics, part.noun, vhost, err)
			return
		}
		*part.target = listed(policies)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}
