package queue

import (
	"context"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// raw is the state of rabbitmqha_queues in Terraform's own form. The framework would make the same of the model, and allocate
// about six times as much for each queue: its reflection compiles a regular expression for every field of every struct.
func (m listModel) raw(ctx context.Context) tftypes.Value {
	of := tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}
	for name, attribute := range statusAttributes() {
		of.AttributeTypes[name] = attribute.GetType().TerraformType(ctx)
	}
	queues := make([]tftypes.Value, len(m.Queues))
	for i, queue := range m.Queues {
		queues[i] = queue.raw(of)
	}
	list := tftypes.List{ElementType: of}
	return tftypes.NewValue(tftypes.Object{AttributeTypes: map[string]tftypes.Type{
		"vhost": tftypes.String, "pattern": tftypes.String, "queues": list,
	}}, map[string]tftypes.Value{
		"vhost":   tftypes.NewValue(tftypes.String, m.Vhost.ValueStringPointer()),
		"pattern": tftypes.NewValue(tftypes.String, m.Pattern.ValueStringPointer()),
		"queues":  tftypes.NewValue(list, queues),
	})
}

func (m statusModel) raw(of tftypes.Object) tftypes.Value {
	text := func(value *string) tftypes.Value { return tftypes.NewValue(tftypes.String, value) }
	truth := func(value bool) tftypes.Value { return tftypes.NewValue(tftypes.Bool, value) }
	number := func(value *int64) tftypes.Value { return tftypes.NewValue(tftypes.Number, value) }
	return tftypes.NewValue(of, map[string]tftypes.Value{
		"id": text(&m.ID), "vhost": text(&m.Vhost), "name": text(&m.Name), "type": text(&m.Type),
		"durable": truth(m.Durable), "auto_delete": truth(m.AutoDelete), "exclusive": truth(m.Exclusive),
		"arguments": text(m.Arguments), "state": text(m.State), "leader": text(m.Leader),
		"members": rawNames(m.Members), "online": rawNames(m.Online), "synchronised": rawNames(m.Synchronised),
		"messages": number(m.Messages), "messages_ready": number(m.MessagesReady),
		"messages_unacknowledged": number(m.MessagesUnacknowledged), "consumers": number(m.Consumers),
		"policy": text(m.Policy), "operator_policy": text(m.OperatorPolicy), "effective_policy": text(m.EffectivePolicy),
	})
}

var namesType = tftypes.List{ElementType: tftypes.String}

// rawNames is null where the names are not known.
func rawNames(names []string) tftypes.Value {
	if names == nil {
		return tftypes.NewValue(namesType, nil)
	}
	values := make([]tftypes.Value, len(names))
	for i, name := range names {
		values[i] = tftypes.NewValue(tftypes.String, name)
	}
	return tftypes.NewValue(namesType, values)
}
