package clientsettings

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/clientsettings"
)

// Render gives the values of the computed attributes, by name, and warnings. What may hold the password is there twice,
// because an attribute is sensitive always or never.
func (m model) Render(ctx context.Context) (map[string]any, []string, error) {
	c := m.settings()
	c.URLs = urls(c)
	c.Policies = policies(present(m.PolicyPatterns))
	publicJSON, err := c.JSON(clientsettings.Public)
	if err != nil {
		return nil, nil, err
	}
	completeJSON, err := c.JSON(clientsettings.Complete)
	if err != nil {
		return nil, nil, err
	}
	values := map[string]any{
		"kombu_url":                      optional(c.KombuURL()),
		"addresses":                      c.Addresses(),
		"java_addresses":                 c.JavaAddresses(),
		"celery_settings":                types.DynamicValue(dictionary(ctx, c.Celery(clientsettings.Public))),
		"celery_settings_sensitive":      types.DynamicValue(dictionary(ctx, c.Celery(clientsettings.Complete))),
		"celery_settings_json":           publicJSON,
		"celery_settings_json_sensitive": completeJSON,
		"celery_settings_py":             c.Python(clientsettings.Public),
		"celery_settings_py_sensitive":   c.Python(clientsettings.Complete),
		"spring_properties":              c.SpringProperties(clientsettings.Public),
		"spring_properties_sensitive":    c.SpringProperties(clientsettings.Complete),
		"dotnet_example":                 c.DotNet(),
		"go_example":                     c.Go(),
	}
	if uris := written(c, present(m.URIParameters)); uris != nil {
		values["amqp_uris"], values["amqp_uri"] = uris, uris[0]
	}
	return values, c.Warnings(), nil
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
