package globalparameter

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Model is the state of rabbitmqha_global_parameter.
type Model struct {
	ID    types.String         `tfsdk:"id"`
	Name  types.String         `tfsdk:"name"`
	Value jsontypes.Normalized `tfsdk:"value"`
}

// object is what the model is about.
func (m Model) object() tfkit.Object {
	return tfkit.Object{
		Names:       []string{"name", m.Name.ValueString()},
		DisplayName: fmt.Sprintf("global parameter %q", m.Name.ValueString()),
	}
}

func (m *Model) read(found *management.GlobalParameter) {
	m.ID = types.StringValue(tfkit.JoinID(found.Name))
	m.Value = runtimeparameter.FormatJSON(found.Value, m.Value)
}
