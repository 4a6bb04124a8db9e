package binding

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

func TestWhatIsReadIsBoundAgain(t *testing.T) {
	model := Model{
		Vhost: types.StringValue("a/b"), Source: types.StringValue("x @"), Destination: types.StringValue("q+é"),
		DestinationType: types.StringValue("queue"), ArgumentsJSON: jsontypes.NewNormalizedNull(),
		PropertiesKey: types.StringValue("a%2Fb~eM-KAw"),
	}
	want := management.Binding{
		Vhost: "a/b", Source: "x @", Destination: "q+é", DestinationType: "queue", RoutingKey: "a/b",
		Arguments: map[string]any{
			"x-match": "all",
			"n":       json.Number("9007199254740993"), // 2^53 + 1, which a float cannot hold
			"b":       false,
			"list":    []any{json.Number("1"), []any{json.Number("2"), "zwölf"}, map[string]any{"d": true}},
		},
		PropertiesKey: "a%2Fb~eM-KAw",
	}
	model.read(&want)
	got, err := model.binding()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	const id = "a%2Fb/x%20@/queue/q+%C3%A9/a%252Fb~eM-KAw"
	if model.ID.ValueString() != id {
		t.Errorf("id %q, want %q", model.ID.ValueString(), id)
	}
	parts, err := tfkit.SplitID(id, keyAttributes...)
	if diff := cmp.Diff([]string{"a/b", "x @", "queue", "q+é", "a%2Fb~eM-KAw"}, parts); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
}

func TestPlainBindingHasNoArguments(t *testing.T) {
	model := Model{ArgumentsJSON: jsontypes.NewNormalizedNull(), PropertiesKey: types.StringValue("~")}
	model.read(&management.Binding{Arguments: map[string]any{}, PropertiesKey: "~"})
	if !model.ArgumentsJSON.IsNull() || model.RoutingKey != types.StringValue("") {
		t.Errorf("arguments %v, routing_key %v", model.ArgumentsJSON, model.RoutingKey)
	}
}
