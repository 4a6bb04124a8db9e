package federationupstreamset

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
)

func TestSetsAreReadAndWrittenAsTheyAre(t *testing.T) {
	for _, text := range []string{
		`[]`,
		`[{"upstream":"a/é"}]`,
		`[{"upstream":"b","max-hops":2,"trust-user-id":false,"exchange":""},{"upstream":"a"},{"upstream":"b","exchange":"e"}]`,
		`[{"upstream":"a","new":9007199254740993,"expires":1.5}]`,
	} {
		value, err := runtimeparameter.ParseJSON(text)
		if err != nil {
			t.Fatal(err)
		}
		var m Model
		if diags := m.Read(value); diags.HasError() {
			t.Fatal(diags)
		}
		written, err := json.Marshal(m.Value())
		if err != nil {
			t.Fatal(err)
		}
		if got, err := runtimeparameter.ParseJSON(string(written)); err != nil || !reflect.DeepEqual(got, value) {
			t.Errorf("%s\nwas %s (%v)", written, text, err)
		}
		again := m
		if diags := again.Read(value); diags.HasError() || !reflect.DeepEqual(again, m) {
			t.Errorf("%s: %v", text, diags)
		}
	}
}

func TestABlockKeepsItsSpellingOfJSON(t *testing.T) {
	var m Model
	value, err := runtimeparameter.ParseJSON(`[{"upstream":"a","new":1},{"upstream":"b","new":1}]`)
	if err != nil {
		t.Fatal(err)
	}
	if diags := m.Read(value); diags.HasError() {
		t.Fatal(diags)
	}
	block, _ := m.Upstream.Elements()[0].(types.Object)
	attributes := block.Attributes()
	attributes["definition_json"] = jsontypes.NewNormalizedValue(`{ "new" : 1 }`)
	m.Upstream = types.ListValueMust(types.ObjectType{AttrTypes: upstreamForm}, append(
		m.Upstream.Elements()[:0:0], types.ObjectValueMust(upstreamForm, attributes), m.Upstream.Elements()[1]))
	again := m
	if diags := again.Read(value); diags.HasError() || !reflect.DeepEqual(again, m) {
		t.Errorf("%s, %v", again.Upstream, diags)
	}
}

// What is not known yet breaks no rule.
func TestSetsThatAreNotKnownYet(t *testing.T) {
	for _, upstream := range []types.List{
		types.ListUnknown(types.ObjectType{AttrTypes: upstreamForm}),
		types.ListValueMust(types.ObjectType{AttrTypes: upstreamForm}, []attr.Value{types.ObjectUnknown(upstreamForm)}),
	} {
		m := Model{Name: types.StringUnknown(), Upstream: upstream}
		if problems := m.Check(); len(problems) > 0 {
			t.Errorf("%+v", problems)
		}
	}
}
