// Package deliverycheck is the data source rabbitmqha_delivery_check: does what is published through an address arrive? What
// is sent and counted is package delivery's work; here are the attributes, and the provider's own user as the default.
package deliverycheck

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/delivery"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_delivery_check.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_delivery_check"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	request, ok := d.request(m, &resp.Diagnostics)
	if !ok {
		return
	}
	tflog.Info(ctx, "checking delivery", map[string]any{"address": request.Address, "vhost": request.Vhost, "messages": request.Messages})
	report, err := delivery.Check(ctx, request)
	if err != nil {
		resp.Diagnostics.AddError(fmt.Sprintf("Messages could not be sent through %s and taken back", request.Address), detailOf(err, request))
		return
	}
	m.Vhost = types.StringValue(request.Vhost)
	m.show(report)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

// request completes what the configuration asks for by what the provider knows: its user, and which node has a queue.
func (d *DataSource) request(m model, diags *diag.Diagnostics) (delivery.Request, bool) {
	request := m.request()
	var err error
	if request.TLS, err = m.TLS.config(); err != nil {
		at := path.Root("tls")
		var bad *httpapi.TLSError
		if errors.As(err, &bad) {
			at = at.AtName(bad.Field)
		}
		diags.AddAttributeError(at, "The TLS settings cannot be used", err.Error())
		return request, false
	}
	client := d.Cluster.ManagementIfAny()
	if request.Username == "" {
		if client == nil {
			diags.AddAttributeError(path.Root("username"), "No user to log in as",
				"Neither the data source nor the provider has one. Set username and password.")
			return request, false
		}
		request.Username, request.Password = client.Credentials()
	}
	if client != nil {
		request.NodeOf = nodeOf(client, request.Vhost)
		request.Delete = func(ctx context.Context, queue string) error {
			return client.DeleteQueue(ctx, request.Vhost, queue, false)
		}
	}
	return request, true
}
