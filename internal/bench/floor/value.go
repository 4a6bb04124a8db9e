package main

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// computed stands for every text that only a broker could tell.
const computed = "computed"

// known replaces what a plan leaves to the provider: texts, numbers and truth values by some value, all else by null.
func known(plan tftypes.Value) (tftypes.Value, error) {
	return tftypes.Transform(plan, func(_ *tftypes.AttributePath, value tftypes.Value) (tftypes.Value, error) {
		if value.IsKnown() {
			return value, nil
		}
		switch form := value.Type(); {
		case form.Is(tftypes.String):
			return tftypes.NewValue(form, computed), nil
		case form.Is(tftypes.Number):
			return tftypes.NewValue(form, 0), nil
		case form.Is(tftypes.Bool):
			return tftypes.NewValue(form, false), nil
		default:
			return tftypes.NewValue(form, nil), nil
		}
	})
}

// identityOf takes the attributes of an identity from those of the state that have the same names and are texts; others
// become some text.
func identityOf(form tftypes.Type, state tftypes.Value) (tftypes.Value, error) {
	object, ok := form.(tftypes.Object)
	if !ok {
		return tftypes.Value{}, fmt.Errorf("an identity is an object, not a %s", form)
	}
	var attributes map[string]tftypes.Value
	if err := state.As(&attributes); err != nil {
		return tftypes.Value{}, fmt.Errorf("read the attributes of the state: %w", err)
	}
	values := make(map[string]tftypes.Value, len(object.AttributeTypes))
	for name, attribute := range object.AttributeTypes {
		value, ok := attributes[name]
		if !ok || !value.Type().Is(tftypes.String) {
			value = tftypes.NewValue(attribute, computed)
		}
		values[name] = value
	}
	return tftypes.NewValue(form, values), nil
}

// empty reports whether an identity was never filled: it is null, or all that is in it is.
func empty(identity tftypes.Value) bool {
	var attributes map[string]tftypes.Value
	if identity.IsNull() || identity.As(&attributes) != nil {
		return true
	}
	for _, value := range attributes {
		if !value.IsNull() {
			return false
		}
	}
	return true
}
