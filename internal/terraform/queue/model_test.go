package queue

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

func TestEveryKnownArgumentHasItsField(t *testing.T) {
	tied := map[string]bool{}
	for _, field := range arguments.Fields(types.ObjectNull(arguments.Types())) {
		if tied[field.Name] {
			t.Errorf("%s is tied twice", field.Name)
		}
		tied[field.Name] = true
	}
	for _, argument := range topology.Arguments() {
		if !tied[argument.Name] {
			t.Errorf("%s has no field", argument.Name)
		}
		delete(tied, argument.Name)
	}
	for name := range tied {
		t.Errorf("%s is no argument of topology", name)
	}
}

func TestArgumentsSurviveTheRoundTrip(t *testing.T) {
	var model Model
	fromBroker := map[string]any{
		"x-max-length":       json.Number("9007199254740993"), // 2^53 + 1, which a float cannot hold
		"x-overflow":         "reject-publish",
		"x-delivery-limit":   json.Number("-1"),
		"x-plugin":           map[string]any{"list": []any{json.Number("1"), "two", true}},
		"x-dead-letter-text": "42",
	}
	model.read(&management.Queue{Vhost: "/", Name: "a/b", Type: "quorum", Durable: true, Arguments: fromBroker})
	if got := model.ID.ValueString(); got != "%2F/a%2Fb" {
		t.Errorf("id %q", got)
	}
	declared, err := model.declaration()
	if err != nil {
		t.Fatal(err)
	}
	want, _ := json.Marshal(fromBroker)
	got, _ := json.Marshal(declared.Arguments)
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Error(diff)
	}
}

func TestArgumentOfAnotherTypeIsNotHidden(t *testing.T) {
	var model Model
	model.read(&management.Queue{Arguments: map[string]any{"x-max-length": "5"}})
	if !model.Arguments.IsNull() || model.ArgumentsJSON.ValueString() != `{"x-max-length":"5"}` {
		t.Errorf("arguments %v, arguments_json %v", model.Arguments, model.ArgumentsJSON)
	}
}

func TestHAPolicyIsTheUsersWord(t *testing.T) {
	for name, test := range map[string]struct{ written, broker, want string }{
		"written, the broker has it":      {`{"x-ha-policy":"all"}`, `{"x-ha-policy":"all"}`, `{"x-ha-policy":"all"}`},
		"written later, the broker never": {`{"x-ha-policy":"all"}`, `{}`, `{"x-ha-policy":"all"}`},
		"not written, the broker has it":  {``, `{"x-ha-policy":"all"}`, ``},
		"beside another":                  {`{"x-a":1,"x-ha-policy":"all"}`, `{"x-a":1}`, `{"x-a":1,"x-ha-policy":"all"}`},
	} {
		t.Run(name, func(t *testing.T) {
			model := Model{ArgumentsJSON: jsontypes.NewNormalizedNull()}
			if test.written != "" {
				model.ArgumentsJSON = jsontypes.NewNormalizedValue(test.written)
			}
			broker, err := tfkit.ParseObject(jsontypes.NewNormalizedValue(test.broker))
			if err != nil {
				t.Fatal(err)
			}
			model.read(&management.Queue{Arguments: broker})
			if got := model.ArgumentsJSON.ValueString(); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// Every argument that the broker has otherwise, or has no more, changes the state: lists and objects as well, and the type.
func TestEveryArgumentIsCompared(t *testing.T) {
	values := map[topology.Kind][2]any{
		topology.Int: {json.Number("1"), json.Number("2")}, topology.String: {"a", "b"}, topology.Bool: {true, false},
	}
	pairs := map[string][2]any{
		"x-list":   {[]any{json.Number("1"), []any{true, "a"}}, []any{json.Number("1"), []any{true, "b"}}},
		"x-object": {map[string]any{"a": map[string]any{"n": []any{}}}, map[string]any{"a": map[string]any{"n": []any{json.Number("0")}}}},
		"x-kind":   {[]any{"a"}, "a"},
	}
	for _, argument := range topology.Arguments() {
		pair, ok := values[argument.Kind]
		if !ok {
			t.Fatalf("no values for %s", argument.Name)
		}
		pairs[argument.Name] = pair
	}
	for name, pair := range pairs {
		before := Model{ArgumentsJSON: jsontypes.NewNormalizedNull()}
		before.read(&management.Queue{Type: "quorum", Arguments: map[string]any{name: pair[0]}})
		for what, broker := range map[string]management.Queue{
			"the same":     {Type: "quorum", Arguments: map[string]any{name: pair[0]}},
			"another":      {Type: "quorum", Arguments: map[string]any{name: pair[1]}},
			"none":         {Type: "quorum", Arguments: map[string]any{}},
			"one more":     {Type: "quorum", Arguments: map[string]any{name: pair[0], "x-more": []any{}}},
			"another type": {Type: "classic", Arguments: map[string]any{name: pair[0]}},
		} {
			after := before
			after.read(&broker)
			if same := cmp.Equal(before, after); same != (what == "the same") {
				t.Errorf("%s, %s: %s", name, what, cmp.Diff(before, after))
			}
		}
	}
}
