package policy

import (
	"fmt"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_policy and of rabbitmqha_operator_policy.
type Model struct {
	ID             types.String         `tfsdk:"id"`
	Vhost          types.String         `tfsdk:"vhost"`
	Name           types.String         `tfsdk:"name"`
	Pattern        types.String         `tfsdk:"pattern"`
	ApplyTo        types.String         `tfsdk:"apply_to"`
	Priority       types.Int64          `tfsdk:"priority"`
	Definition     types.Object         `tfsdk:"definition"`
	DefinitionJSON jsontypes.Normalized `tfsdk:"definition_json"`
}

// write is the policy as the broker is to have it.
func (m Model) write(k kind) (management.Policy, error) {
	definition, err := tfkit.ParseObject(m.DefinitionJSON)
	if err != nil {
		return management.Policy{}, err
	}
	maps.Copy(definition, tfkit.ToBroker(k.block.Fields(m.Definition)))
	return management.Policy{
		Vhost:      m.Vhost.ValueString(),
		Name:       m.Name.ValueString(),
		Pattern:    m.Pattern.ValueString(),
		ApplyTo:    m.ApplyTo.ValueString(),
		Priority:   m.Priority.ValueInt64(),
		Definition: definition,
	}, nil
}

// read takes over what the broker has. Keys without an attribute, and values of another type than their attribute's, go
// to definition_json, so that nothing is hidden.
func (m *Model) read(k kind, policy *management.Policy) {
	m.ID = types.StringValue(tfkit.JoinID(policy.Vhost, policy.Name))
	m.Vhost = types.StringValue(policy.Vhost)
	m.Name = types.StringValue(policy.Name)
	m.Pattern = types.StringValue(policy.Pattern)
	m.ApplyTo = types.StringValue(policy.ApplyTo)
	m.Priority = types.Int64Value(policy.Priority)
	fields := k.block.Fields(m.Definition)
	rest := tfkit.FromBroker(fields, policy.Definition)
	m.DefinitionJSON = tfkit.FormatObject(rest, m.DefinitionJSON)
	m.Definition = k.block.Object(fields, m.Definition)
}

// forRules is the policy as the rules want it: values that are not known yet count as present.
func (m Model) forRules(k kind) (topology.Policy, error) {
	plugins, err := tfkit.ParseObject(m.DefinitionJSON)
	return topology.Policy{
		Kind:             k.rules,
		Name:             m.Name.ValueString(),
		Pattern:          m.Pattern.ValueString(),
		ApplyTo:          m.ApplyTo.ValueString(),
		Priority:         m.Priority.ValueInt64(),
		Definition:       tfkit.ForRules(k.block.Fields(m.Definition)),
		PluginDefinition: plugins,
		Partial:          m.Definition.IsUnknown() || m.DefinitionJSON.IsUnknown(),
	}, err
}

// check finds what no broker accepts.
func (m Model) check(k kind) ([]topology.Problem, error) {
	if problem := m.twice(k); problem != nil {
		return []topology.Problem{*problem}, nil
	}
	policy, err := m.forRules(k)
	if err != nil {
		return nil, err
	}
	problems := topology.CheckPolicy(policy)
	if policy.Partial {
		// Nothing is known to be set, which does not make the definition empty.
		problems = slices.DeleteFunc(problems, func(p topology.Problem) bool { return p.Attribute == "definition" })
	}
	return problems, nil
}

// twice finds two attributes for one key of the broker: the value of ha-params is a number or a list.
func (m Model) twice(k kind) *topology.Problem {
	fields, first := k.block.Fields(m.Definition), map[string]string{}
	for i, key := range k.keys {
		if fields[i].Get().IsNull() {
			continue
		}
		if other, taken := first[key.Name]; taken {
			return &topology.Problem{
				Attribute: "definition." + key.Attribute,
				Summary:   fmt.Sprintf("%s cannot go with %s", key.Attribute, other),
				Detail:    fmt.Sprintf("Both are the broker's key %s, which has one value. Keep one of them.", key.Name),
			}
		}
		first[key.Name] = key.Attribute
	}
	return nil
}
