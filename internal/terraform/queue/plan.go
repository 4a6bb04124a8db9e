package queue

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	queue, problems := config.forRules()
	tfkit.AddProblems(&resp.Diagnostics, append(problems, topology.CheckQueue(queue)...))
}

// ModifyPlan refuses what this broker does not know, and a replacement that would lose messages. No queue is replaced for a
// default alone.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan, state Model
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
		tfkit.KeepUnsaid(ctx, req, resp, state.object(), "durable", "auto_delete")
		req.Plan = resp.Plan
	}
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	queue, problems := plan.forRules()
	if resp.Diagnostics.HasError() || len(problems) > 0 {
		return
	}
	r.Cluster.CheckPlanOnBroker(ctx, req, &resp.Diagnostics, func(broker capability.Broker) []topology.Problem {
		return topology.CheckQueueOn(queue, broker)
	})
	if !req.State.Raw.IsNull() && !resp.Diagnostics.HasError() && !state.ForceDestroy.ValueBool() && state.replacedBy(plan) {
		r.refuseReplacement(ctx, state, &resp.Diagnostics)
	}
}

// replacedBy reports whether the planned queue is another one.
func (m *Model) replacedBy(plan Model) bool {
	same := m.Vhost.Equal(plan.Vhost) && m.Name.Equal(plan.Name) && m.Type.Equal(plan.Type) &&
		m.Durable.Equal(plan.Durable) && m.AutoDelete.Equal(plan.AutoDelete) && !plan.ArgumentsJSON.IsUnknown() &&
		arguments.Same(m.Arguments, plan.Arguments)
	if !same {
		return true
	}
	before, errBefore := tfkit.ParseObject(m.ArgumentsJSON)
	after, errAfter := tfkit.ParseObject(plan.ArgumentsJSON)
	delete(before, argumentHAPolicy)
	delete(after, argumentHAPolicy)
	return errors.Join(errBefore, errAfter) != nil || !tfkit.SameJSON(before, after)
}
