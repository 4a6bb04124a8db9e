package binding

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, config.problems())
	}
}

// ModifyPlan works out the two ends, and plans a replacement where one of them changes. An id that becomes unknown
// belongs to something that is being replaced, and the broker removes this binding along with it.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	r.CheckLogin(ctx, req, &resp.Diagnostics)
	var config, state, plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	// Once more, with the values that were not known when the configuration was validated.
	tfkit.AddProblems(&resp.Diagnostics, config.problems())
	found, _ := config.resolve()
	if resp.Diagnostics.HasError() {
		return
	}
	for _, end := range []struct {
		attribute             string
		before, said, planned types.String
	}{
		{"vhost", state.Vhost, plan.Vhost, found.vhost},
		{"source", state.Source, plan.Source, found.source},
		{"destination", state.Destination, plan.Destination, found.destination},
	} {
		if !end.said.Equal(end.planned) {
			resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root(end.attribute), end.planned)...)
		}
		if !end.before.Equal(end.planned) && !end.before.IsNull() {
			resp.RequiresReplace.Append(path.Root(end.attribute))
		}
	}
}
