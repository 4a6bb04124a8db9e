package mirroringpolicy

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/policy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_mirroring_policy.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource {
	return &Resource{tfkit.NewResource("mirroring_policy", "vhost", "name")}
}

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	tfkit.AddProblems(&resp.Diagnostics, config.check())
}

// ModifyPlan refuses a broker that has no mirrored queues, and what its version does not know. Of a policy that an
// upgrade to such a broker left behind it only warns, so that it can be destroyed.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Cluster.CheckPlanOnBroker(ctx, req, &resp.Diagnostics, plan.checkOn)
}

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.write(ctx, "create", policy.Creation(r.Cluster.Adopts()), plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.write(ctx, "update", policy.Update, plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// write puts the policy whole. The broker adds nothing to it, so that what was planned is what it then has.
func (r *Resource) write(ctx context.Context, verb string, save policy.Save, plan Model, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	client := r.Cluster.Management(diags)
	if client == nil {
		return
	}
	wanted := plan.write()
	switch err := save(ctx, client, management.UserPolicy, wanted); {
	case errors.Is(err, management.ErrExists):
		tfkit.AddExists(diags, called(plan), "rabbitmqha_mirroring_policy", tfkit.JoinID(wanted.Vhost, wanted.Name))
		return
	case err != nil:
		tfkit.AddError(diags, fmt.Sprintf("Could not %s %s", verb, called(plan)), err)
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(wanted.Vhost, wanted.Name))
	r.Cluster.SetIdentity(ctx, identity, diags, "vhost", wanted.Vhost, "name", wanted.Name)
	diags.Append(state.Set(ctx, plan)...)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	vhost, name := state.Vhost.ValueString(), state.Name.ValueString()
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, "vhost", vhost, "name", name)
	found, err := client.Policy(ctx, management.UserPolicy, vhost, name)
	switch {
	case errors.Is(err, management.ErrNotFound):
		resp.State.RemoveResource(ctx)
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, "Could not read "+called(state), err)
	default:
		state.read(found)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	}
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := client.DeletePolicy(ctx, management.UserPolicy, state.Vhost.ValueString(), state.Name.ValueString()); err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not delete "+called(state), err)
	}
}

// called names the policy in errors.
func called(m Model) string {
	return fmt.Sprintf("mirroring policy %q in virtual host %q", m.Name.ValueString(), m.Vhost.ValueString())
}
