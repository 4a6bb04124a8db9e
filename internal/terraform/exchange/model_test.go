package exchange

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

func TestWhatIsReadIsDeclaredAgain(t *testing.T) {
	for name, arguments := range map[string]map[string]any{
		"nothing": {},
		"the alternate exchange": {
			"alternate-exchange": "a/b @é",
		},
		"the default exchange as alternate": {
			"alternate-exchange": "",
		},
		"an alternate exchange that is none": {
			"alternate-exchange": json.Number("5"),
		},
		"everything JSON knows": {
			"n":    json.Number("9007199254740993"), // 2^53 + 1, which a float cannot hold
			"deep": map[string]any{"list": []any{json.Number("-1"), "zwölf", true, []any{json.Number("1.5")}}},
			"é":    "a/b",
		},
	} {
		t.Run(name, func(t *testing.T) {
			want := management.Exchange{
				Vhost: "a/b", Name: "x %", Type: "topic", Durable: true, AutoDelete: true, Internal: true, Arguments: arguments,
			}
			model := Model{ArgumentsJSON: jsontypes.NewNormalizedNull()}
			model.read(&want)
			if got := model.ID.ValueString(); got != "a%2Fb/x%20%25" {
				t.Errorf("id %q", got)
			}
			got, err := model.declaration()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAlternateExchangeIsNoOtherArgument(t *testing.T) {
	model := Model{ArgumentsJSON: jsontypes.NewNormalizedNull()}
	model.read(&management.Exchange{Arguments: map[string]any{"alternate-exchange": "alt"}})
	if model.AlternateExchange != types.StringValue("alt") || !model.ArgumentsJSON.IsNull() {
		t.Errorf("alternate_exchange %v, arguments %v", model.AlternateExchange, model.ArgumentsJSON)
	}
}

func TestArgumentsKeepTheUsersSpelling(t *testing.T) {
	spelled := jsontypes.NewNormalizedValue(`{ "b": 2, "a": 1 }`)
	model := Model{ArgumentsJSON: spelled}
	model.read(&management.Exchange{Arguments: map[string]any{"a": json.Number("1"), "b": json.Number("2")}})
	if !model.ArgumentsJSON.Equal(spelled) {
		t.Errorf("arguments %v", model.ArgumentsJSON)
	}
}

func TestListsAndObjectsAreCompared(t *testing.T) {
	before := Model{ArgumentsJSON: jsontypes.NewNormalizedNull()}
	has := func(list, object any) map[string]any { return map[string]any{"list": list, "object": object} }
	list, object := []any{json.Number("1"), []any{true}}, map[string]any{"a": []any{"b"}}
	before.read(&management.Exchange{Arguments: has(list, object)})
	for name, test := range map[string]struct {
		arguments map[string]any
		same      bool
	}{
		"the same":             {has(list, object), true},
		"within the list":      {has([]any{json.Number("1"), []any{false}}, object), false},
		"within the object":    {has(list, map[string]any{"a": []any{"c"}}), false},
		"a list for an object": {has(list, []any{}), false},
		"nothing":              {nil, false},
	} {
		after := before
		after.read(&management.Exchange{Arguments: test.arguments})
		if after.ArgumentsJSON.Equal(before.ArgumentsJSON) != test.same {
			t.Errorf("%s: %s", name, after.ArgumentsJSON)
		}
	}
}
