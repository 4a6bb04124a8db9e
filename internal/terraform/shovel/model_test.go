package shovel

import (
	"encoding/json"
	"maps"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

func list(texts ...string) types.List {
	elements := make([]attr.Value, len(texts))
	for i, text := range texts {
		elements[i] = types.StringValue(text)
	}
	return types.ListValueMust(types.StringType, elements)
}

// with is one end with the given attributes and all others null.
func with(t *testing.T, e end, set map[string]attr.Value) types.Object {
	t.Helper()
	attributes, _ := runtimeparameter.Read(e.keys, nil, nil)
	attributes["uris"], attributes["protocol"] = list("amqp://"), types.StringValue(topology.AMQP091)
	maps.Copy(attributes, set)
	object, diags := types.ObjectValue(e.form, attributes)
	if diags.HasError() {
		t.Fatal(diags)
	}
	return object
}

// sample is a value for a key of the tables.
func sample(key topology.ParameterKey) attr.Value {
	switch {
	case key.Name == deleteAfter:
		return types.StringValue("9007199254740993")
	case key.Kind == topology.Int:
		return types.Int64Value(7)
	case key.Kind == topology.Bool:
		return types.BoolValue(false)
	case key.Kind == topology.Object:
		return jsontypes.NewNormalizedValue(`{ "x-number": 9007199254740993, "x-text": "42" }`)
	case key.Kind == topology.StringMap:
		return types.MapValueMust(types.StringType, map[string]attr.Value{"a": types.StringValue("")})
	case key.Values != nil:
		return types.StringValue(key.Values[0])
	}
	return types.StringValue("é/%")
}

// sent is what the broker gives back of a shovel.
func sent(t *testing.T, m Model) map[string]any {
	t.Helper()
	text, err := json.Marshal(m.Value())
	if err != nil {
		t.Fatal(err)
	}
	value, err := runtimeparameter.ParseJSON(string(text))
	object, ok := value.(map[string]any)
	if err != nil || !ok {
		t.Fatal(string(text), err)
	}
	return object
}

func minimal(t *testing.T) Model {
	t.Helper()
	return Model{
		Source:      with(t, source, map[string]attr.Value{"queue": types.StringValue("a")}),
		Destination: with(t, destination, map[string]attr.Value{"queue": types.StringValue("b")}),
	}
}

func TestEveryKeyIsWrittenAndReadBack(t *testing.T) {
	all := map[string]map[string]attr.Value{}
	for _, e := range []end{source, destination} {
		all[e.block] = map[string]attr.Value{
			"uris": list("amqp://u:p%2F@a", "amqp://u:p@b"), "protocol": types.StringValue(topology.Local),
		}
		for _, key := range e.keys {
			all[e.block][key.Attribute] = sample(key)
		}
	}
	m := Model{
		AckMode: types.StringValue("no-ack"), ReconnectDelay: types.Int64Value(0),
		DefinitionJSON: jsontypes.NewNormalizedValue(`{ "internal": true }`),
		Source:         with(t, source, all["source"]), Destination: with(t, destination, all["destination"]),
	}
	value := sent(t, m)
	if want := len(source.keys) + len(destination.keys) + 2*2 + 2 + 1; len(value) != want {
		t.Errorf("%d keys, want %d: %v", len(value), want, value)
	}
	if value["src-delete-after"] != json.Number("9007199254740993") || value["dest-add-forward-headers"] != false {
		t.Errorf("%#v", value)
	}
	read := m
	if diags := read.Read(value); diags.HasError() || !reflect.DeepEqual(read, m) {
		t.Errorf("%v\n%+v\nwas\n%+v", diags, read, m)
	}
	var imported Model
	if diags := imported.Read(value); diags.HasError() || !reflect.DeepEqual(sent(t, imported), value) {
		t.Errorf("%v\n%+v", diags, imported)
	}
}

func TestWhatIsLeftOutIsNotSent(t *testing.T) {
	want := map[string]any{
		"src-uri": []any{"amqp://"}, "dest-uri": []any{"amqp://"}, "src-queue": "a", "dest-queue": "b",
	}
	if got := sent(t, minimal(t)); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

// Every key that appears, changes or goes on the broker changes the state.
func TestEveryChangeOnTheBrokerIsSeen(t *testing.T) {
	m := minimal(t)
	for _, e := range []end{source, destination} {
		for _, key := range e.keys {
			value := sent(t, m)
			filled := Model{Source: m.Source, Destination: m.Destination}
			target := &filled.Source
			if e.block == destination.block {
				target = &filled.Destination
			}
			*target = with(t, e, map[string]attr.Value{key.Attribute: sample(key)})
			value[key.Name] = sent(t, filled)[key.Name]
			read := m
			if diags := read.Read(value); diags.HasError() || key.Name != "src-queue" && reflect.DeepEqual(read, m) {
				t.Errorf("%s appears and is not seen: %v", key.Name, diags)
			}
			before := read
			delete(value, key.Name)
			if diags := read.Read(value); diags.HasError() || reflect.DeepEqual(read, before) {
				t.Errorf("%s goes and is not seen: %v", key.Name, diags)
			}
			value[key.Name] = []any{"of another type"}
			if diags := read.Read(value); diags.HasError() || read.DefinitionJSON.IsNull() {
				t.Errorf("%s of another type is hidden: %v", key.Name, diags)
			}
		}
	}
}

func TestShovelEveryURIIsCompared(t *testing.T) {
	m := minimal(t)
	for name, uri := range map[string]any{
		"one more":       []any{"amqp://", "amqp://b"},
		"another":        []any{"amqp://b"},
		"another, alone": "amqp://b",
		"none":           []any{},
	} {
		value := sent(t, m)
		value["dest-uri"] = uri
		read := m
		if diags := read.Read(value); diags.HasError() || reflect.DeepEqual(read, m) {
			t.Errorf("%s: not seen: %v", name, diags)
		}
	}
	value := sent(t, m)
	value["dest-uri"] = "amqp://"
	read := m
	if diags := read.Read(value); diags.HasError() || !reflect.DeepEqual(read, m) {
		t.Errorf("one URI in a list and by itself are the same: %v, %+v", diags, read)
	}
}

func TestNamesFromBefore37AreReadAsWhatTheyMean(t *testing.T) {
	value := sent(t, minimal(t))
	value["prefetch-count"], value["delete-after"], value["add-forward-headers"] = json.Number("5"), "queue-length", true
	value["publish-properties"], value["add-timestamp-header"], value["dest-add-timestamp-header"] = map[string]any{"priority": json.Number("1")}, false, true
	var m Model
	if diags := m.Read(value); diags.HasError() {
		t.Fatal(diags)
	}
	for attribute, want := range map[string]attr.Value{
		"prefetch_count": types.Int64Value(5), "delete_after": types.StringValue("queue-length"),
	} {
		if got := m.Source.Attributes()[attribute]; !got.Equal(want) {
			t.Errorf("source.%s is %s", attribute, got)
		}
	}
	for attribute, want := range map[string]attr.Value{
		"add_forward_headers": types.BoolValue(true), "add_timestamp_header": types.BoolValue(true),
		"publish_properties": jsontypes.NewNormalizedValue(`{"priority":1}`),
	} {
		if got := m.Destination.Attributes()[attribute]; !got.Equal(want) {
			t.Errorf("destination.%s is %s", attribute, got)
		}
	}
	if m.DefinitionJSON.ValueString() != `{"add-timestamp-header":false}` {
		t.Errorf("what the broker ignores is hidden: %s", m.DefinitionJSON)
	}
}

func TestTheDefaultProtocolMayBeSaidOrNot(t *testing.T) {
	for broker, want := range map[any]string{nil: topology.AMQP091, topology.AMQP091: topology.AMQP091, topology.AMQP10: topology.AMQP10} {
		value := sent(t, minimal(t))
		if broker != nil {
			value["src-protocol"] = broker
		}
		var m Model
		if diags := m.Read(value); diags.HasError() || !m.Source.Attributes()["protocol"].Equal(types.StringValue(want)) {
			t.Errorf("%v: %s, %v", broker, m.Source.Attributes()["protocol"], diags)
		}
	}
}

// What is not known yet breaks no rule, and what is no JSON object is an error at its attribute.
func TestShovelsThatAreNotKnownYet(t *testing.T) {
	m := Model{
		Source: with(t, source, map[string]attr.Value{
			"uris": types.ListValueMust(types.StringType, []attr.Value{types.StringUnknown()}), "protocol": types.StringUnknown(),
			"queue": types.StringUnknown(), "address": types.StringUnknown(), "queue_arguments": jsontypes.NewNormalizedUnknown(),
		}),
		Destination: with(t, destination, map[string]attr.Value{
			"uris": types.ListUnknown(types.StringType), "properties": types.MapUnknown(types.StringType), "protocol": types.StringValue(topology.AMQP10),
			"address": types.StringUnknown(),
		}),
		AckMode: types.StringUnknown(), ReconnectDelay: types.Int64Unknown(), DefinitionJSON: jsontypes.NewNormalizedUnknown(),
	}
	if problems := m.Check(); len(problems) > 0 {
		t.Errorf("%+v", problems)
	}
	m.Source = with(t, source, map[string]attr.Value{"queue": types.StringValue("a"), "consumer_arguments": jsontypes.NewNormalizedValue("[]")})
	if problems := m.Check(); len(problems) != 1 || problems[0].Attribute != "source.consumer_arguments" {
		t.Errorf("%+v", problems)
	}
}
