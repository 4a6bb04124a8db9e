package binding

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_bindings.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_bindings"
}

// Schema implements datasource.DataSource.
func (d *DataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "The bindings of a virtual host, all or those from a source or to a destination. Their `id` is what an `import` " +
			"block of `rabbitmqha_binding` takes. Every queue is bound to the default exchange, whose name is empty, by its own name; such a " +
			"binding is shown, too, and cannot be managed.",
		Attributes: map[string]schema.Attribute{
			"vhost": tfkit.SearchedVhost(),
			"source": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Only bindings from this exchange, which must exist; `\"\"` or `amq.default` is the default exchange. Default: " +
					"from all.",
				Validators: []validator.String{tfkit.EntityReference()},
			},
			"destination": schema.StringAttribute{
				Optional: true, MarkdownDescription: "Only bindings to this queue or exchange, which must exist. Default: to all.",
				Validators: []validator.String{tfkit.EntityName()},
			},
			"destination_type": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "What `destination` names: `queue`, the default, or `exchange`. Without `destination`: only bindings to " +
					"queues, or to exchanges; to both by default.",
				Validators: []validator.String{stringvalidator.OneOf(management.ToQueue, management.ToExchange)},
			},
			"bindings": tfkit.ComputedObjects("The bindings, sorted by their ends.", map[string]schema.Attribute{
				"id":               tfkit.ComputedString("`vhost/source/destination_type/destination/properties_key`, each part percent-encoded."),
				"source":           tfkit.ComputedString("Exchange that it leads from; empty for the default exchange."),
				"destination":      tfkit.ComputedString("Queue or exchange that it leads to."),
				"destination_type": tfkit.ComputedString("`queue` or `exchange`."),
				"routing_key":      tfkit.ComputedString("Routing key."),
				"arguments":        tfkit.ComputedString("Arguments, as JSON (`jsondecode`); numbers are exact."),
				"properties_key":   tfkit.ComputedString("Broker's key that distinguishes bindings between the same source and destination."),
			}),
		},
	}
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var model listModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	filter := model.filter()
	if checkEnds(ctx, client, filter, &resp.Diagnostics); resp.Diagnostics.HasError() {
		return
	}
	bindings, err := client.Bindings(ctx, filter)
	if err != nil {
		tfkit.AddListError(&resp.Diagnostics, "bindings", filter.Vhost, err)
		return
	}
	model.Vhost, model.Bindings = tfkit.StringOrNull(filter.Vhost), listed(bindings)
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// checkEnds looks whether the ends exist. The broker lists no bindings of an exchange that does not, and a binding that is
// none of a queue that does not.
func checkEnds(ctx context.Context, client *management.Client, filter management.BindingFilter, diags *diag.Diagnostics) {
	exists := func(kind, name string) {
		var err error
		if kind == management.ToExchange {
			_, err = client.ExchangeStatus(ctx, filter.Vhost, name)
		} else {
			_, err = client.QueueStatus(ctx, filter.Vhost, name)
		}
		if err != nil {
			tfkit.AddLookupError(diags, fmt.Sprintf("%s %q in the virtual host %q", kind, name, filter.Vhost), err)
		}
	}
	if filter.Source != nil && *filter.Source != "" {
		exists(management.ToExchange, *filter.Source)
	}
	if filter.Destination != nil {
		exists(filter.DestinationType, *filter.Destination)
	}
}
