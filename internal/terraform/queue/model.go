package queue

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// argumentHAPolicy is what clients declared before RabbitMQ 3.0 to have a queue mirrored. No broker since looks at it,
// and no broker compares it when a queue is declared again, so it can come and go with the configuration.
const argumentHAPolicy = "x-ha-policy"

// arguments is the block "arguments".
var arguments = func() tfkit.TypedBlock {
	var keys []tfkit.Key
	for _, argument := range topology.Arguments() {
		keys = append(keys, tfkit.Key{Name: argument.Name, Attribute: argument.Attribute, Kind: argument.Kind})
	}
	return tfkit.NewTypedBlock(keys)
}()

// Model is the state of rabbitmqha_queue.
type Model struct {
	ID            types.String         `tfsdk:"id"`
	Vhost         types.String         `tfsdk:"vhost"`
	Name          types.String         `tfsdk:"name"`
	Type          types.String         `tfsdk:"type"`
	Durable       types.Bool           `tfsdk:"durable"`
	AutoDelete    types.Bool           `tfsdk:"auto_delete"`
	Arguments     types.Object         `tfsdk:"arguments"`
	ArgumentsJSON jsontypes.Normalized `tfsdk:"arguments_json"`
	ForceDestroy  types.Bool           `tfsdk:"force_destroy"`
	Timeouts      timeouts.Value       `tfsdk:"timeouts"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"vhost", m.Vhost.ValueString(), "name", m.Name.ValueString()},
		DisplayName: fmt.Sprintf("queue %q in virtual host %q", m.Name.ValueString(), m.Vhost.ValueString()),
	}
}

// forRules is the queue as the rules of topology see it: values that are not known yet break no rule.
func (m *Model) forRules() (topology.Queue, []topology.Problem) {
	extra, problems := tfkit.CheckArguments(m.ArgumentsJSON)
	queueType := topology.QueueType(m.Type.ValueString())
	if m.Type.IsNull() {
		queueType = topology.Quorum
	}
	return topology.Queue{
		Name:           m.Name.ValueString(),
		Type:           queueType,
		Durable:        !tfkit.IsSet(m.Durable) || m.Durable.ValueBool(),
		AutoDelete:     m.AutoDelete.ValueBool(),
		Arguments:      tfkit.ForRules(arguments.Fields(m.Arguments)),
		ExtraArguments: extra,
	}, problems
}

// declaration is the queue as it is declared to the broker.
func (m *Model) declaration() (management.Queue, error) {
	declared, err := tfkit.ParseObject(m.ArgumentsJSON)
	maps.Copy(declared, tfkit.ToBroker(arguments.Fields(m.Arguments)))
	return management.Queue{
		Vhost:      m.Vhost.ValueString(),
		Name:       m.Name.ValueString(),
		Type:       m.Type.ValueString(),
		Durable:    m.Durable.ValueBool(),
		AutoDelete: m.AutoDelete.ValueBool(),
		Arguments:  declared,
	}, err
}

// read takes over what the broker has.
func (m *Model) read(queue *management.Queue) {
	m.ID = types.StringValue(tfkit.JoinID(queue.Vhost, queue.Name))
	m.Vhost = types.StringValue(queue.Vhost)
	m.Name = types.StringValue(queue.Name)
	m.Type = types.StringValue(queue.Type)
	m.Durable = types.BoolValue(queue.Durable)
	m.AutoDelete = types.BoolValue(queue.AutoDelete)
	if m.ForceDestroy.IsNull() {
		m.ForceDestroy = types.BoolValue(false)
	}
	fields := arguments.Fields(m.Arguments)
	rest := tfkit.FromBroker(fields, queue.Arguments)
	m.Arguments = arguments.Object(fields, m.Arguments)
	delete(rest, argumentHAPolicy)
	if written, err := tfkit.ParseObject(m.ArgumentsJSON); err == nil {
		if value, ok := written[argumentHAPolicy]; ok {
			rest[argumentHAPolicy] = value
		}
	}
	m.ArgumentsJSON = tfkit.FormatObject(rest, m.ArgumentsJSON)
}
