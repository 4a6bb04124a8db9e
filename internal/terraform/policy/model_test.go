package policy

import (
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// object is a definition with the given attributes; the others are null.
func (k kind) object(t *testing.T, set map[string]attr.Value) types.Object {
	t.Helper()
	values := map[string]attr.Value{}
	for i, field := range k.block.Fields(types.ObjectNull(k.block.Types())) {
		values[k.keys[i].Attribute] = field.Get()
	}
	for name, value := range set {
		values[name] = value
	}
	out, diags := types.ObjectValue(k.block.Types(), values)
	if diags.HasError() {
		t.Fatal(diags)
	}
	return out
}

// overTheWire is what a broker gives back of what it was given.
func overTheWire(t *testing.T, policy management.Policy) *management.Policy {
	t.Helper()
	body, err := json.Marshal(policy)
	if err != nil {
		t.Fatal(err)
	}
	var out management.Policy
	decoder := json.NewDecoder(strings.NewReader(string(body)))
	decoder.UseNumber()
	if err := decoder.Decode(&out); err != nil {
		t.Fatal(err)
	}
	return &out
}

func nodes(names ...string) types.List {
	out, _ := types.ListValueFrom(context.Background(), types.StringType, append([]string{}, names...))
	return out
}

func TestDefinitionSurvivesTheRoundTrip(t *testing.T) {
	null, large := types.ObjectNull(user.block.Types()), int64(9007199254740993) // 2^53 + 1, which a float cannot hold
	for name, test := range map[string]struct {
		definition types.Object
		json       jsontypes.Normalized
		want       string
	}{
		"a number and a text that looks like one": {
			user.object(t, map[string]attr.Value{
				"message_ttl": types.Int64Value(42), "dead_letter_routing_key": types.StringValue("42")}),
			jsontypes.NewNormalizedNull(), `{"dead-letter-routing-key":"42","message-ttl":42}`,
		},
		"large and negative numbers": {
			user.object(t, map[string]attr.Value{"max_length_bytes": types.Int64Value(large), "delivery_limit": types.Int64Value(-1)}),
			jsontypes.NewNormalizedNull(), `{"delivery-limit":-1,"max-length-bytes":9007199254740993}`,
		},
		"ha-params is a list in its own order": {
			user.object(t, map[string]attr.Value{"ha_mode": types.StringValue("nodes"), "ha_nodes": nodes("rabbit@b", "rabbit@a")}),
			jsontypes.NewNormalizedNull(), `{"ha-mode":"nodes","ha-params":["rabbit@b","rabbit@a"]}`,
		},
		"ha-params is a number": {
			user.object(t, map[string]attr.Value{"ha_mode": types.StringValue("exactly"), "ha_replicas": types.Int64Value(2)}),
			jsontypes.NewNormalizedNull(), `{"ha-mode":"exactly","ha-params":2}`,
		},
		"an empty text is not nothing": {
			user.object(t, map[string]attr.Value{"dead_letter_exchange": types.StringValue("")}),
			jsontypes.NewNormalizedNull(), `{"dead-letter-exchange":""}`,
		},
		"keys of plugins alone": {
			null, jsontypes.NewNormalizedValue(`{ "b": "42", "a": 9007199254740993, "c": [1.50, true, null] }`),
			`{"a":9007199254740993,"b":"42","c":[1.50,true,null]}`,
		},
		"keys of plugins beside an empty definition": {
			user.object(t, nil), jsontypes.NewNormalizedValue(`{"a":1}`), `{"a":1}`,
		},
		"an empty JSON object": {
			user.object(t, map[string]attr.Value{"expires": types.Int64Value(1)}), jsontypes.NewNormalizedValue(`{ }`), `{"expires":1}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			before := Model{
				Vhost: types.StringValue("/"), Name: types.StringValue("a/b"), Pattern: types.StringValue(`^a\.`),
				ApplyTo: types.StringValue("queues"), Priority: types.Int64Value(-3),
				Definition: test.definition, DefinitionJSON: test.json,
			}
			written, err := before.write(user)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := json.Marshal(written.Definition); string(got) != test.want {
				t.Errorf("the broker gets %s, want %s", got, test.want)
			}
			after := before
			after.read(user, overTheWire(t, written))
			before.ID = types.StringValue("%2F/a%2Fb")
			if diff := cmp.Diff(before, after); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatNobodyWroteIsShown(t *testing.T) {
	for name, test := range map[string]struct {
		kind       kind
		broker     map[string]any
		definition map[string]attr.Value
		json       string
	}{
		"a typed key":              {user, map[string]any{"expires": json.Number("5")}, map[string]attr.Value{"expires": types.Int64Value(5)}, ""},
		"a plugin's key":           {user, map[string]any{"shards": json.Number("5")}, nil, `{"shards":5}`},
		"a value of another type":  {user, map[string]any{"expires": "5"}, nil, `{"expires":"5"}`},
		"a number beyond 64 bits":  {user, map[string]any{"expires": json.Number("9223372036854775808")}, nil, `{"expires":9223372036854775808}`},
		"a key not for operators":  {operator, map[string]any{"queue-mode": "lazy"}, nil, `{"queue-mode":"lazy"}`},
		"a policy without any key": {user, map[string]any{}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			imported := Model{Definition: types.ObjectNull(test.kind.block.Types()), DefinitionJSON: jsontypes.NewNormalizedNull()}
			imported.read(test.kind, &management.Policy{Definition: test.broker})
			want := types.ObjectNull(test.kind.block.Types())
			if test.definition != nil {
				want = test.kind.object(t, test.definition)
			}
			if !imported.Definition.Equal(want) || imported.DefinitionJSON.ValueString() != test.json {
				t.Errorf("definition %v, definition_json %v", imported.Definition, imported.DefinitionJSON)
			}
		})
	}
}

// What another tool took out leaves nulls, not values that are gone.
func TestWhatIsGoneIsGone(t *testing.T) {
	model := Model{
		Definition:     user.object(t, map[string]attr.Value{"expires": types.Int64Value(5), "ha_nodes": nodes("a")}),
		DefinitionJSON: jsontypes.NewNormalizedValue(`{"shards":5}`),
	}
	model.read(user, &management.Policy{})
	if !model.Definition.Equal(user.object(t, nil)) || !model.DefinitionJSON.IsNull() {
		t.Errorf("definition %v, definition_json %v", model.Definition, model.DefinitionJSON)
	}
}

func TestSchemaFollowsTheTable(t *testing.T) {
	for _, kind := range []kind{user, operator} {
		attributes := kind.definitionAttributes()
		for name, attribute := range attributes {
			if !attribute.GetType().Equal(kind.block.Types()[name]) || attribute.IsComputed() || attribute.IsRequired() {
				t.Errorf("%s of a %s is of type %s", name, kind.noun, attribute.GetType())
			}
		}
		if len(attributes) != len(kind.keys) || len(attributes) != len(kind.block.Types()) {
			t.Errorf("%d attributes for %d keys of a %s", len(attributes), len(kind.keys), kind.noun)
		}
	}
	if _, ok := operator.definitionAttributes()["queue_mode"]; ok {
		t.Error("an operator policy has an attribute that no broker lets it set")
	}
	for key, want := range map[string]string{
		"dead_letter_strategy": " Key `dead-letter-strategy`, for quorum queues; RabbitMQ 3.10 and later.",
		"alternate_exchange":   " Key `alternate-exchange`, for exchanges.",
		"message_ttl":          " Key `message-ttl`, for classic queues, quorum queues.",
	} {
		if got := user.definitionAttributes()[key].GetMarkdownDescription(); !strings.HasSuffix(got, want) {
			t.Errorf("%s: %s", key, got)
		}
	}
	if got := operator.definitionAttributes()["overflow"].GetMarkdownDescription(); !strings.HasSuffix(got, "; RabbitMQ 3.12.7 and later.") {
		t.Error(got)
	}
}

func TestCheck(t *testing.T) {
	for name, test := range map[string]struct {
		kind  kind
		model Model
		want  []string
	}{
		"all is well": {user, Model{Definition: user.object(t, map[string]attr.Value{"expires": types.Int64Value(1)})}, nil},
		"nothing at all": {
			user, Model{Definition: types.ObjectNull(user.block.Types())}, []string{"definition: The policy's definition is empty"},
		},
		"an object of nulls": {
			user, Model{Definition: user.object(t, nil), DefinitionJSON: jsontypes.NewNormalizedValue(`{}`)},
			[]string{"definition: The policy's definition is empty"},
		},
		"a definition not known yet": {user, Model{Definition: types.ObjectUnknown(user.block.Types())}, nil},
		"JSON not known yet": {
			user, Model{Definition: types.ObjectNull(user.block.Types()), DefinitionJSON: jsontypes.NewNormalizedUnknown()}, nil,
		},
		"values not known yet": {
			user, Model{
				Pattern: types.StringUnknown(), ApplyTo: types.StringUnknown(), Priority: types.Int64Unknown(),
				Definition: user.object(t, map[string]attr.Value{
					"expires": types.Int64Unknown(), "ha_mode": types.StringValue("nodes"), "ha_nodes": types.ListUnknown(types.StringType)}),
			}, nil,
		},
		"two words for ha-params": {
			user, Model{Definition: user.object(t, map[string]attr.Value{
				"ha_mode": types.StringValue("nodes"), "ha_replicas": types.Int64Value(2), "ha_nodes": nodes("a")})},
			[]string{"definition.ha_nodes: ha_nodes cannot go with ha_replicas"},
		},
		"several at once": {
			user, Model{
				Pattern: types.StringValue("(a"), ApplyTo: types.StringValue("queue"),
				Definition:     user.object(t, map[string]attr.Value{"expires": types.Int64Value(0)}),
				DefinitionJSON: jsontypes.NewNormalizedValue(`{"message-ttl":1,"queue-type":"quorum"}`),
			},
			[]string{
				"pattern: The pattern is not a regular expression",
				`apply_to: apply_to cannot be "queue"`,
				"definition.expires: expires cannot be 0",
				"definition_json: message-ttl is the attribute message_ttl",
				"definition_json: A policy cannot set queue-type",
			},
		},
		"an operator's policy for exchanges": {
			operator, Model{
				ApplyTo:    types.StringValue("exchanges"),
				Definition: operator.object(t, map[string]attr.Value{"expires": types.Int64Value(1)}),
			},
			[]string{"apply_to: An operator policy does nothing on exchanges", "definition.expires: expires does nothing on exchanges"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			problems, err := test.model.check(test.kind)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, problem := range problems {
				got = append(got, problem.Attribute+": "+problem.Summary)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestJSONThatIsNoObject(t *testing.T) {
	for _, text := range []string{"null", "[1]", `"a"`, "1", "{} {}"} {
		model := Model{Definition: types.ObjectNull(user.block.Types()), DefinitionJSON: jsontypes.NewNormalizedValue(text)}
		if problems, err := model.check(user); err == nil {
			t.Errorf("%s: %v", text, problems)
		}
		if _, err := model.write(user); err == nil {
			t.Errorf("%s would be written", text)
		}
	}
}

// The rules want a problem at an attribute that exists.
func TestProblemsNameAttributes(t *testing.T) {
	names := map[string]bool{"definition": true, "definition_json": true, "pattern": true, "apply_to": true}
	for name := range user.definitionAttributes() {
		names["definition."+name] = true
	}
	for _, key := range topology.PolicyKeys() {
		for _, problem := range topology.CheckPolicy(topology.Policy{ApplyTo: "x", Pattern: "(", Definition: map[string]any{key.Name: struct{}{}}}) {
			if !names[problem.Attribute] {
				t.Errorf("%s: there is no attribute %q", key.Name, problem.Attribute)
			}
		}
	}
}
