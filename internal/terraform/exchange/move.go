package exchange

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.Exchange]{
		From: "rabbitmq_exchange", Object: movedState.exchange, Fill: fill,
	}.Mover()}
}

// movedState is the state of an exchange of the community provider, which knows nothing of "internal".
type movedState struct {
	Vhost    string `json:"vhost"`
	Name     string `json:"name"`
	Settings []struct {
		Type       string         `json:"type"`
		Durable    bool           `json:"durable"`
		AutoDelete bool           `json:"auto_delete"`
		Arguments  map[string]any `json:"arguments"`
	} `json:"settings"`
}

func (s movedState) exchange(*diag.Diagnostics) management.Exchange {
	out := management.Exchange{Vhost: s.Vhost, Name: s.Name}
	for _, settings := range s.Settings {
		out.Type, out.Durable, out.AutoDelete, out.Arguments = settings.Type, settings.Durable, settings.AutoDelete, settings.Arguments
	}
	return out
}
