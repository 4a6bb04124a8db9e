package queue

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

func pointer[T any](value T) *T { return &value }

func TestStatusOf(t *testing.T) {
	got := statusOf(management.QueueStatus{
		Queue: management.Queue{Vhost: "a/b", Name: "ö@", Type: "quorum", Durable: true, Arguments: map[string]any{"x-max-length": json.Number("9007199254740993")}},
		State: known.Of("running"), Leader: known.Of("n2"), Members: known.Of([]string{"n3", "n1", "n2"}), Online: known.Of([]string{}),
		Messages: known.Of(int64(1 << 60)), EffectivePolicy: known.Of(map[string]any{}),
	})
	want := statusModel{
		ID: "a%2Fb/%C3%B6@", Vhost: "a/b", Name: "ö@", Type: "quorum", Durable: true, Arguments: pointer(`{"x-max-length":9007199254740993}`),
		State: pointer("running"), Leader: pointer("n2"), Members: []string{"n1", "n2", "n3"}, Online: []string{}, Messages: pointer(int64(1 << 60)),
		EffectivePolicy: pointer("{}"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStatusesOfThePattern(t *testing.T) {
	var queues []management.QueueStatus
	for _, names := range [][2]string{{"b", "x"}, {"a", "y"}, {"a", "amq.gen"}, {"a", "ê"}, {"a", "x"}} {
		queues = append(queues, management.QueueStatus{Queue: management.Queue{Vhost: names[0], Name: names[1]}})
	}
	for pattern, want := range map[string]string{"": "a/amq.gen a/x a/y a/%C3%AA b/x", `^(?!amq\.)[xy]`: "a/x a/y b/x", "none": ""} {
		compiled, err := topology.NewPattern(pattern)
		if err != nil {
			t.Fatal(err)
		}
		found, err := statusesOf(queues, compiled)
		var ids []string
		for _, queue := range found {
			ids = append(ids, queue.ID)
		}
		if got := strings.Join(ids, " "); err != nil || got != want || found == nil {
			t.Errorf("%q: %s, %v", pattern, got, err)
		}
	}
	compiled, err := topology.NewPattern(`^\w+$`)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := statusesOf(queues, compiled); err == nil || !strings.Contains(err.Error(), "depends on the broker") {
		t.Error(err)
	}
}

// What is written past the framework is what the framework would write.
func TestQueuesAreWrittenAsTheFrameworkWould(t *testing.T) {
	var got datasource.SchemaResponse
	(&ListDataSource{}).Schema(t.Context(), datasource.SchemaRequest{}, &got)
	kind := got.Schema.Type().TerraformType(t.Context())
	one, text := int64(1), "x"
	for name, model := range map[string]listModel{
		"none": {Queues: []statusModel{}},
		"all": {Vhost: types.StringValue("/"), Pattern: types.StringValue("^q"), Queues: []statusModel{
			{
				ID: "%2F/q", Vhost: "/", Name: "q", Type: "quorum", Durable: true, AutoDelete: true, Exclusive: true, Arguments: &text, State: &text,
				Leader: &text, Members: []string{"a", "b"}, Online: []string{}, Synchronised: []string{"a"}, Messages: &one, MessagesReady: &one,
				MessagesUnacknowledged: &one, Consumers: &one, Policy: &text, OperatorPolicy: &text, EffectivePolicy: &text,
			},
			{ID: "%2F/r", Vhost: "/", Name: "r", Type: "classic"},
		}},
	} {
		want := tfsdk.State{Schema: got.Schema, Raw: tftypes.NewValue(kind, nil)}
		if diags := want.Set(t.Context(), model); diags.HasError() {
			t.Fatal(diags)
		}
		if raw := model.raw(t.Context()); !raw.Equal(want.Raw) {
			t.Errorf("%s:\n%s\nwant\n%s", name, raw, want.Raw)
		}
	}
}
