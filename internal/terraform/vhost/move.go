package vhost

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.Vhost]{
		From: "rabbitmq_vhost", Needs: "name", Object: movedState.vhost, Fill: fillMoved,
	}.Mover()}
}

// movedState is the state of a virtual host of the community provider, which knows nothing of tags.
type movedState struct {
	Name             string `json:"name"`
	Description      string `json:"description"`
	DefaultQueueType string `json:"default_queue_type"`
	Tracing          bool   `json:"tracing"`
	MaxConnections   string `json:"max_connections"`
	MaxQueues        string `json:"max_queues"`
}

// vhost leaves the limits out, which are a resource of their own here.
func (s movedState) vhost(diags *diag.Diagnostics) management.Vhost {
	if s.MaxConnections != "" || s.MaxQueues != "" {
		diags.AddWarning(fmt.Sprintf("The limits of virtual host %q are not moved with it", s.Name), "Here the limits of a virtual host are "+
			"a resource of their own, rabbitmqha_vhost_limits. On the broker they stay as they are.\n\n"+
			tfkit.ImportBlock("rabbitmqha_vhost_limits", tfkit.JoinID(s.Name)))
	}
	return management.Vhost{
		Name: s.Name, Description: s.Description, DefaultQueueType: s.DefaultQueueType, Tracing: s.Tracing,
	}
}

// fillMoved leaves the tags null: they are not known, and an update would erase them if the state said that there are none.
var fillMoved = tfkit.Fill(func(_ context.Context, model *Model, vhost management.Vhost) diag.Diagnostics {
	model.read(&vhost)
	model.Tags = types.SetNull(types.StringType)
	return nil
})
