package policy

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// The block "definition" is read and written by looping over the table of keys: a struct with a field for each key would
// say the table a second time.

// definitionTypes are the types of the attributes within definition.
func (k kind) definitionTypes() map[string]attr.Type {
	out := map[string]attr.Type{}
	for _, key := range k.keys {
		out[key.Attribute] = tfkit.TypedAttribute(key.Kind, "", false).GetType()
	}
	return out
}

// fields are copies of the values within definition, one for each of keys, null where it has none.
func (k kind) fields(definition types.Object) []tfkit.Field {
	values := definition.Attributes()
	fields := make([]tfkit.Field, 0, len(k.keys))
	for _, key := range k.keys {
		field := tfkit.Field{Name: key.Name}
		switch key.Kind {
		case topology.Int:
			value, _ := values[key.Attribute].(types.Int64)
			field.Value = &value
		case topology.Bool:
			value, _ := values[key.Attribute].(types.Bool)
			field.Value = &value
		case topology.StringList:
			value, ok := values[key.Attribute].(types.List)
			if !ok {
				value = types.ListNull(types.StringType)
			}
			field.Value = &value
		default:
			value, _ := values[key.Attribute].(types.String)
			field.Value = &value
		}
		fields = append(fields, field)
	}
	return fields
}

// definition is the inverse of fields. When every field is null the user may have written an empty block or none:
// whichever the prior value was.
func (k kind) definition(fields []tfkit.Field, prior types.Object) (types.Object, diag.Diagnostics) {
	empty := true
	values := map[string]attr.Value{}
	for i, key := range k.keys {
		value := valueOf(fields[i])
		values[key.Attribute] = value
		empty = empty && value.IsNull()
	}
	if empty && prior.IsNull() {
		return types.ObjectNull(k.definitionTypes()), nil
	}
	return types.ObjectValue(k.definitionTypes(), values)
}

func valueOf(field tfkit.Field) attr.Value {
	switch value := field.Value.(type) {
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
