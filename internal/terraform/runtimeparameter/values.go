package runtimeparameter

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Values collects the attributes of a block that are set, by the broker's names; those that are not known yet are
// topology.Unknown. at is where the block is: "source.".
func Values(at string, keys []topology.ParameterKey, attributes map[string]attr.Value) (map[string]any, []topology.Problem) {
	out := map[string]any{}
	var problems []topology.Problem
	for _, key := range keys {
		switch value := attributes[key.Attribute].(type) {
		case nil:
		case jsontypes.Normalized:
			object, problem := Object(at+key.Attribute, value)
			if problem != nil {
				problems = append(problems, *problem)
			} else if value.IsUnknown() {
				out[key.Name] = topology.Unknown
			} else if !value.IsNull() {
				out[key.Name] = object
			}
		case types.Map:
			if !value.IsNull() {
				out[key.Name] = textsOf(value)
			}
		default:
			maps.Copy(out, tfkit.ForRules([]tfkit.Field{tfkit.NewField(key.Name, key.Kind, value)}))
		}
	}
	return out, problems
}

// Object reads the JSON attribute at the given place.
func Object(at string, value jsontypes.Normalized) (map[string]any, *topology.Problem) {
	object, err := tfkit.ParseObject(value)
	if err != nil {
		return nil, &topology.Problem{Attribute: at, Summary: fmt.Sprintf("%s is not a JSON object", at), Detail: err.Error()}
	}
	return object, nil
}

// textsOf is a map of strings, or topology.Unknown if one of them is not known yet.
func textsOf(from types.Map) any {
	out := map[string]any{}
	for name, element := range from.Elements() {
		text, _ := element.(types.String)
		if text.IsUnknown() {
			return topology.Unknown
		}
		out[name] = text.ValueString()
	}
	if from.IsUnknown() {
		return topology.Unknown
	}
	return out
}

// Read makes the attributes of a block of what the broker has, null where it has nothing, and returns what no attribute
// took. Where the JSON of prior means the same, it is kept.
func Read(keys []topology.ParameterKey, from map[string]any, prior map[string]attr.Value) (attributes map[string]attr.Value, rest map[string]any) {
	attributes, rest = map[string]attr.Value{}, maps.Clone(from)
	for _, key := range keys {
		value, taken := read(key.Kind, rest[key.Name], prior[key.Attribute])
		attributes[key.Attribute] = value
		if taken {
			delete(rest, key.Name)
		}
	}
	return attributes, rest
}

func read(kind topology.Kind, from any, prior attr.Value) (value attr.Value, taken bool) {
	switch kind {
	case topology.Object:
		object, taken := AsObject(from)
		before, _ := prior.(jsontypes.Normalized)
		if !taken {
			return jsontypes.NewNormalizedNull(), false
		}
		if len(object) == 0 && before.IsNull() {
			return jsontypes.NewNormalizedValue("{}"), true
		}
		return tfkit.FormatObject(object, before), true
	case topology.StringMap:
		object, taken := AsObject(from)
		elements := map[string]attr.Value{}
		for name, element := range object {
			text, ok := element.(string)
			taken = taken && ok
			elements[name] = types.StringValue(text)
		}
		if !taken {
			return types.MapNull(types.StringType), false
		}
		return types.MapValueMust(types.StringType, elements), true
	}
	field := tfkit.NewField("", kind, nil)
	rest := tfkit.FromBroker([]tfkit.Field{field}, map[string]any{"": from})
	return field.Get(), len(rest) == 0
}

// AsObject is an object as the broker gives it back: an empty one may come as an empty list.
func AsObject(value any) (map[string]any, bool) {
	if list, ok := value.([]any); ok && len(list) == 0 {
		return map[string]any{}, true
	}
	object, ok := value.(map[string]any)
	return object, ok
}
