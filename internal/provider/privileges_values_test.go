package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// encoded writes a configuration: what is left out is null.
func encoded(t *testing.T, schema *tfprotov6.Schema, config map[string]any) *tfprotov6.DynamicValue {
	t.Helper()
	form := schema.ValueType()
	return dynamic(t, form, written(form, config))
}

func nothing(t *testing.T, schema *tfprotov6.Schema) *tfprotov6.DynamicValue {
	t.Helper()
	return dynamic(t, schema.ValueType(), tftypes.NewValue(schema.ValueType(), nil))
}

// written is a value of a type: maps stand for blocks, lists for lists and sets.
func written(form tftypes.Type, from any) tftypes.Value {
	switch given := from.(type) {
	case map[string]any:
		object, _ := form.(tftypes.Object)
		values := map[string]tftypes.Value{}
		for name, attribute := range object.AttributeTypes {
			values[name] = written(attribute, given[name])
		}
		for name := range given {
			if _, known := values[name]; !known {
				panic("there is no attribute " + name)
			}
		}
		return tftypes.NewValue(form, values)
	case []any:
		var of tftypes.Type
		switch form := form.(type) {
		case tftypes.List:
			of = form.ElementType
		case tftypes.Set:
			of = form.ElementType
		}
		values := make([]tftypes.Value, len(given))
		for i, each := range given {
			values[i] = written(of, each)
		}
		return tftypes.NewValue(form, values)
	}
	return tftypes.NewValue(form, from)
}

// parts are the attributes and blocks of a state; none of a null one.
func parts(t *testing.T, schema *tfprotov6.Schema, state *tfprotov6.DynamicValue) map[string]tftypes.Value {
	t.Helper()
	value, err := state.Unmarshal(schema.ValueType())
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]tftypes.Value
	if err := value.As(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func isNull(t *testing.T, schema *tfprotov6.Schema, state *tfprotov6.DynamicValue) bool {
	t.Helper()
	value, err := state.Unmarshal(schema.ValueType())
	if err != nil {
		t.Fatal(err)
	}
	return value.IsNull()
}

// tellsAsMuch reports whether an answer has a value wherever another one has, and lists of the same length.
func tellsAsMuch(got, all tftypes.Value) bool {
	if all.IsNull() || got.IsNull() {
		return all.IsNull()
	}
	var gotParts, allParts map[string]tftypes.Value
	if got.As(&gotParts) == nil && all.As(&allParts) == nil {
		for name, part := range allParts {
			if other, ok := gotParts[name]; !ok || !tellsAsMuch(other, part) {
				return false
			}
		}
		return true
	}
	var gotItems, allItems []tftypes.Value
	if got.As(&gotItems) != nil || all.As(&allItems) != nil {
		return true
	}
	if len(gotItems) != len(allItems) {
		return false
	}
	for i := range allItems {
		if !tellsAsMuch(gotItems[i], allItems[i]) {
			return false
		}
	}
	return true
}
