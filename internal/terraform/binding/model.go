package binding

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// maxName is the longest name or routing key in bytes that AMQP 0-9-1 can carry.
const maxName = 255

// Model is the state of rabbitmqha_binding.
type Model struct {
	ID              types.String         `tfsdk:"id"`
	Vhost           types.String         `tfsdk:"vhost"`
	Source          types.String         `tfsdk:"source"`
	SourceID        types.String         `tfsdk:"source_id"`
	Destination     types.String         `tfsdk:"destination"`
	DestinationID   types.String         `tfsdk:"destination_id"`
	DestinationType types.String         `tfsdk:"destination_type"`
	RoutingKey      types.String         `tfsdk:"routing_key"`
	ArgumentsJSON   jsontypes.Normalized `tfsdk:"arguments_json"`
	PropertiesKey   types.String         `tfsdk:"properties_key"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names: []string{
			"vhost", m.Vhost.ValueString(), "source", m.Source.ValueString(), "destination_type", m.DestinationType.ValueString(),
			"destination", m.Destination.ValueString(), "properties_key", m.PropertiesKey.ValueString(),
		},
		DisplayName: fmt.Sprintf("binding from exchange %q to %s %q in virtual host %q", m.Source.ValueString(),
			m.DestinationType.ValueString(), m.Destination.ValueString(), m.Vhost.ValueString()),
	}
}

// binding is the binding in the broker's words.
func (m *Model) binding() (management.Binding, error) {
	arguments, err := tfkit.ParseObject(m.ArgumentsJSON)
	return management.Binding{
		Vhost:           m.Vhost.ValueString(),
		Source:          m.Source.ValueString(),
		Destination:     m.Destination.ValueString(),
		DestinationType: m.DestinationType.ValueString(),
		RoutingKey:      m.RoutingKey.ValueString(),
		Arguments:       arguments,
		PropertiesKey:   m.PropertiesKey.ValueString(),
	}, err
}

// read takes over what the broker has. The ends and the properties key are what it was asked by.
func (m *Model) read(found *management.Binding) {
	m.RoutingKey = types.StringValue(found.RoutingKey)
	m.ArgumentsJSON = tfkit.FormatObject(found.Arguments, m.ArgumentsJSON)
	m.setKey(m.PropertiesKey.ValueString())
}

// setKey completes what only the broker can say.
func (m *Model) setKey(propertiesKey string) {
	m.PropertiesKey = types.StringValue(propertiesKey)
	m.ID = types.StringValue(tfkit.JoinID(m.Vhost.ValueString(), m.Source.ValueString(), m.DestinationType.ValueString(),
		m.Destination.ValueString(), propertiesKey))
}
