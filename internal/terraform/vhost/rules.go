package vhost

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// describesOtherwise tells whether an existing virtual host is to get another description or other tags.
func (m Model) describesOtherwise(state Model) bool {
	return m.Name.Equal(state.Name) && (!m.Description.Equal(state.Description) || !m.Tags.Equal(state.Tags))
}

// unknownTo lists what a broker of this version would ignore without a word. state is nil on creation.
func (m Model) unknownTo(broker capability.Broker, state *Model, typed bool) []topology.Problem {
	var problems []topology.Problem
	if typed && !broker.VhostDefaultQueueType {
		problems = append(problems, topology.Problem{
			Attribute: "default_queue_type",
			Summary:   fmt.Sprintf("RabbitMQ %s has no default queue type", broker.Version),
			Detail: "A virtual host has a default queue type from RabbitMQ 3.11 on. Leave default_queue_type out and say type in " +
				"each rabbitmqha_queue.",
		})
	}
	if broker.VhostMetadataUpdate || state == nil {
		return problems
	}
	for _, each := range []struct {
		attribute string
		same      bool
	}{{"description", m.Description.Equal(state.Description)}, {"tags", m.Tags.Equal(state.Tags)}} {
		if !each.same && m.Name.Equal(state.Name) {
			problems = append(problems, topology.Problem{
				Attribute: each.attribute,
				Summary:   fmt.Sprintf("RabbitMQ %s cannot change the %s of a virtual host", broker.Version, each.attribute),
				Detail: fmt.Sprintf("Brokers before 3.9.5 take %s only when the virtual host is created, and ignore it later. Leave it "+
					"as it is, or leave it out.", each.attribute),
			})
		}
	}
	return problems
}
