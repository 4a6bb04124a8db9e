package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// CheckPlanOnBroker is CheckOnBroker for the plan of a resource whose rules an upgrade of the broker may break. What
// stands already and is not changed gets warnings in place of errors: nothing would be written, and "terraform destroy"
// plans the configuration as it is before it destroys, so that an error would make it impossible.
//
// It also says what the plan changes and does not show.
func (c *Cluster) CheckPlanOnBroker(ctx context.Context, req resource.ModifyPlanRequest, diags *diag.Diagnostics,
	rule func(capability.Broker) []topology.Problem,
) {
	warnOfUnseenChanges(req.State.Raw, req.Plan.Raw, diags)
	stands := req.Plan.Raw.Equal(req.State.Raw)
	c.CheckOnBroker(ctx, diags, func(broker capability.Broker) []topology.Problem {
		problems := rule(broker)
		for i := range problems {
			problems[i].Warning = problems[i].Warning || stands
		}
		return problems
	})
}

// CheckPlan is ModifyPlan of a resource for which CheckPlanOnBroker is all there is to it.
func CheckPlan[Model any](ctx context.Context, c *Cluster, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
	rule func(*Model, capability.Broker) []topology.Problem,
) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan Model
	resp.Diagnostics.Append(Get(ctx, req.Plan, &plan)...)
	if !resp.Diagnostics.HasError() {
		c.CheckPlanOnBroker(ctx, req, &resp.Diagnostics, func(broker capability.Broker) []topology.Problem { return rule(&plan, broker) })
	}
}
