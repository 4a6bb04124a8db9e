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
	tfkit.CheckPlan(ctx, r.Cluster, req, resp, (*Model).checkOn)
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
		tfkit.AddExists(diags, plan.object().DisplayName, "rabbitmqha_mirroring_policy", tfkit.JoinID(wanted.Vhost, wanted.Name))
		return
	case err != nil:
		tfkit.AddError(diags, fmt.Sprintf("Could not %s %s", verb, plan.object().DisplayName), err)
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(wanted.Vhost, wanted.Name))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan, r.find)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.Policy(ctx, management.UserPolicy, state.Vhost.ValueString(), state.Name.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, Model.object, func(ctx context.Context, client *management.Client, state Model) error {
		return client.DeletePolicy(ctx, management.UserPolicy, state.Vhost.ValueString(), state.Name.ValueString())
	})
}
