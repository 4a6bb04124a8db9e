package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// maxName is the longest name in bytes that AMQP 0-9-1 can carry (a short string).
const maxName = 255

// NameAttribute names an object within its virtual host.
func NameAttribute(description string) schema.StringAttribute {
	return nameAttribute(description+" 1 to 255 bytes; any characters, but not `.` or `..`.", ObjectName())
}

// EntityNameAttribute is NameAttribute for a queue or an exchange.
func EntityNameAttribute(description string) schema.StringAttribute {
	return nameAttribute(description+" 1 to 255 bytes; any characters, but no line breaks (RabbitMQ drops CR and LF), and not `.` or `..`.", EntityName())
}

func nameAttribute(description string, valid validator.String) schema.StringAttribute {
	return schema.StringAttribute{
		Required:            true,
		MarkdownDescription: description + " A change replaces the object.",
		Validators:          []validator.String{valid},
		PlanModifiers:       []planmodifier.String{stringplanmodifier.RequiresReplace()},
	}
}

// ObjectName accepts the names of objects that a broker stores as it is sent them, and that it can be asked for.
func ObjectName() validator.String { return name(topology.CheckObjectName) }

// EntityName is ObjectName for queues and exchanges.
func EntityName() validator.String { return name(topology.CheckEntityName) }

// EntityReference accepts text that may name a queue or an exchange, empty or not.
func EntityReference() validator.String { return nameRule(topology.CheckEntityName) }

func name(rule nameRule) validator.String {
	return stringvalidator.All(stringvalidator.LengthBetween(1, maxName), rule)
}

// nameRule is a rule of package topology as a validator.
type nameRule func(attribute, name string) []topology.Problem

// Description implements validator.Describer.
func (nameRule) Description(context.Context) string {
	return "name that the management API can address"
}

// MarkdownDescription implements validator.Describer.
func (r nameRule) MarkdownDescription(ctx context.Context) string { return r.Description(ctx) }

// ValidateString implements validator.String.
func (r nameRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if !IsSet(req.ConfigValue) {
		return
	}
	for _, problem := range r("", req.ConfigValue.ValueString()) {
		resp.Diagnostics.AddAttributeError(req.Path, problem.Summary, problem.Detail)
	}
}

// validateNames refuses an import by names that no configuration may have: the validators of the attributes decide.
func validateNames(ctx context.Context, resp *resource.ImportStateResponse, names, values []string) {
	for i, name := range names {
		attribute, diags := resp.State.Schema.AttributeAtPath(ctx, path.Root(name))
		resp.Diagnostics.Append(diags...)
		checked, ok := attribute.(interface{ StringValidators() []validator.String })
		if !ok {
			continue
		}
		for _, each := range checked.StringValidators() {
			var found validator.StringResponse
			each.ValidateString(ctx, validator.StringRequest{
				Path: path.Root(name), PathExpression: path.MatchRoot(name), ConfigValue: types.StringValue(values[i]),
				Config: tfsdk.Config{Raw: resp.State.Raw, Schema: resp.State.Schema},
			}, &found)
			for _, wrong := range found.Diagnostics {
				resp.Diagnostics.Append(diag.NewErrorDiagnostic("The import id is not valid", name+": "+wrong.Summary()+". "+wrong.Detail()))
			}
		}
	}
}
