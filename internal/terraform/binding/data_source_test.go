package binding

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestFilterOfTheDataSource(t *testing.T) {
	text := func(value string) *string { return &value }
	for _, test := range []struct {
		model listModel
		want  management.BindingFilter
	}{
		{listModel{}, management.BindingFilter{Vhost: "/"}},
		{listModel{Vhost: types.StringValue("v"), Source: types.StringValue("")}, management.BindingFilter{Vhost: "v", Source: text("")}},
		{listModel{Source: types.StringValue("amq.default")}, management.BindingFilter{Vhost: "/", Source: text("")}},
		{listModel{Destination: types.StringValue("q")}, management.BindingFilter{Vhost: "/", Destination: text("q"), DestinationType: "queue"}},
		{
			listModel{Destination: types.StringValue("x"), DestinationType: types.StringValue("exchange")},
			management.BindingFilter{Vhost: "/", Destination: text("x"), DestinationType: "exchange"},
		},
		{listModel{DestinationType: types.StringValue("exchange")}, management.BindingFilter{Vhost: "/", DestinationType: "exchange"}},
	} {
		if diff := cmp.Diff(test.want, test.model.filter()); diff != "" {
			t.Error(diff)
		}
	}
}

func TestListedBindings(t *testing.T) {
	arguments := `{"n":9007199254740993}`
	got := listed([]management.Binding{
		{Vhost: "/", Source: "x", Destination: "q/é", DestinationType: "queue", RoutingKey: "k", PropertiesKey: "k~a", Arguments: map[string]any{"n": json.Number("9007199254740993")}},
		{Vhost: "/", Source: "", Destination: "q", DestinationType: "queue", RoutingKey: "q", PropertiesKey: "q"},
	})
	want := []listedModel{
		{ID: "%2F//queue/q/q", Destination: "q", DestinationType: "queue", RoutingKey: "q", PropertiesKey: "q"},
		{
			ID: "%2F/x/queue/q%2F%C3%A9/k~a", Source: "x", Destination: "q/é", DestinationType: "queue", RoutingKey: "k", PropertiesKey: "k~a",
			Arguments: &arguments,
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
