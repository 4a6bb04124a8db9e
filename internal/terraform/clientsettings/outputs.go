package clientsettings

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
)

// rendering is what the data source makes of settings.
type rendering struct {
	clientsettings.Resolved
	settings   clientsettings.Config
	parameters map[string]string // of the URIs for clients other than Kombu
	patterns   map[string]string // of policies, by their names
}

// Warnings are those of the settings, with what the policies do to them.
func (r rendering) Warnings() []string { return r.Resolved.Warnings(policies(r.patterns)) }

// Outputs are the values of the computed attributes, by name. What may hold the password is there twice, because an
// attribute is sensitive always or never.
func (r rendering) Outputs(ctx context.Context) (map[string]any, error) {
	publicJSON, err := r.JSON(clientsettings.Public)
	if err != nil {
		return nil, err
	}
	completeJSON, err := r.JSON(clientsettings.Complete)
	if err != nil {
		return nil, err
	}
	values := map[string]any{
		"kombu_url":                      optional(r.KombuURL()),
		"addresses":                      r.Addresses(),
		"java_addresses":                 r.JavaAddresses(),
		"celery_settings":                types.DynamicValue(dictionary(ctx, r.Celery(clientsettings.Public))),
		"celery_settings_sensitive":      types.DynamicValue(dictionary(ctx, r.Celery(clientsettings.Complete))),
		"celery_settings_json":           publicJSON,
		"celery_settings_json_sensitive": completeJSON,
		"celery_settings_py":             r.Python(clientsettings.Public),
		"celery_settings_py_sensitive":   r.Python(clientsettings.Complete),
		"spring_properties":              r.SpringProperties(clientsettings.Public),
		"spring_properties_sensitive":    r.SpringProperties(clientsettings.Complete),
		"dotnet_example":                 r.DotNet(),
		"go_example":                     r.Go(),
	}
	if uris := written(r.settings, r.Endpoints(), r.parameters); uris != nil {
		values["amqp_uris"], values["amqp_uri"] = uris, uris[0]
	}
	return values, nil
}

// optional is null for what there is not.
func optional(text string) types.String {
	if text == "" {
		return types.StringNull()
	}
	return types.StringValue(text)
}

// dictionary is one of Celery as Terraform has it.
func dictionary(ctx context.Context, settings []clientsettings.Setting) attr.Value {
	attributeTypes, values := map[string]attr.Type{}, map[string]attr.Value{}
	for _, s := range settings {
		values[s.Name] = terraformValue(ctx, s.Value)
		attributeTypes[s.Name] = values[s.Name].Type(ctx)
	}
	return types.ObjectValueMust(attributeTypes, values)
}

func terraformValue(ctx context.Context, v any) attr.Value {
	switch v := v.(type) {
	case bool:
		return types.BoolValue(v)
	case int:
		return types.Int64Value(int64(v))
	case string:
		return types.StringValue(v)
	case []string:
		var elements []attr.Value
		for _, element := range v {
			elements = append(elements, types.StringValue(element))
		}
		return types.ListValueMust(types.StringType, elements)
	case []clientsettings.Setting:
		return dictionary(ctx, v)
	default:
		return types.Int64Null()
	}
}
