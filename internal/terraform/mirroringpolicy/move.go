package mirroringpolicy

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

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
		From: "rabbitmq_policy", Needs: "policy", Object: mirroring, Fill: fill,
	}.Mover()}
}

// mirroring refuses a policy that no rabbitmqha_mirroring_policy can be equal to, since the next apply would change it at
// the broker.
func mirroring(state policy.MovedState, diags *diag.Diagnostics) management.Policy {
	out := state.Policy(diags)
	if reason := differs(out); reason != "" {
		diags.AddError(fmt.Sprintf("Policy %q in virtual host %q cannot become a rabbitmqha_mirroring_policy", out.Name, out.Vhost),
			reason+"\n\nMove it to a rabbitmqha_policy, which takes all keys of a definition (ha_mode, ha_sync_mode, ...) as they are: "+
				"write one in place of the rabbitmqha_mirroring_policy, and its address as \"to\" of the \"moved\" block.")
	}
	return out
}

// differs says what a rabbitmqha_mirroring_policy would change in a policy; empty is nothing.
func differs(found management.Policy) string {
	var model Model
	model.read(&found)
	others, _ := tfkit.ParseObject(model.OtherKeys)
	switch syncMode := model.SyncMode.ValueString(); {
	case model.Mode.IsNull():
		return "Its definition has no ha-mode: it mirrors nothing."
	case len(others) > 0:
		return fmt.Sprintf("Its definition has keys that a rabbitmqha_mirroring_policy has not, and would remove: %s.",
			strings.Join(slices.Sorted(maps.Keys(others)), ", "))
	case model.SyncMode.IsNull():
		return "Its definition has no ha-sync-mode, and a rabbitmqha_mirroring_policy always sets one."
	case syncMode != defaultSyncMode:
		return fmt.Sprintf("Its ha-sync-mode is %q: only a policy with %q is moved here.", syncMode, defaultSyncMode)
	case !slices.Contains(targets, model.ApplyTo.ValueString()):
		return fmt.Sprintf("It applies to %q, and only queues are mirrored.", model.ApplyTo.ValueString())
	}
	return ""
}

var fill = tfkit.Fill(func(_ context.Context, model *Model, found management.Policy) diag.Diagnostics {
	model.read(&found)
	return nil
})
