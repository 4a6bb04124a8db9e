package user

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_user.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_user"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var wanted types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("name"), &wanted)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	name := wanted.ValueString()
	found, err := find(ctx, client, name)
	switch {
	case errors.Is(err, httpapi.ErrNotFound):
		resp.Diagnostics.AddError(fmt.Sprintf("There is no user %q", name), err.Error()+"\n\nOnly users of RabbitMQ's internal database "+
			"are looked at, not those of LDAP, OAuth 2.0 or another backend. Names are case-sensitive.")
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, fmt.Sprintf("Could not read user %q", name), err)
	default:
		resp.Diagnostics.Append(resp.State.Set(ctx, found)...)
	}
}

// find collects what the broker keeps about a user in several places.
func find(ctx context.Context, client *management.Client, name string) (lookup, error) {
	user, err := client.User(ctx, name)
	if err != nil {
		return lookup{}, err
	}
	permissions, err := client.UserPermissions(ctx, name)
	if err != nil {
		return lookup{}, err
	}
	topics, err := client.UserTopicPermissions(ctx, name)
	if err != nil {
		return lookup{}, err
	}
	limits, err := client.Limits(ctx, management.UserLimits, name)
	if err != nil && !errors.Is(err, httpapi.ErrNotFound) {
		return lookup{}, err
	}
	return describe(user, permissions, topics, limits), nil
}
