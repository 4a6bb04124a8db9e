package conformance_test

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

func (tf *terraform) encode(schema *tfprotov6.Schema, set map[string]any) *tfprotov6.DynamicValue {
	return tf.dynamic(valueOf(schema.ValueType(), set))
}

func (tf *terraform) dynamic(value tftypes.Value) *tfprotov6.DynamicValue {
	tf.t.Helper()
	out, err := tfprotov6.NewDynamicValue(value.Type(), value)
	if err != nil {
		tf.t.Fatal(err)
	}
	return &out
}

// value reads what the provider has answered; nothing is null.
func (tf *terraform) value(typeName string, from *tfprotov6.DynamicValue) tftypes.Value {
	tf.t.Helper()
	form := tf.schemas.ResourceSchemas[typeName].ValueType()
	if from == nil {
		return tftypes.NewValue(form, nil)
	}
	value, err := from.Unmarshal(form)
	if err != nil {
		tf.t.Fatal(err)
	}
	return value
}

// valueOf writes maps and slices as values of a type. What is left out is null, or no block.
func valueOf(form tftypes.Type, given any) tftypes.Value {
	var element tftypes.Type
	switch form := form.(type) {
	case tftypes.Object:
		set, ok := given.(map[string]any)
		if !ok {
			return tftypes.NewValue(form, nil)
		}
		values := map[string]tftypes.Value{}
		for name, attribute := range form.AttributeTypes {
			values[name] = valueOf(attribute, set[name])
		}
		for name := range set {
			if _, known := values[name]; !known {
				panic("there is no attribute " + name)
			}
		}
		return tftypes.NewValue(form, values)
	case tftypes.List:
		element = form.ElementType
	case tftypes.Set:
		element = form.ElementType
	default:
		return tftypes.NewValue(form, given)
	}
	items, ok := given.([]any)
	if !ok {
		return tftypes.NewValue(form, nil)
	}
	values := make([]tftypes.Value, len(items))
	for i, item := range items {
		values[i] = valueOf(element, item)
	}
	return tftypes.NewValue(form, values)
}
