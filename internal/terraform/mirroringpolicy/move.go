package mirroringpolicy

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/policy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

var _ resource.ResourceWithMoveState = (*Resource)(nil)

// MoveState implements resource.ResourceWithMoveState.
func (r *Resource) MoveState(context.Context) []resource.StateMover {
	return []resource.StateMover{tfkit.Move[policy.MovedState, management.Policy]{
		From: "rabbitmq_policy", Object: mirroring, Fill: fill,
	}.Mover()}
}

// mirroring refuses a policy that mirrors nothing.
func mirroring(state policy.MovedState, diags *diag.Diagnostics) management.Policy {
	out := state.Policy(diags)
	if _, ok := out.Definition["ha-mode"]; !ok {
		diags.AddError(fmt.Sprintf("Policy %q in virtual host %q mirrors nothing", out.Name, out.Vhost),
			"Its definition has no ha-mode. Move it to a rabbitmqha_policy.")
	}
	return out
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, found management.Policy) diag.Diagnostics {
	model.read(&found)
	return nil
})
