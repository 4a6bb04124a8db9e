package permissions

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
	return []resource.StateMover{tfkit.Move[movedState, management.Permissions]{
		From: "rabbitmq_permissions", Needs: "permissions", Object: movedState.permissions, Fill: fill,
	}.Mover()}
}

// movedState is the state of permissions of the community provider.
type movedState struct {
	Vhost       string `json:"vhost"`
	User        string `json:"user"`
	Permissions []struct {
		Configure string `json:"configure"`
		Write     string `json:"write"`
		Read      string `json:"read"`
	} `json:"permissions"`
}

func (s movedState) permissions(*diag.Diagnostics) management.Permissions {
	out := management.Permissions{Vhost: s.Vhost, User: s.User}
	for _, each := range s.Permissions {
		out.Configure, out.Write, out.Read = each.Configure, each.Write, each.Read
	}
	return out
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, found management.Permissions) diag.Diagnostics {
	model.read(&found)
	return nil
})
