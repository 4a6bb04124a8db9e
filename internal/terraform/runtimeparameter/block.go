package runtimeparameter

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Attributes are the attributes that a table of keys stands for.
func Attributes(keys []topology.ParameterKey) map[string]schema.Attribute {
	out := map[string]schema.Attribute{}
	for _, key := range keys {
		switch key.Kind {
		case topology.Object:
			out[key.Attribute] = schema.StringAttribute{
				CustomType: jsontypes.NormalizedType{}, Optional: true, MarkdownDescription: describe(key),
				PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling()},
			}
		case topology.StringMap:
			out[key.Attribute] = schema.MapAttribute{
				ElementType: types.StringType, Optional: true, MarkdownDescription: describe(key),
				Validators: []validator.Map{mapvalidator.NoNullValues()},
			}
		default:
			out[key.Attribute] = tfkit.TypedAttribute(key.Kind, describe(key))
		}
	}
	return out
}

// Types are the types of attributes within a block.
func Types(attributes map[string]schema.Attribute) map[string]attr.Type {
	out := map[string]attr.Type{}
	for name, attribute := range attributes {
		out[name] = attribute.GetType()
	}
	return out
}

// describe adds to a key's description its name at the broker, and the versions that know it.
func describe(key topology.ParameterKey) string {
	text := key.Description + " Key `" + key.Name + "`"
	if key.Span != (topology.Span{}) {
		text += "; " + key.String()
	}
	for _, protocol := range topology.ShovelProtocols() {
		// Where a key is for one protocol, or for local shovels from their beginning on, the description says it all.
		if span := key.Protocols[protocol]; !span.Since.IsZero() {
			text += "; with `" + protocol + "` " + span.String()
		}
	}
	return strings.TrimSuffix(text, ".") + "."
}

// URIsAttribute is a list of AMQP URIs, of which the broker takes one.
func URIsAttribute(description string) schema.ListAttribute {
	return schema.ListAttribute{
		ElementType: types.StringType, Required: true, Sensitive: true,
		MarkdownDescription: description + " `amqp://` or `amqps://`, with every part percent-encoded: " +
			"`amqps://user:p%40ss@rabbit1.example.com:5671/%2F`; `amqp://` alone is the broker's own node. They hold passwords, so that " +
			"they are hidden in plans, and in errors. The broker answers them as they are, so that a change behind Terraform's back is seen.",
		Validators: []validator.List{listvalidator.NoNullValues()},
	}
}

// OtherAttribute is a JSON object of keys that have no attribute.
func OtherAttribute() schema.StringAttribute {
	return schema.StringAttribute{
		CustomType: jsontypes.NormalizedType{}, Optional: true, PlanModifiers: []planmodifier.String{tfkit.KeepJSONSpelling()},
		MarkdownDescription: "Keys that have no attribute here, such as those of a newer RabbitMQ, as a JSON object (`jsonencode`). " +
			"Keys that others have set appear here, and are removed by the next apply unless they are written.",
	}
}
