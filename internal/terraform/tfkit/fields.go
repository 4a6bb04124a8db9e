package tfkit

import (
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// Field ties one typed attribute to the name that the broker knows it by. Value points to a types.Int64, types.String,
// types.Bool or types.List of strings inside a model.
type Field struct {
	Name  string
	Value any
}

// NewField is a field of its own for a value of the given kind; null where the value is of another.
func NewField(name string, kind topology.Kind, value attr.Value) Field {
	switch kind {
	case topology.Int:
		number, _ := value.(types.Int64)
		return Field{name, &number}
	case topology.Bool:
		flag, _ := value.(types.Bool)
		return Field{name, &flag}
	case topology.StringList:
		list, ok := value.(types.List)
		if !ok {
			list = types.ListNull(types.StringType)
		}
		return Field{name, &list}
	default:
		text, _ := value.(types.String)
		return Field{name, &text}
	}
}

// Get is the field's value.
func (f Field) Get() attr.Value {
	switch value := f.Value.(type) {
	case *types.Int64:
		return *value
	case *types.Bool:
		return *value
	case *types.List:
		return *value
	case *types.String:
		return *value
	}
	return types.StringNull()
}

// ToBroker collects the values that are set, as int64, string, bool or []string by the broker's names.
func ToBroker(fields []Field) map[string]any {
	out := map[string]any{}
	for _, field := range fields {
		switch value := field.Value.(type) {
		case *types.Int64:
			if IsSet(*value) {
				out[field.Name] = value.ValueInt64()
			}
		case *types.String:
			if IsSet(*value) {
				out[field.Name] = value.ValueString()
			}
		case *types.Bool:
			if IsSet(*value) {
				out[field.Name] = value.ValueBool()
			}
		case *types.List:
			if IsSet(*value) {
				out[field.Name] = stringsOf(*value)
			}
		}
	}
	return out
}

// FromBroker sets every field to what the broker has, null where it has nothing, and returns what no field took: names
// without a field, and values of another type than the field's, so that nothing is hidden.
func FromBroker(fields []Field, from map[string]any) (rest map[string]any) {
	rest = make(map[string]any, len(from))
	for name, value := range from {
		rest[name] = value
	}
	for _, field := range fields {
		if take(field.Value, rest[field.Name]) {
			delete(rest, field.Name)
		}
	}
	return rest
}

// take sets one field and reports whether the broker's value was of its type.
func take(target, from any) bool {
	switch target := target.(type) {
	case *types.Int64:
		*target = types.Int64Null()
		if number, ok := from.(json.Number); ok {
			if value, err := number.Int64(); err == nil {
				*target = types.Int64Value(value)
				return true
			}
		}
	case *types.String:
		*target = types.StringNull()
		if value, ok := from.(string); ok {
			*target = types.StringValue(value)
			return true
		}
	case *types.Bool:
		*target = types.BoolNull()
		if value, ok := from.(bool); ok {
			*target = types.BoolValue(value)
			return true
		}
	case *types.List:
		*target = types.ListNull(types.StringType)
		if items, ok := from.([]any); ok {
			if elements, ok := texts(items); ok {
				*target = types.ListValueMust(types.StringType, elements)
				return true
			}
		}
	}
	return false
}

// ForRules is ToBroker for the rules of package topology: values that are not known yet count as present.
func ForRules(fields []Field) map[string]any {
	out := ToBroker(fields)
	for _, field := range fields {
		if field.Get().IsUnknown() {
			out[field.Name] = topology.Unknown
		}
	}
	return out
}

// IsSet reports whether a value is neither null nor unknown.
func IsSet(value attr.Value) bool { return !value.IsNull() && !value.IsUnknown() }

func stringsOf(list types.List) []string {
	out := make([]string, 0, len(list.Elements()))
	for _, element := range list.Elements() {
		if text, ok := element.(types.String); ok {
			out = append(out, text.ValueString())
		}
	}
	return out
}

// texts takes a list only whole.
func texts(items []any) (elements []attr.Value, ok bool) {
	elements = make([]attr.Value, len(items))
	for i, item := range items {
		text, ok := item.(string)
		if !ok {
			return nil, false
		}
		elements[i] = types.StringValue(text)
	}
	return elements, true
}
