package tfkit

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// CheckOnBroker runs a rule that depends on the broker's version while planning. Where the provider does not know its broker yet,
// the rule waits for apply. A provider that has no broker is an error, and so is one that no apply can make work: whose login is
// refused, or whose endpoints speak another protocol. Where the broker does not answer the plan goes on with a warning, since the
// same apply may start it.
func (c *Cluster) CheckOnBroker(ctx context.Context, diags *diag.Diagnostics, rule func(capability.Broker) []topology.Problem) {
	if c == nil || c.later {
		return
	}
	if c.Management(diags) == nil {
		return
	}
	broker, err := c.Broker(ctx)
	switch {
	case err == nil:
		AddProblems(diags, rule(broker))
	case errors.Is(err, httpapi.ErrUnauthorized), errors.Is(err, httpapi.ErrAccessRefused):
		AddError(diags, "The provider cannot log in to the broker", err)
	case speaksOtherwise(err):
		AddError(diags, "The provider's endpoints are not the management API", err)
	default:
		detail := "It may be started by the same apply, so the plan goes on; but what this version of RabbitMQ supports was not " +
			"checked:\n\n" + err.Error()
		if hint := hintFor(err); hint != "" {
			detail += "\n\n" + hint
		}
		diags.AddWarning("The broker could not be asked while planning", detail)
	}
}

// speaksOtherwise reports whether something answers at each endpoint that speaks another protocol than the endpoint says.
func speaksOtherwise(err error) bool {
	var unreachable *httpapi.UnreachableError
	if !errors.As(err, &unreachable) {
		var refusal *httpapi.Error
		return errors.As(err, &refusal) && httpapi.Diagnose(refusal).Failure == httpapi.FailureNeedsTLS
	}
	return len(unreachable.Attempts) > 0 && !slices.ContainsFunc(unreachable.Attempts, func(attempt httpapi.Attempt) bool {
		switch httpapi.Diagnose(attempt.Cause).Failure {
		case httpapi.FailureNeedsTLS, httpapi.FailureNeedsPlain, httpapi.FailureAMQP, httpapi.FailureNotHTTP:
			return false
		}
		return true
	})
}

// CheckLogin is CheckOnBroker for a plan that changes something, without a rule: whether the provider can do that at all.
// A ModifyPlan of a resource's own that does not call CheckOnBroker in every plan calls this.
func (r *Resource) CheckLogin(ctx context.Context, req resource.ModifyPlanRequest, diags *diag.Diagnostics) {
	if !req.Plan.Raw.IsNull() && !req.Plan.Raw.Equal(req.State.Raw) {
		r.Cluster.CheckOnBroker(ctx, diags, func(capability.Broker) []topology.Problem { return nil })
	}
}

// ModifyPlan implements resource.ResourceWithModifyPlan.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.CheckLogin(ctx, req, &resp.Diagnostics)
}

// CheckPlanOnBroker is CheckOnBroker for the plan of a resource whose rules an upgrade of the broker may break. What
// stands already and is not changed gets warnings in place of errors: nothing would be written, and "terraform destroy"
// plans the configuration as it is before it destroys, so that an error would make it impossible.
//
// It also says what the plan changes and does not show.
func (c *Cluster) CheckPlanOnBroker(ctx context.Context, req resource.ModifyPlanRequest, diags *diag.Diagnostics,
	rule func(capability.Broker) []topology.Problem,
) {
	c.CheckOnBroker(ctx, diags, func(broker capability.Broker) []topology.Problem { return ForPlan(req, rule(broker)) })
}

// ForPlan turns the errors among problems into warnings if the object exists already and is not changed.
func ForPlan(req resource.ModifyPlanRequest, problems []topology.Problem) []topology.Problem {
	stands := req.Plan.Raw.Equal(req.State.Raw)
	for i := range problems {
		problems[i].Warning = problems[i].Warning || stands
	}
	return problems
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
