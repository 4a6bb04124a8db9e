package federationupstream

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

func uris(texts ...string) types.List {
	elements := make([]attr.Value, len(texts))
	for i, text := range texts {
		elements[i] = types.StringValue(text)
	}
	return types.ListValueMust(types.StringType, elements)
}

// sent is what the broker gives back of an upstream.
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

// fill gives a field a value of its type.
func fill(field any) {
	switch field := field.(type) {
	case *types.Int64:
		*field = types.Int64Value(0)
	case *types.Bool:
		*field = types.BoolValue(false)
	case *types.String:
		*field = types.StringValue("")
	}
}

func TestEveryKeyHasItsField(t *testing.T) {
	var m Model
	model := reflect.TypeOf(m)
	tags := map[string]bool{}
	for i := range model.NumField() {
		tags[model.Field(i).Tag.Get("tfsdk")] = true
	}
	fields := map[string]bool{}
	for _, field := range m.fields() {
		fields[field.Name] = true
	}
	for _, key := range topology.FederationKeys() {
		if !fields[key.Name] || !tags[key.Attribute] || strings.ReplaceAll(key.Name, "-", "_") != key.Attribute {
			t.Errorf("%s (%s) has no field", key.Name, key.Attribute)
		}
	}
	if want := len(topology.FederationKeys()); len(fields) != want || len(tags) != want+5 {
		t.Errorf("%d fields, %d attributes for %d keys", len(fields), len(tags), want)
	}
}

func TestFederationUpstreamWhatIsLeftOutIsNotSent(t *testing.T) {
	got := sent(t, Model{URIs: uris("amqp://a", "amqp://b")})
	if want := map[string]any{"uri": []any{"amqp://a", "amqp://b"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}

// Zero, false and empty are values, and every change of every key is seen.
func TestEveryKeyIsWrittenAndReadBack(t *testing.T) {
	plain := Model{URIs: uris("amqp://"), DefinitionJSON: jsontypes.NewNormalizedValue(`{ "new": 9007199254740993 }`)}
	for i, field := range plain.fields() {
		m := plain
		fill(m.fields()[i].Value)
		value := sent(t, m)
		if _, ok := value[field.Name]; !ok || len(value) != 3 {
			t.Errorf("%s is not sent: %v", field.Name, value)
		}
		read := plain
		if diags := read.Read(value); diags.HasError() || !reflect.DeepEqual(read, m) {
			t.Errorf("%s appears and is not seen: %+v, %v", field.Name, read, diags)
		}
		delete(value, field.Name)
		if diags := read.Read(value); diags.HasError() || !reflect.DeepEqual(read, plain) {
			t.Errorf("%s goes and is not seen: %+v, %v", field.Name, read, diags)
		}
		value[field.Name] = []any{}
		if diags := read.Read(value); diags.HasError() || !strings.Contains(read.DefinitionJSON.ValueString(), field.Name) {
			t.Errorf("%s of another type is hidden: %s, %v", field.Name, read.DefinitionJSON, diags)
		}
	}
}

func TestURIsOfAnyFormAreRead(t *testing.T) {
	for _, test := range []struct {
		broker any
		want   types.List
	}{
		{"amqp://a", uris("amqp://a")},
		{[]any{"amqp://b", "amqp://a"}, uris("amqp://b", "amqp://a")},
		{[]any{}, uris()},
		{nil, types.ListNull(types.StringType)},
	} {
		var m Model
		if diags := m.Read(map[string]any{"uri": test.broker}); diags.HasError() || !m.URIs.Equal(test.want) {
			t.Errorf("%v: %s, %v", test.broker, m.URIs, diags)
		}
	}
	var m Model
	if diags := m.Read([]any{}); diags.HasError() || !m.URIs.IsNull() {
		t.Errorf("what is no upstream at all: %+v, %v", m, diags)
	}
}
