package exchange

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return append(typeMovers(), tfkit.Move[movedState, management.Exchange]{
		From: "rabbitmq_exchange", Needs: "settings", Object: movedState.exchange, Fill: fill,
	}.Mover())
}

// movedState is the state of an exchange of the community provider. Of its forks that of rfd59 also knows internal and
// alternate_exchange, and keeps the latter out of the arguments.
type movedState struct {
	Vhost    string `json:"vhost"`
	Name     string `json:"name"`
	Settings []struct {
		Type              string         `json:"type"`
		Durable           bool           `json:"durable"`
		AutoDelete        bool           `json:"auto_delete"`
		Internal          bool           `json:"internal"`
		AlternateExchange string         `json:"alternate_exchange"`
		Arguments         map[string]any `json:"arguments"`
	} `json:"settings"`
}

func (s movedState) exchange(*diag.Diagnostics) management.Exchange {
	out := management.Exchange{Vhost: s.Vhost, Name: s.Name, Arguments: map[string]any{}}
	for _, settings := range s.Settings {
		out.Type, out.Durable, out.AutoDelete, out.Internal = settings.Type, settings.Durable, settings.AutoDelete, settings.Internal
		maps.Copy(out.Arguments, settings.Arguments)
		if settings.AlternateExchange != "" {
			out.Arguments[argumentAlternate] = settings.AlternateExchange
		}
	}
	return out
}
