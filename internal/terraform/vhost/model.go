package vhost

import (
	"context"
	"fmt"
	"regexp"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// blanks are what RabbitMQ trims off tags: Unicode's Pattern_White_Space (rabbit_vhost:trim_tag/1, string:trim/1).
const blanks = `\t\n\v\f\r \x{85}\x{200e}\x{200f}\x{2028}\x{2029}`

// tagForm is what a tag comes back as it was sent in. The broker splits tags at commas, and trims them.
var tagForm = regexp.MustCompile(`(?s)^[^,` + blanks + `]([^,]*[^,` + blanks + `])?$`)

// Model is the state of rabbitmqha_vhost.
type Model struct {
	ID                    types.String   `tfsdk:"id"`
	Name                  types.String   `tfsdk:"name"`
	Description           types.String   `tfsdk:"description"`
	Tags                  types.Set      `tfsdk:"tags"`
	DefaultQueueType      types.String   `tfsdk:"default_queue_type"`
	Tracing               types.Bool     `tfsdk:"tracing"`
	ProtectedFromDeletion types.Bool     `tfsdk:"protected_from_deletion"`
	DeletionProtection    types.Bool     `tfsdk:"deletion_protection"`
	Timeouts              timeouts.Value `tfsdk:"timeouts"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"name", m.Name.ValueString()},
		DisplayName: fmt.Sprintf("virtual host %q", m.Name.ValueString()),
	}
}

// merge lays what the user set over what the broker has: a PUT replaces the whole virtual host.
func (m Model) merge(ctx context.Context, onto management.Vhost) (management.Vhost, diag.Diagnostics) {
	var diags diag.Diagnostics
	onto.Name = m.Name.ValueString()
	if tfkit.IsSet(m.Description) {
		onto.Description = m.Description.ValueString()
	}
	if tfkit.IsSet(m.Tags) {
		var tags []string
		diags = m.Tags.ElementsAs(ctx, &tags, false)
		onto.Tags = tags
	}
	if tfkit.IsSet(m.DefaultQueueType) {
		onto.DefaultQueueType = m.DefaultQueueType.ValueString()
	}
	if tfkit.IsSet(m.Tracing) {
		onto.Tracing = m.Tracing.ValueBool()
	}
	return onto, diags
}

// read takes over what the broker has.
func (m *Model) read(vhost *management.Vhost) {
	m.ID = types.StringValue(tfkit.JoinID(vhost.Name))
	m.Name = types.StringValue(vhost.Name)
	m.Description = types.StringValue(vhost.Description)
	m.DefaultQueueType = tfkit.StringOrNull(vhost.DefaultQueueType)
	m.Tracing = types.BoolValue(vhost.Tracing)
	m.ProtectedFromDeletion = types.BoolPointerValue(vhost.ProtectedFromDeletion)
	if m.DeletionProtection.IsNull() {
		m.DeletionProtection = types.BoolValue(true)
	}
	m.Tags = tfkit.StringSet(vhost.Tags)
}
