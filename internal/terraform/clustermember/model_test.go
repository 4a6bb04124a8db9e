package clustermember

import (
	"reflect"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// named is a model with a node and the members to join through; "?" is one that is not known yet.
func named(node string, cluster ...string) Model {
	elements := make([]attr.Value, len(cluster))
	for i, name := range cluster {
		elements[i] = types.StringValue(name)
		if name == "?" {
			elements[i] = types.StringUnknown()
		}
	}
	return Model{Node: types.StringValue(node), Cluster: types.ListValueMust(types.StringType, elements)}
}

func TestRequestsSayWhatTheConfigurationSays(t *testing.T) {
	m := named("rabbit@b", "rabbit@a", "?", "rabbit@c")
	if got, want := m.join(), (membership.JoinRequest{Node: "rabbit@b", Through: []string{"rabbit@a", "rabbit@c"}}); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	m.Type, m.DiscardData, m.Rebalance = types.StringValue("ram"), types.BoolValue(true), types.BoolValue(true)
	m.QuorumQueues = &quorumModel{Grow: types.StringValue("even"), VhostPattern: types.StringValue("^shop$")}
	m.Streams = &streamsModel{StreamPattern: types.StringValue("^log")}
	want := membership.JoinRequest{
		Node: "rabbit@b", Through: []string{"rabbit@a", "rabbit@c"}, RAM: true, DiscardData: true, Rebalance: true,
		Grow:        &membership.Grow{Strategy: membership.GrowEven, VhostPattern: "^shop$"},
		GrowStreams: &membership.StreamGrow{StreamPattern: "^log"},
	}
	if got := m.join(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	for text, afterwards := range map[string]membership.Afterwards{
		"reset": membership.Reset, "stop": membership.Stop, "forget": membership.ForgetOnly,
	} {
		m.OnDestroy, m.Drain, m.Force = types.StringValue(text), types.BoolValue(true), types.BoolValue(true)
		got := m.leave([]string{"rabbit@a"})
		if want := (membership.LeaveRequest{
			Node: "rabbit@b", Through: []string{"rabbit@a"}, Drain: true, Force: true, Afterwards: afterwards,
		}); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v", text, got)
		}
	}
}

func TestOnlySomeChangesConcernTheNodes(t *testing.T) {
	quiet := named("rabbit@b", "rabbit@a")
	grown, streamed, balanced := quiet, quiet, quiet
	grown.QuorumQueues, streamed.Streams, balanced.Rebalance = &quorumModel{}, &streamsModel{}, types.BoolValue(true)
	elsewhere := named("rabbit@b", "rabbit@c")
	elsewhere.Force, elsewhere.OnDestroy = types.BoolValue(true), types.StringValue("stop")
	for name, test := range map[string]struct {
		from, to Model
		want     bool
	}{
		"nothing":              {quiet, quiet, false},
		"what is for later":    {quiet, elsewhere, false},
		"queues are grown":     {quiet, grown, true},
		"are grown already":    {grown, grown, false},
		"are grown no more":    {grown, quiet, false},
		"streams are grown":    {quiet, streamed, true},
		"leaders are balanced": {quiet, balanced, true},
		"are no more":          {balanced, quiet, false},
	} {
		if got := test.to.movesQueues(test.from); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

func TestImportFillsInWhatItCannotKnow(t *testing.T) {
	m := Model{Node: types.StringValue("rabbit@b"), Cluster: types.ListNull(types.StringType)}
	m.see(membership.MemberState{Member: true, Running: true, Version: capability.Version{Major: 4, Minor: 3, Patch: 6}, ClusterName: "shop"})
	m.complete([]string{"rabbit@c", "rabbit@a"})
	if got := m.cluster(); !slices.Equal(got, []string{"rabbit@a", "rabbit@c"}) {
		t.Errorf("cluster %v", got)
	}
	if m.ID.ValueString() != "rabbit@b" || m.Type.ValueString() != "disc" || m.OnDestroy.ValueString() != "reset" ||
		!m.Drain.ValueBool() || m.Force.IsNull() || m.Force.ValueBool() || m.DeleteEmpty.IsNull() || m.DeleteEmpty.ValueBool() || m.DiscardData.IsNull() || m.Rebalance.IsNull() ||
		m.Version.ValueString() != "4.3.6" || m.ClusterName.ValueString() != "shop" || !m.Running.ValueBool() {
		t.Errorf("%+v", m)
	}
	// A node that is down keeps the version that it had, and what the user wrote stays.
	m.Cluster, m.Drain = named("", "rabbit@z").Cluster, types.BoolValue(false)
	m.see(membership.MemberState{Member: true, RAM: true})
	m.complete([]string{"rabbit@a"})
	if m.Version.ValueString() != "4.3.6" || m.Running.ValueBool() || m.Type.ValueString() != "ram" || m.Drain.ValueBool() ||
		!slices.Equal(m.cluster(), []string{"rabbit@z"}) || !m.ClusterName.IsNull() {
		t.Errorf("%+v", m)
	}
}
