package user

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
	return []resource.StateMover{tfkit.Move[movedState, management.User]{
		From: "rabbitmq_user", Object: movedState.user, Fill: fill,
	}.Mover()}
}

// movedState is the state of a user of the community provider. The password in it is not taken over: here it is in no
// state.
type movedState struct {
	Name string   `json:"name"`
	Tags []string `json:"tags"`
}

func (s movedState) user(*diag.Diagnostics) management.User {
	return management.User{Name: s.Name, Tags: s.Tags}
}
