package queue

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// argumentType carries a queue's type.
const argumentType = "x-queue-type"

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.Queue]{
		From: "rabbitmq_queue", Needs: "settings", Object: movedState.queue, Fill: fillMoved,
	}.Mover()}
}

// movedState is the state of a queue of the community provider.
type movedState struct {
	Vhost string `json:"vhost"`
	Name  string `json:"name"`
	// Type is what the broker has. Only rfd59/rabbitmq keeps it, from 2.4.0 on, and then only arguments that are configured.
	Type     string `json:"type"`
	Settings []struct {
		Durable       bool           `json:"durable"`
		AutoDelete    bool           `json:"auto_delete"`
		Arguments     map[string]any `json:"arguments"`
		ArgumentsJSON string         `json:"arguments_json"`
	} `json:"settings"`
}

// queue reads the arguments from whichever of the two attributes has them. A broker that gives queues the default type of
// their virtual host shows it as an argument, so that a queue without any is a classic one.
func (s movedState) queue(diags *diag.Diagnostics) management.Queue {
	out := management.Queue{Vhost: s.Vhost, Name: s.Name, Type: string(topology.Classic), Arguments: map[string]any{}}
	for _, settings := range s.Settings {
		out.Durable, out.AutoDelete = settings.Durable, settings.AutoDelete
		for name, value := range settings.Arguments {
			out.Arguments[name] = value
		}
		if settings.ArgumentsJSON == "" {
			continue
		}
		arguments, err := tfkit.ParseObject(jsontypes.NewNormalizedValue(settings.ArgumentsJSON))
		if err != nil {
			diags.AddError(fmt.Sprintf("The state of queue %q in virtual host %q cannot be moved", s.Name, s.Vhost), "arguments_json: "+err.Error())
			return out
		}
		out.Arguments = arguments
	}
	if written, ok := out.Arguments[argumentType].(string); ok {
		out.Type = written
		delete(out.Arguments, argumentType)
	}
	if s.Type != "" {
		out.Type = s.Type
	}
	return out
}

// fillMoved keeps x-ha-policy, which a read only keeps where it was written: it was written, in the configuration that the
// queue comes from.
var fillMoved = tfkit.Fill(func(_ context.Context, model *Model, queue management.Queue) diag.Diagnostics {
	if value, ok := queue.Arguments[argumentHAPolicy]; ok {
		model.ArgumentsJSON = tfkit.FormatObject(map[string]any{argumentHAPolicy: value}, jsontypes.NewNormalizedNull())
	}
	model.read(&queue)
	return nil
})
