package vhost

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// describesOtherwise reports whether an existing virtual host is to get another description or other tags.
func (m Model) describesOtherwise(state Model) bool {
	return m.Name.Equal(state.Name) && (!m.Description.Equal(state.Description) || !m.Tags.Equal(state.Tags))
}

// adoptedBy lists what a broker of this version would ignore of a virtual host that is taken over. What the user leaves out
// stays unchanged.
func (m Model) adoptedBy(broker capability.Broker, there Model) []topology.Problem {
	if !tfkit.IsSet(m.Description) {
		m.Description = there.Description
	}
	if !tfkit.IsSet(m.Tags) {
		m.Tags = there.Tags
	}
	return m.unknownTo(broker, &there, Model{})
}

// needsVersion reports whether something is written that not every broker knows.
func (m Model) needsVersion() bool {
	return tfkit.IsSet(m.DefaultQueueType) || tfkit.IsSet(m.ProtectedFromDeletion) || m.beyondASCII() != ""
}

// beyondASCII is the first tag that is not ASCII; "" if there is none.
func (m Model) beyondASCII() string {
	for _, element := range m.Tags.Elements() {
		tag, isText := element.(types.String)
		if isText && strings.ContainsFunc(tag.ValueString(), func(r rune) bool { return r > unicode.MaxASCII }) {
			return tag.ValueString()
		}
	}
	return ""
}

// unknownTo lists what a broker of this version would ignore without a word. state is nil on creation.
func (m Model) unknownTo(broker capability.Broker, state *Model, config Model) []topology.Problem {
	var problems []topology.Problem
	if tfkit.IsSet(config.ProtectedFromDeletion) && !broker.VhostProtection {
		problems = append(problems, topology.Problem{
			Attribute: "protected_from_deletion",
			Summary:   fmt.Sprintf("RabbitMQ %s does not protect virtual hosts from deletion", broker.Version),
			Detail: "Brokers do so from RabbitMQ 4.0.6 on. Leave protected_from_deletion out; deletion_protection keeps Terraform from " +
				"destroying a virtual host that holds messages.",
		})
	}
	if tfkit.IsSet(config.DefaultQueueType) && !broker.VhostDefaultQueueType {
		problems = append(problems, topology.Problem{
			Attribute: "default_queue_type",
			Summary:   fmt.Sprintf("RabbitMQ %s has no default queue type", broker.Version),
			Detail: "A virtual host has a default queue type from RabbitMQ 3.11 on. Leave default_queue_type out and say type in " +
				"each rabbitmqha_queue.",
		})
	}
	if tag := config.beyondASCII(); tag != "" && !broker.VhostUnicodeTags {
		problems = append(problems, topology.Problem{
			Attribute: "tags", Summary: fmt.Sprintf("RabbitMQ %s keeps only ASCII in tags", broker.Version),
			Detail: fmt.Sprintf("Brokers before 3.11.5 take each byte of a tag for a character, and would store something else than %q. "+
				"Leave it out, or write it in ASCII.", tag),
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
