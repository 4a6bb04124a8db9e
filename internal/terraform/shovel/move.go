package shovel

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
		From: "rabbitmq_shovel", Newest: 1, Needs: "info", Object: movedState.parameter, Fill: runtimeparameter.Fill[Model](),
	}.Mover()}
}

// movedState is the state of a shovel of the community provider.
type movedState struct {
	Vhost string           `json:"vhost"`
	Name  string           `json:"name"`
	Info  []map[string]any `json:"info"`
}

func (s movedState) parameter(*diag.Diagnostics) management.Parameter {
	out := management.Parameter{Vhost: s.Vhost, Name: s.Name}
	for _, info := range s.Info {
		out.Value = runtimeparameter.MovedValue(info, key)
	}
	return out
}

// words are those of the attributes that are not the broker's.
var words = strings.NewReplacer("destination_", "dest-", "source_", "src-", "arguments", "args", "_", "-")

func key(attribute string) string { return words.Replace(attribute) }
