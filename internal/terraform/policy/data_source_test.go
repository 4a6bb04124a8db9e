package policy

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// A string of digits stays a string, and an integer of any size exact.
func TestListedPolicies(t *testing.T) {
	definition, empty := `{"dead-letter-routing-key":"42","max-length":9007199254740993}`, `{}`
	got := listed([]management.Policy{
		{Vhost: "/", Name: "b", Definition: map[string]any{}},
		{Vhost: "/", Name: "a/é", Pattern: "^a", ApplyTo: "queues", Priority: 7, Definition: map[string]any{
			"max-length": json.Number("9007199254740993"), "dead-letter-routing-key": "42",
		}},
	})
	want := []listedModel{
		{ID: "%2F/a%2F%C3%A9", Vhost: "/", Name: "a/é", Pattern: "^a", ApplyTo: "queues", Priority: 7, Definition: &definition},
		{ID: "%2F/b", Vhost: "/", Name: "b", Definition: &empty},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
