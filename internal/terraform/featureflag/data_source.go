package featureflag

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_feature_flags.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_feature_flags"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	client := d.Cluster.Management(&resp.Diagnostics)
	if client == nil {
		return
	}
	flags, err := client.FeatureFlags(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the feature flags", err)
		return
	}
	broker, err := d.Cluster.Broker(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the broker's version", err)
		return
	}
	model := listModel{FeatureFlags: listed(flags)}
	if broker.DeprecatedFeatures {
		var all, used []management.DeprecatedFeature
		if all, err = client.DeprecatedFeatures(ctx); err == nil {
			used, err = client.DeprecatedFeaturesInUse(ctx)
		}
		if err != nil {
			tfkit.AddError(&resp.Diagnostics, "Could not read the deprecated features", err)
			return
		}
		model.DeprecatedFeatures, model.DeprecatedInUse = deprecated(all, used)
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}
