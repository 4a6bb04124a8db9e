package haaudit

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

func text(s string) *string { return &s }

// What the broker tells becomes what the rules judge, and what they find becomes the state.
func TestFromTheBrokerToTheState(t *testing.T) {
	drained := true
	nodes := nodesOf([]management.Node{
		{Name: "r3", Running: true}, {Name: "r1", Running: true, BeingDrained: &drained, Type: "ram"}, {Name: "r2", Running: true, MemoryAlarm: true},
	})
	queues, err := tfkit.ChooseQueues([]management.QueueStatus{
		{Queue: management.Queue{Vhost: "b", Name: "q", Type: "quorum", Durable: true}, Members: known.Of([]string{"r2", "r3"}), Online: known.Of([]string{"r3", "r2"})},
		{Queue: management.Queue{Vhost: "a", Name: "q", Type: "classic"}, Leader: known.Of("r1"), State: known.Of("running")},
		{Queue: management.Queue{Vhost: "a", Name: "other", Type: "classic"}, Leader: known.Of("r1")},
		{Queue: management.Queue{Vhost: "a", Name: "qx", Type: "classic", Exclusive: true}},
		// Left behind by a delivery check that was killed.
		{Queue: management.Queue{Vhost: "a", Name: "terraform.delivery-check.q", Type: "classic"}, Leader: known.Of("r1")},
	}, types.StringValue("q"))
	if err != nil {
		t.Fatal(err)
	}
	var m model
	m.take(availability.Audit(availability.Cluster{Nodes: nodes}, queuesOf(queues), "too_few_members"))
	want := []findingModel{
		{Severity: "error", Code: "memory_alarm", Kind: "node", Name: text("r2"), Nodes: []string{"r2"}},
		{Severity: "error", Code: "transient_queue", Kind: "queue", Vhost: text("a"), Name: text("q"), Nodes: []string{"r1"}},
		{Severity: "warning", Code: "node_in_maintenance", Kind: "node", Name: text("r1"), Nodes: []string{"r1"}},
		{Severity: "warning", Code: "ram_node", Kind: "node", Name: text("r1"), Nodes: []string{"r1"}},
	}
	for i := range m.Findings {
		if m.Findings[i].Summary == "" || m.Findings[i].Action == "" {
			t.Errorf("%+v says too little", m.Findings[i])
		}
		m.Findings[i].Summary, m.Findings[i].Action = "", ""
	}
	if diff := cmp.Diff(want, m.Findings); diff != "" {
		t.Error(diff)
	}
	if m.Queues != 2 || m.AtRisk != 1 || m.Exclusive != 1 || m.Ignored != 1 || m.Errors != 2 || m.Warnings != 2 || m.SurvivesOneNode {
		t.Errorf("got %+v", m)
	}
}

func TestTransientExchanges(t *testing.T) {
	got := transient([]management.Exchange{{Vhost: "b", Name: "x"}, {Vhost: "a", Name: "y"}, {Vhost: "a", Name: "amq.topic", Durable: true}})
	if diff := cmp.Diff([]availability.Name{{Vhost: "a", Name: "y"}, {Vhost: "b", Name: "x"}}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSchemaIsValid(t *testing.T) {
	var resp datasource.SchemaResponse
	(&DataSource{}).Schema(t.Context(), datasource.SchemaRequest{}, &resp)
	if diags := resp.Schema.ValidateImplementation(t.Context()); diags.HasError() {
		t.Error(diags)
	}
}
