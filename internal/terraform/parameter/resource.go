// Package parameter is the resource rabbitmqha_parameter.
package parameter

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_parameter.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource {
	return &Resource{tfkit.NewResource("parameter", "component", "vhost", "name")}
}

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, config.problems())
	}
}

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.write(ctx, runtimeparameter.Creation(r.Cluster.Adopts()), req.Plan, req.Config, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.write(ctx, runtimeparameter.Update, req.Plan, req.Config, &resp.State, resp.Identity, &resp.Diagnostics)
}

// write puts the parameter whole. The broker adds nothing to it, so that what was planned is what it then has.
func (r *Resource) write(ctx context.Context, save runtimeparameter.Save, from tfsdk.Plan, config tfsdk.Config, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	var plan Model
	var secret types.String
	diags.Append(tfkit.Get(ctx, from, &plan)...)
	diags.Append(config.GetAttribute(ctx, path.Root("value_wo"), &secret)...)
	client := r.Cluster.Management(diags)
	if diags.HasError() {
		return
	}
	// Now everything is known.
	runtimeparameter.AddErrors(diags, plan.problems())
	if diags.HasError() {
		return
	}
	wanted, err := plan.parameter(secret)
	if err != nil {
		tfkit.AddError(diags, "The value of "+plan.object().DisplayName+" cannot be written", err)
		return
	}
	if !save(ctx, client, diags, noun(plan), "parameter", wanted) {
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(wanted.Component, wanted.Vhost, wanted.Name))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan, r.find)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.Parameter(ctx, state.Component.ValueString(), state.Vhost.ValueString(), state.Name.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, Model.object, func(ctx context.Context, client *management.Client, state Model) error {
		return client.DeleteParameter(ctx, state.Component.ValueString(), state.Vhost.ValueString(), state.Name.ValueString())
	})
}

func noun(m Model) string { return m.Component.ValueString() + " parameter" }
