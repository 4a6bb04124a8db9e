package federationupstream

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.Parameter]{
		From: "rabbitmq_federation_upstream", Needs: "definition", Object: movedState.parameter, Fill: runtimeparameter.Fill[Model](),
	}.Mover()}
}

// movedState is the state of an upstream of the community provider.
type movedState struct {
	Vhost      string           `json:"vhost"`
	Name       string           `json:"name"`
	Definition []map[string]any `json:"definition"`
}

func (s movedState) parameter(*diag.Diagnostics) management.Parameter {
	out := management.Parameter{Vhost: s.Vhost, Name: s.Name}
	for _, definition := range s.Definition {
		out.Value = runtimeparameter.MovedValue(definition, key, "reconnect-delay", "trust-user-id")
	}
	return out
}

func key(attribute string) string { return strings.ReplaceAll(attribute, "_", "-") }
