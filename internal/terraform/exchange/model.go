package exchange

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const (
	// argumentAlternate is the one argument that the broker itself knows.
	argumentAlternate = "alternate-exchange"
	// maxName is the longest name in bytes that AMQP 0-9-1 can carry.
	maxName = 255
)

// Model is the state of rabbitmqha_exchange.
type Model struct {
	ID                types.String         `tfsdk:"id"`
	Vhost             types.String         `tfsdk:"vhost"`
	Name              types.String         `tfsdk:"name"`
	Type              types.String         `tfsdk:"type"`
	Durable           types.Bool           `tfsdk:"durable"`
	AutoDelete        types.Bool           `tfsdk:"auto_delete"`
	Internal          types.Bool           `tfsdk:"internal"`
	AlternateExchange types.String         `tfsdk:"alternate_exchange"`
	ArgumentsJSON     jsontypes.Normalized `tfsdk:"arguments_json"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"vhost", m.Vhost.ValueString(), "name", m.Name.ValueString()},
		DisplayName: fmt.Sprintf("exchange %q in virtual host %q", m.Name.ValueString(), m.Vhost.ValueString()),
	}
}

// fields ties the typed attributes to the broker's arguments.
func (m *Model) fields() []tfkit.Field {
	return []tfkit.Field{{Name: argumentAlternate, Value: &m.AlternateExchange}}
}

// declaration is the exchange as it is declared to the broker.
func (m *Model) declaration() (management.Exchange, error) {
	arguments, err := tfkit.ParseObject(m.ArgumentsJSON)
	if err != nil {
		return management.Exchange{}, err
	}
	for name, value := range tfkit.ToBroker(m.fields()) {
		arguments[name] = value
	}
	return management.Exchange{
		Vhost:      m.Vhost.ValueString(),
		Name:       m.Name.ValueString(),
		Type:       m.Type.ValueString(),
		Durable:    m.Durable.ValueBool(),
		AutoDelete: m.AutoDelete.ValueBool(),
		Internal:   m.Internal.ValueBool(),
		Arguments:  arguments,
	}, nil
}

// read takes over what the broker has.
func (m *Model) read(exchange *management.Exchange) {
	m.ID = types.StringValue(tfkit.JoinID(exchange.Vhost, exchange.Name))
	m.Vhost = types.StringValue(exchange.Vhost)
	m.Name = types.StringValue(exchange.Name)
	m.Type = types.StringValue(exchange.Type)
	m.Durable = types.BoolValue(exchange.Durable)
	m.AutoDelete = types.BoolValue(exchange.AutoDelete)
	m.Internal = types.BoolValue(exchange.Internal)
	m.ArgumentsJSON = tfkit.FormatObject(tfkit.FromBroker(m.fields(), exchange.Arguments), m.ArgumentsJSON)
}
