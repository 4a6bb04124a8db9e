package tfkit

import (
	"encoding/json"
	"reflect"
	"testing"
	"testing/quick"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

type sample struct {
	number types.Int64
	text   types.String
	flag   types.Bool
	list   types.List
}

func (s *sample) fields() []Field {
	return []Field{{"number", &s.number}, {"text", &s.text}, {"flag", &s.flag}, {"list", &s.list}}
}

// throughBroker sends what ToBroker made over the wire and back.
func throughBroker(t *testing.T, values map[string]any) map[string]any {
	t.Helper()
	wire, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	back, err := ParseObject(jsontypes.NewNormalizedValue(string(wire)))
	if err != nil {
		t.Fatal(err)
	}
	return back
}

func TestFieldsRoundTrip(t *testing.T) {
	err := quick.Check(func(number int64, text string, flag bool, items []string) bool {
		elements := make([]attr.Value, len(items))
		for i, item := range items {
			elements[i] = types.StringValue(clean(item))
		}
		before := sample{types.Int64Value(number), types.StringValue(clean(text)), types.BoolValue(flag),
			types.ListValueMust(types.StringType, elements)}
		var after sample
		rest := FromBroker(after.fields(), throughBroker(t, ToBroker(before.fields())))
		return len(rest) == 0 && reflect.DeepEqual(before, after)
	}, nil)
	if err != nil {
		t.Error(err)
	}
}

// clean keeps what JSON can carry: text that is valid UTF-8.
func clean(text string) string { return string([]rune(text)) }

func TestNullIsNotSent(t *testing.T) {
	null := sample{types.Int64Null(), types.StringNull(), types.BoolNull(), types.ListNull(types.StringType)}
	if got := ToBroker(null.fields()); len(got) != 0 {
		t.Errorf("sent %v", got)
	}
	unknown := sample{types.Int64Unknown(), types.StringValue(""), types.BoolNull(), types.ListUnknown(types.StringType)}
	want := map[string]any{"number": topology.Unknown, "text": "", "list": topology.Unknown}
	if got := ForRules(unknown.fields()); !reflect.DeepEqual(got, want) {
		t.Errorf("the rules see %v, want %v", got, want)
	}
}

func TestWhatNoFieldTakesIsKept(t *testing.T) {
	from := map[string]any{
		"number": "42", "text": json.Number("42"), "flag": "true", "list": []any{"a", json.Number("1")}, "more": true,
	}
	var s sample
	if rest := FromBroker(s.fields(), from); !reflect.DeepEqual(rest, from) {
		t.Errorf("kept %v of %v", rest, from)
	}
	if !s.number.IsNull() || !s.text.IsNull() || !s.flag.IsNull() || !s.list.IsNull() {
		t.Errorf("took %+v", s)
	}
}

func TestFormatObjectKeepsTheUsersSpelling(t *testing.T) {
	object := map[string]any{"a": json.Number("1")}
	for prior, want := range map[string]string{`{ "a" : 1 }`: `{ "a" : 1 }`, `{"a":2}`: `{"a":1}`, `{}`: `{"a":1}`} {
		if got := FormatObject(object, jsontypes.NewNormalizedValue(prior)); got.ValueString() != want {
			t.Errorf("after %s: %s, want %s", prior, got.ValueString(), want)
		}
	}
	if got := FormatObject(nil, jsontypes.NewNormalizedValue("{ }")); got.ValueString() != "{ }" {
		t.Errorf("an empty object became %v", got)
	}
	if got := FormatObject(nil, jsontypes.NewNormalizedNull()); !got.IsNull() {
		t.Errorf("nothing became %v", got)
	}
}

func TestParseObject(t *testing.T) {
	for _, text := range []string{`[1]`, `"a"`, `null`, `{`, `{} {}`, ``, `1`} {
		if got, err := ParseObject(jsontypes.NewNormalizedValue(text)); err == nil {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}
