package user

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.User]{
		From: "rabbitmq_user", Needs: "name", Object: movedState.user, Fill: fill,
	}.Mover()}
}

// movedState is the state of a user of the community provider. The password in it is not taken over: here it is in no
// state. Limits are in states of rfd59/rabbitmq, from 2.1.0 on.
type movedState struct {
	Name           string   `json:"name"`
	Tags           []string `json:"tags"`
	MaxConnections string   `json:"max_connections"`
	MaxChannels    string   `json:"max_channels"`
}

// user leaves out the limits, which are a resource of their own here, and empty tags, which the broker does not keep.
func (s movedState) user(diags *diag.Diagnostics) management.User {
	if s.MaxConnections != "" || s.MaxChannels != "" {
		diags.AddWarning(fmt.Sprintf("The limits of user %q are not moved with it", s.Name), "Here the limits of a user are a resource of "+
			"their own, rabbitmqha_user_limits. On the broker they stay as they are.\n\n"+
			tfkit.ImportBlock("rabbitmqha_user_limits", tfkit.JoinID(s.Name)))
	}
	return management.User{Name: s.Name, Tags: slices.DeleteFunc(s.Tags, func(tag string) bool { return tag == "" })}
}
