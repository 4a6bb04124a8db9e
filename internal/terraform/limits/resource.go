package limits

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_vhost_limits or rabbitmqha_user_limits.
type Resource struct {
	tfkit.Resource
	kind kind
}

var (
	_ resource.ResourceWithConfigure   = (*Resource)(nil)
	_ resource.ResourceWithIdentity    = (*Resource)(nil)
	_ resource.ResourceWithImportState = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan  = (*Resource)(nil)
)

// NewVhostResource returns rabbitmqha_vhost_limits.
func NewVhostResource() resource.Resource { return newResource(ofVhost) }

// NewUserResource returns rabbitmqha_user_limits.
func NewUserResource() resource.Resource { return newResource(ofUser) }

func newResource(k kind) *Resource {
	return &Resource{Resource: tfkit.NewResource(k.typeName, k.owner), kind: k}
}

// ModifyPlan refuses what the broker's version does not know.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if !req.Plan.Raw.IsNull() {
		r.Cluster.CheckPlanOnBroker(ctx, req, &resp.Diagnostics, r.kind.problemsOn)
	}
}

func (k kind) problemsOn(broker capability.Broker) []topology.Problem {
	if k.api != management.UserLimits || broker.UserLimits {
		return nil
	}
	return []topology.Problem{{
		Attribute: k.owner, Summary: fmt.Sprintf("RabbitMQ %s has no limits of users", broker.Version),
		Detail: "Users have limits from RabbitMQ 3.8.10 on. Leave rabbitmqha_user_limits out, or limit the virtual host " +
			"(rabbitmqha_vhost_limits).",
	}}
}

// Create implements resource.Resource. Limits that are there are taken over, whatever adopt_existing says: they are no
// object that somebody made, and a broker can be configured (default_limits) to give them to every new virtual host.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan := r.kind.get(ctx, req.Plan, &resp.Diagnostics)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	values, err := client.Limits(ctx, r.kind.api, plan.owner)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, r.failed("set", plan), err)
		return
	}
	r.apply(ctx, client, r.kind.read(plan.owner, values), plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	state, plan := r.kind.get(ctx, req.State, &resp.Diagnostics), r.kind.get(ctx, req.Plan, &resp.Diagnostics)
	client := r.Cluster.Management(&resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		r.apply(ctx, client, state, plan, &resp.State, resp.Identity, &resp.Diagnostics)
	}
}

// apply writes what differs and nothing else. Where the broker has refused a part of an update the state says what has been
// written. A creation is recorded whole or not at all: recorded with an error it would be replaced, and the limits that were
// there before removed. It takes over what is there the next time.
func (r *Resource) apply(ctx context.Context, client *management.Client, current, plan model, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	written := false
	for _, each := range r.kind.changes(current, plan) {
		wanted := plan.limits[each.attribute]
		var err error
		if wanted.IsNull() {
			err = client.ClearLimit(ctx, r.kind.api, plan.owner, each.name)
		} else {
			err = client.SetLimit(ctx, r.kind.api, plan.owner, each.name, wanted.ValueInt64())
		}
		if err != nil {
			tfkit.AddError(diags, r.failed("set "+each.attribute+" among", plan), err)
			break
		}
		current.limits[each.attribute], written = wanted, true
	}
	if creating := state.Raw.IsNull(); diags.HasError() && (creating || !written) {
		return
	}
	put := tfkit.Written{
		Object: tfkit.Object{Names: []string{r.kind.owner, plan.owner}, DisplayName: fmt.Sprintf("limits of %s %q", r.kind.noun, plan.owner)},
		Prior:  *state,
	}
	if written && !diags.HasError() {
		put.Read = func(ctx context.Context, client *management.Client, into *tfsdk.State) error {
			values, err := client.Limits(ctx, r.kind.api, plan.owner)
			if err != nil {
				return err
			}
			return tfkit.AsError(r.kind.set(ctx, into, r.kind.read(plan.owner, values)))
		}
	}
	diags.Append(r.kind.set(ctx, state, current)...)
	r.Cluster.RecordWritten(ctx, put, state, identity, diags)
}

// Read implements resource.Resource. A virtual host or user without limits keeps its resource, so that the next apply is
// an update.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	state := r.kind.get(ctx, req.State, &resp.Diagnostics)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, r.kind.owner, state.owner)
	values, err := client.Limits(ctx, r.kind.api, state.owner)
	switch {
	case errors.Is(err, httpapi.ErrNotFound):
		resp.State.RemoveResource(ctx)
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, r.failed("read", state), err)
	default:
		resp.Diagnostics.Append(r.kind.set(ctx, &resp.State, r.kind.read(state.owner, values))...)
	}
}

// Delete implements resource.Resource. What is gone with its virtual host or user is not looked for.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	state := r.kind.get(ctx, req.State, &resp.Diagnostics)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	values, err := client.Limits(ctx, r.kind.api, state.owner)
	if errors.Is(err, httpapi.ErrNotFound) {
		return
	}
	for _, each := range r.kind.limits {
		if _, set := values[each.name]; set && err == nil {
			err = client.ClearLimit(ctx, r.kind.api, state.owner, each.name)
		}
	}
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, r.failed("remove", state), err)
	}
}

func (r *Resource) failed(verb string, m model) string {
	return fmt.Sprintf("Could not %s the limits of %s %q", verb, r.kind.noun, m.owner)
}
