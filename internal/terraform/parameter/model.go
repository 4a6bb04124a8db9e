package parameter

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_parameter.
type Model struct {
	ID             types.String         `tfsdk:"id"`
	Component      types.String         `tfsdk:"component"`
	Vhost          types.String         `tfsdk:"vhost"`
	Name           types.String         `tfsdk:"name"`
	Value          jsontypes.Normalized `tfsdk:"value"`
	ValueWO        types.String         `tfsdk:"value_wo"`
	ValueWOVersion types.Int64          `tfsdk:"value_wo_version"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	component, vhost, name := m.Component.ValueString(), m.Vhost.ValueString(), m.Name.ValueString()
	return tfkit.Object{
		Names:       []string{"component", component, "vhost", vhost, "name", name},
		DisplayName: runtimeparameter.DisplayName(noun(m), management.Parameter{Vhost: vhost, Name: name}),
	}
}

// problems are what no broker accepts. What is not known yet breaks no rule.
func (m *Model) problems() []topology.Problem {
	problems := topology.CheckParameter(m.Component.ValueString())
	if !m.ValueWO.IsNull() {
		// Its warnings are about values that a plan shows.
		problems = slices.DeleteFunc(problems, func(problem topology.Problem) bool { return problem.Warning })
	}
	if tfkit.IsSet(m.ValueWO) {
		if _, err := runtimeparameter.ParseJSON(m.ValueWO.ValueString()); err != nil {
			problems = append(problems, topology.Problem{Attribute: "value_wo", Summary: "value_wo is not JSON", Detail: err.Error()})
		}
	}
	return problems
}

// parameter is what the broker is to have. value_wo comes from the configuration: plans and states never hold it.
func (m *Model) parameter(secret types.String) (management.Parameter, error) {
	out := management.Parameter{
		Component: m.Component.ValueString(), Vhost: m.Vhost.ValueString(), Name: m.Name.ValueString(), Secret: !secret.IsNull(),
	}
	text := m.Value.ValueString()
	if out.Secret {
		text = secret.ValueString()
	}
	value, err := runtimeparameter.ParseJSON(text)
	out.Value = value
	return out, err
}

// read takes over what the broker has, but for a value that was given as a secret.
func (m *Model) read(found *management.Parameter) {
	m.ID = types.StringValue(tfkit.JoinID(found.Component, found.Vhost, found.Name))
	if m.ValueWOVersion.IsNull() {
		m.Value = runtimeparameter.FormatJSON(found.Value, m.Value)
	}
}
