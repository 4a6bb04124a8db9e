package binding

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.Binding]{
		From: "rabbitmq_binding", Needs: "destination", Object: movedState.binding, Fill: fill,
	}.Mover()}
}

// movedState is the state of a binding of the community provider.
type movedState struct {
	Vhost           string         `json:"vhost"`
	Source          string         `json:"source"`
	Destination     string         `json:"destination"`
	DestinationType string         `json:"destination_type"`
	PropertiesKey   string         `json:"properties_key"`
	RoutingKey      string         `json:"routing_key"`
	Arguments       map[string]any `json:"arguments"`
	ArgumentsJSON   string         `json:"arguments_json"`
}

// binding reads the arguments from whichever of the two attributes has them.
func (s movedState) binding(diags *diag.Diagnostics) management.Binding {
	out := management.Binding{
		Vhost: s.Vhost, Source: s.Source, Destination: s.Destination, DestinationType: s.DestinationType,
		RoutingKey: s.RoutingKey, Arguments: s.Arguments, PropertiesKey: s.PropertiesKey,
	}
	if s.ArgumentsJSON != "" {
		arguments, err := tfkit.ParseObject(jsontypes.NewNormalizedValue(s.ArgumentsJSON))
		if err != nil {
			diags.AddError(fmt.Sprintf("The state of the binding from exchange %q to %s %q in virtual host %q cannot be moved", s.Source,
				s.DestinationType, s.Destination, s.Vhost), "arguments_json: "+err.Error())
		}
		out.Arguments = arguments
	}
	return out
}
