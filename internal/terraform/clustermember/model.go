package clustermember

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Kinds of members, and what becomes of one on destroy.
const (
	disc = "disc"
	ram  = "ram"

	onDestroyReset  = "reset"
	onDestroyStop   = "stop"
	onDestroyForget = "forget"
)

// Model is the state of rabbitmqha_cluster_member.
type Model struct {
	ID           types.String   `tfsdk:"id"`
	Node         types.String   `tfsdk:"node"`
	Cluster      types.List     `tfsdk:"cluster"`
	Type         types.String   `tfsdk:"type"`
	DiscardData  types.Bool     `tfsdk:"discard_data"`
	Drain        types.Bool     `tfsdk:"drain"`
	Rebalance    types.Bool     `tfsdk:"rebalance"`
	OnDestroy    types.String   `tfsdk:"on_destroy"`
	DeleteEmpty  types.Bool     `tfsdk:"delete_empty_queues"`
	Force        types.Bool     `tfsdk:"force"`
	ClusterName  types.String   `tfsdk:"cluster_name"`
	Version      types.String   `tfsdk:"version"`
	Running      types.Bool     `tfsdk:"running"`
	QuorumQueues *quorumModel   `tfsdk:"quorum_queues"`
	Streams      *streamsModel  `tfsdk:"streams"`
	Timeouts     timeouts.Value `tfsdk:"timeouts"`
}

type quorumModel struct {
	Grow         types.String `tfsdk:"grow"`
	VhostPattern types.String `tfsdk:"vhost_pattern"`
	QueuePattern types.String `tfsdk:"queue_pattern"`
}

type streamsModel struct {
	VhostPattern  types.String `tfsdk:"vhost_pattern"`
	StreamPattern types.String `tfsdk:"stream_pattern"`
}

// cluster are the members to join through; those that are not known yet are left out.
func (m Model) cluster() []string {
	var out []string
	for _, element := range m.Cluster.Elements() {
		if text, ok := element.(types.String); ok && tfkit.IsSet(text) {
			out = append(out, text.ValueString())
		}
	}
	return out
}

// join is what the domain is asked for.
func (m Model) join() membership.JoinRequest {
	request := membership.JoinRequest{
		Node: m.Node.ValueString(), Through: m.cluster(), RAM: m.Type.ValueString() == ram,
		DiscardData: m.DiscardData.ValueBool(), Rebalance: m.Rebalance.ValueBool(), Force: m.Force.ValueBool(),
	}
	if q := m.QuorumQueues; q != nil {
		request.Grow = &membership.Grow{
			Strategy:     membership.Strategy(q.Grow.ValueString()),
			VhostPattern: q.VhostPattern.ValueString(), QueuePattern: q.QueuePattern.ValueString(),
		}
	}
	if s := m.Streams; s != nil {
		request.GrowStreams = &membership.StreamGrow{VhostPattern: s.VhostPattern.ValueString(), StreamPattern: s.StreamPattern.ValueString()}
	}
	return request
}

// leave is what the domain is asked for, by way of other members.
func (m Model) leave(through []string) membership.LeaveRequest {
	return membership.LeaveRequest{
		Node: m.Node.ValueString(), Through: through, Drain: m.Drain.ValueBool(), Force: m.Force.ValueBool(),
		DeleteEmptyQueues: m.DeleteEmpty.ValueBool(),
		Afterwards: map[string]membership.Afterwards{
			onDestroyReset: membership.Reset, onDestroyStop: membership.Stop, onDestroyForget: membership.ForgetOnly,
		}[m.OnDestroy.ValueString()],
	}
}

// movesQueues reports whether queues are to be moved differently than the state says.
func (m Model) movesQueues(state Model) bool {
	was, is := state.join(), m.join()
	return is.Grow != nil && (was.Grow == nil || *was.Grow != *is.Grow) ||
		is.GrowStreams != nil && (was.GrowStreams == nil || *was.GrowStreams != *is.GrowStreams) ||
		is.Rebalance && !was.Rebalance
}

// see takes over what the nodes say.
func (m *Model) see(seen membership.MemberState) {
	m.ID = types.StringValue(tfkit.JoinID(m.Node.ValueString()))
	m.Running = types.BoolValue(seen.Running)
	m.ClusterName = types.StringValue(seen.ClusterName)
	if seen.ClusterName == "" {
		m.ClusterName = types.StringNull()
	}
	// A node that is down does not say what it runs; what it said last still holds.
	if !seen.Version.IsZero() {
		m.Version = types.StringValue(seen.Version.String())
	} else if m.Version.IsUnknown() {
		m.Version = types.StringNull()
	}
	m.Type = types.StringValue(disc)
	if seen.RAM {
		m.Type = types.StringValue(ram)
	}
}

// complete fills in what an import does not know: the other members, and the defaults of what Terraform alone knows.
func (m *Model) complete(others []string) {
	if m.Cluster.IsNull() {
		others = slices.Sorted(slices.Values(others))
		elements := make([]attr.Value, len(others))
		for i, node := range others {
			elements[i] = types.StringValue(node)
		}
		m.Cluster = types.ListValueMust(types.StringType, elements)
	}
	for _, each := range []struct {
		value    *types.Bool
		standard bool
	}{{&m.DiscardData, false}, {&m.Drain, true}, {&m.Rebalance, false}, {&m.DeleteEmpty, false}, {&m.Force, false}} {
		if each.value.IsNull() {
			*each.value = types.BoolValue(each.standard)
		}
	}
	if m.OnDestroy.IsNull() {
		m.OnDestroy = types.StringValue(onDestroyReset)
	}
}
