package topicpermissions

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[movedState, management.TopicPermissions]{
		From: "rabbitmq_topic_permissions", Needs: "permissions", Object: movedState.permissions, Fill: fill,
	}.Mover()}
}

// movedState is the state of topic permissions of the community provider, where one resource has those of a user at all
// exchanges of a virtual host.
type movedState struct {
	Vhost       string `json:"vhost"`
	User        string `json:"user"`
	Permissions []struct {
		Exchange string `json:"exchange"`
		Write    string `json:"write"`
		Read     string `json:"read"`
	} `json:"permissions"`
}

// permissions refuses those at several exchanges: no move makes several resources of one.
func (s movedState) permissions(diags *diag.Diagnostics) management.TopicPermissions {
	out := management.TopicPermissions{Vhost: s.Vhost, User: s.User}
	if len(s.Permissions) == 1 {
		only := s.Permissions[0]
		out.Exchange, out.Write, out.Read = only.Exchange, only.Write, only.Read
		return out
	}
	imports := ""
	for _, each := range s.Permissions {
		imports += fmt.Sprintf("\n\n  import {\n    to = rabbitmqha_topic_permissions.example\n    id = %q\n  }",
			tfkit.JoinID(s.Vhost, s.User, each.Exchange))
	}
	diags.AddError(fmt.Sprintf("The topic permissions of user %q in virtual host %q are %d", s.User, s.Vhost, len(s.Permissions)),
		"Here each exchange has a resource of its own, and one cannot be moved to several. Take the \"moved\" block away, let Terraform "+
			"forget the old resource without deleting it (a \"removed\" block with destroy = false), and import each, with the name of your "+
			"resource in place of \"example\":"+imports)
	return out
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, found management.TopicPermissions) diag.Diagnostics {
	model.read(&found)
	return nil
})
