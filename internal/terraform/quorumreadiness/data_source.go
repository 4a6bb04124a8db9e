// Package quorumreadiness is the data source rabbitmqha_quorum_readiness: which classic queues can become quorum queues, what stands in
// the way of the others, and what would change. It asks the broker; the judgement is package conversion's.
package quorumreadiness

import (
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/datasource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/conversion"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// DataSource is the data source rabbitmqha_quorum_readiness.
type DataSource struct{ tfkit.DataSource }

var _ datasource.DataSourceWithConfigure = (*DataSource)(nil)

// NewDataSource returns the data source.
func NewDataSource() datasource.DataSource { return &DataSource{} }

// Metadata implements datasource.DataSource.
func (d *DataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_quorum_readiness"
}

// Read implements datasource.DataSource.
func (d *DataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m model
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	client := d.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	broker, err := d.Cluster.Broker(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the broker's version", err)
		return
	}
	ask := asking{client: client, members: d.Cluster.MembersIfAny(), vhost: m.Vhost.ValueString(), diags: &resp.Diagnostics}
	cluster := conversion.Cluster{Broker: broker}
	queues := ask.all(ctx, &cluster)
	if resp.Diagnostics.HasError() {
		return
	}
	cluster.Queues = queuesOf(queues)
	chosen, err := tfkit.ChooseQueues(queues, m.Pattern)
	if err != nil {
		tfkit.AddPatternError(&resp.Diagnostics, err)
		return
	}
	assessor := conversion.NewAssessor(cluster, conversion.Options{DropPriorities: m.DropPriorities.ValueBool()})
	var found []conversion.Readiness
	for _, queue := range queuesOf(slices.DeleteFunc(chosen, isNotClassic)) {
		found = append(found, assessor.Assess(queue))
	}
	m.take(found)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
}

func isNotClassic(queue management.QueueStatus) bool { return queue.Type != string(topology.Classic) }
