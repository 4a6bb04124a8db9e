package exchange

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_exchange.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_exchange"
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "An exchange, whoever declared it, the broker's own ones (`amq.topic`) among them. One that does not " +
			"exist is an error.",
		Attributes: map[string]schema.Attribute{
			"id":    tfkit.ComputedString("`vhost/name`, each part percent-encoded."),
			"vhost": tfkit.SearchedVhost(),
			"name": schema.StringAttribute{
				Required: true, MarkdownDescription: "Name; `amq.default` for the default exchange, whose name is empty to clients.",
				Validators: []validator.String{tfkit.EntityName()},
			},
			"type":        tfkit.ComputedString("`direct`, `fanout`, `topic`, `headers`, or the type of a plugin."),
			"durable":     tfkit.ComputedBool("Whether it survives a restart of the broker."),
			"auto_delete": tfkit.ComputedBool("Whether the broker deletes it when its last binding is gone."),
			"internal":    tfkit.ComputedBool("Whether only other exchanges can publish to it."),
			"arguments":   tfkit.ComputedString("Its arguments, as JSON (`jsondecode`); numbers are exact."),
			"policy":      tfkit.ComputedString("Name of the policy that applies; null if none matches."),
		},
	}
}

// statusModel is the state of the data source.
type statusModel struct {
	ID         string  `tfsdk:"id"`
	Vhost      string  `tfsdk:"vhost"`
	Name       string  `tfsdk:"name"`
	Type       string  `tfsdk:"type"`
	Durable    bool    `tfsdk:"durable"`
	AutoDelete bool    `tfsdk:"auto_delete"`
	Internal   bool    `tfsdk:"internal"`
	Arguments  *string `tfsdk:"arguments"`
	Policy     *string `tfsdk:"policy"`
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
	exchange, err := client.ExchangeStatus(ctx, tfkit.VhostOf(vhost), name.ValueString())
	if err != nil {
		tfkit.AddLookupError(&resp.Diagnostics,
			fmt.Sprintf("exchange %q in the virtual host %q", name.ValueString(), tfkit.VhostOf(vhost)), err)
		return
	}
	// The name stays as it was asked for: the default exchange is answered without one.
	resp.Diagnostics.Append(resp.State.Set(ctx, statusModel{
		ID:         tfkit.JoinID(exchange.Vhost, name.ValueString()),
		Vhost:      exchange.Vhost,
		Name:       name.ValueString(),
		Type:       exchange.Type,
		Durable:    exchange.Durable,
		AutoDelete: exchange.AutoDelete,
		Internal:   exchange.Internal,
		Arguments:  tfkit.JSONOf(exchange.Arguments),
		Policy:     exchange.Policy.Pointer(),
	})...)
}
