package shovel

import (
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_shovel.
type Model struct {
	ID             types.String         `tfsdk:"id"`
	Vhost          types.String         `tfsdk:"vhost"`
	Name           types.String         `tfsdk:"name"`
	AckMode        types.String         `tfsdk:"ack_mode"`
	ReconnectDelay types.Int64          `tfsdk:"reconnect_delay"`
	DefinitionJSON jsontypes.Normalized `tfsdk:"definition_json"`
	Source         types.Object         `tfsdk:"source"`
	Destination    types.Object         `tfsdk:"destination"`
}

// fields ties the typed attributes outside of the blocks to the broker's keys.
func (m *Model) fields() []tfkit.Field {
	return []tfkit.Field{{Name: "ack-mode", Value: &m.AckMode}, {Name: "reconnect-delay", Value: &m.ReconnectDelay}}
}

// Address implements runtimeparameter.Model.
func (m *Model) Address() runtimeparameter.Address {
	return runtimeparameter.Address{ID: &m.ID, Vhost: &m.Vhost, Name: &m.Name}
}

// forRules is the shovel as the rules want it, and what is wrong with its JSON.
func (m *Model) forRules() (topology.Shovel, []topology.Problem) {
	from, problems := source.forRules(m.Source)
	to, more := destination.forRules(m.Destination)
	problems = append(problems, more...)
	other, problem := runtimeparameter.Object("definition_json", m.DefinitionJSON)
	if problem != nil {
		problems = append(problems, *problem)
	}
	return topology.Shovel{Source: from, Destination: to, Values: tfkit.ForRules(m.fields()), Other: other}, problems
}

// Check implements runtimeparameter.Model.
func (m *Model) Check() []topology.Problem {
	if !tfkit.IsSet(m.Source) || !tfkit.IsSet(m.Destination) {
		// A block that is missing is said by its validator.
		return nil
	}
	shovel, problems := m.forRules()
	return append(problems, topology.CheckShovel(shovel)...)
}

// CheckOn implements runtimeparameter.Model.
func (m *Model) CheckOn(broker capability.Broker) []topology.Problem {
	shovel, _ := m.forRules()
	return topology.CheckShovelOn(shovel, broker)
}

// Value implements runtimeparameter.Model.
func (m *Model) Value() any {
	value, _ := runtimeparameter.Object("definition_json", m.DefinitionJSON)
	maps.Copy(value, tfkit.ToBroker(m.fields()))
	source.value(m.Source, value)
	destination.value(m.Destination, value)
	return value
}

// Read implements runtimeparameter.Model. Keys by names from before RabbitMQ 3.7 are read as what they mean, and what no
// attribute takes goes to definition_json, so that nothing is hidden.
func (m *Model) Read(value any) diag.Diagnostics {
	object, _ := runtimeparameter.AsObject(value)
	current := maps.Clone(object)
	for name, value := range object {
		// Where both are there the broker ignores the old one, which stays to be seen.
		if today := topology.CurrentShovelKey(name); current[today] == nil {
			current[today] = value
			delete(current, name)
		}
	}
	rest := tfkit.FromBroker(m.fields(), current)
	from, rest, diags := source.read(rest, m.Source)
	to, rest, more := destination.read(rest, m.Destination)
	m.Source, m.Destination = from, to
	m.DefinitionJSON = tfkit.FormatObject(rest, m.DefinitionJSON)
	return append(diags, more...)
}
