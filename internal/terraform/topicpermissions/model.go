package topicpermissions

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/permissions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_topic_permissions.
type Model struct {
	ID       types.String `tfsdk:"id"`
	Vhost    types.String `tfsdk:"vhost"`
	User     types.String `tfsdk:"user"`
	Exchange types.String `tfsdk:"exchange"`
	Write    types.String `tfsdk:"write"`
	Read     types.String `tfsdk:"read"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names: []string{"vhost", m.Vhost.ValueString(), "user", m.User.ValueString(), "exchange", m.Exchange.ValueString()},
		DisplayName: fmt.Sprintf("topic permissions of user %q at exchange %q in virtual host %q", m.User.ValueString(), m.Exchange.ValueString(),
			m.Vhost.ValueString()),
	}
}

// names are the parts of the id.
func (m Model) names() []string {
	return []string{m.Vhost.ValueString(), m.User.ValueString(), m.Exchange.ValueString()}
}

func (m Model) patterns() permissions.Patterns {
	return permissions.Patterns{"write": m.Write, "read": m.Read}
}

func (m *Model) problemsOn(broker capability.Broker) []topology.Problem {
	return m.patterns().ProblemsOn(broker)
}

func (m Model) toBroker() management.TopicPermissions {
	return management.TopicPermissions{
		Vhost: m.Vhost.ValueString(), User: m.User.ValueString(), Exchange: m.Exchange.ValueString(),
		Write: m.Write.ValueString(), Read: m.Read.ValueString(),
	}
}

func (m *Model) read(found *management.TopicPermissions) {
	m.Vhost, m.User, m.Exchange = types.StringValue(found.Vhost), types.StringValue(found.User), types.StringValue(found.Exchange)
	m.Write, m.Read = types.StringValue(found.Write), types.StringValue(found.Read)
	m.ID = types.StringValue(tfkit.JoinID(m.names()...))
}
