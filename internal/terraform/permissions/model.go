package permissions

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// everything is the pattern of all three permissions that the broker gives to whoever makes a virtual host.
const everything = ".*"

// Model is the state of rabbitmqha_permissions.
type Model struct {
	ID        types.String `tfsdk:"id"`
	Vhost     types.String `tfsdk:"vhost"`
	User      types.String `tfsdk:"user"`
	Configure types.String `tfsdk:"configure"`
	Write     types.String `tfsdk:"write"`
	Read      types.String `tfsdk:"read"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"vhost", m.Vhost.ValueString(), "user", m.User.ValueString()},
		DisplayName: fmt.Sprintf("permissions of user %q in virtual host %q", m.User.ValueString(), m.Vhost.ValueString()),
	}
}

// patterns are the permissions by their attributes.
func (m Model) patterns() Patterns {
	return Patterns{"configure": m.Configure, "write": m.Write, "read": m.Read}
}

func (m *Model) problemsOn(broker capability.Broker) []topology.Problem {
	return m.patterns().ProblemsOn(broker)
}

func (m Model) toBroker() management.Permissions {
	return management.Permissions{
		Vhost: m.Vhost.ValueString(), User: m.User.ValueString(),
		Configure: m.Configure.ValueString(), Write: m.Write.ValueString(), Read: m.Read.ValueString(),
	}
}

func (m *Model) read(found *management.Permissions) {
	m.ID = types.StringValue(tfkit.JoinID(found.Vhost, found.User))
	m.Vhost, m.User = types.StringValue(found.Vhost), types.StringValue(found.User)
	m.Configure, m.Write, m.Read = types.StringValue(found.Configure), types.StringValue(found.Write), types.StringValue(found.Read)
}

// Patterns are regular expressions by the attributes that they stand in.
type Patterns map[string]types.String

// Problems are what no broker takes.
func (p Patterns) Problems() []topology.Problem {
	return p.check(topology.CheckPermission)
}

// ProblemsOn are what this broker does not take.
func (p Patterns) ProblemsOn(broker capability.Broker) []topology.Problem {
	return p.check(func(attribute, pattern string) []topology.Problem {
		return topology.CheckPermissionOn(attribute, pattern, broker)
	})
}

func (p Patterns) check(rule func(attribute, pattern string) []topology.Problem) []topology.Problem {
	var found []topology.Problem
	for _, attribute := range []string{"configure", "write", "read"} {
		if pattern, ok := p[attribute]; ok && tfkit.IsSet(pattern) {
			found = append(found, rule(attribute, pattern.ValueString())...)
		}
	}
	return found
}
