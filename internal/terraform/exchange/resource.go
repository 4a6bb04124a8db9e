package exchange

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_exchange.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{base()} }

func base() tfkit.Resource { return tfkit.NewResource("exchange", "vhost", "name") }

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, config.problems())
	}
}

// ModifyPlan refuses what the broker's version does not know, and replaces no exchange for a default.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if !req.State.Raw.IsNull() {
		var state Model
		resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
		tfkit.KeepUnsaid(ctx, req, resp, state.object(), "durable", "auto_delete", "internal")
		req.Plan = resp.Plan
	}
	tfkit.CheckPlan(ctx, r.Cluster, req, resp, (*Model).problemsOn)
}

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	exchange, err := plan.declaration()
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("arguments_json"), "The arguments are not a JSON object", err.Error())
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(exchange.Vhost, exchange.Name))
	declare := client.CreateExchange
	if r.Cluster.Adopts() {
		declare = client.DeclareExchange
	}
	switch err := declare(ctx, exchange); {
	case errors.Is(err, management.ErrExists):
		tfkit.AddExists(&resp.Diagnostics, plan.object().DisplayName, "rabbitmqha_exchange", plan.ID.ValueString())
		return
	case err != nil:
		addDeclareError(&resp.Diagnostics, plan, err)
		return
	}
	tfkit.Record(ctx, r.Cluster, &resp.State, resp.Identity, &resp.Diagnostics, plan.object(), plan, r.find)
}

// addDeclareError is tfkit.AddError, unless the broker's refusal has a remedy that only this package knows.
func addDeclareError(diags *diag.Diagnostics, plan Model, err error) {
	failed := "Could not declare " + plan.object().DisplayName
	var refusal *httpapi.Error
	if errors.As(err, &refusal) {
		if attribute, hint := advice(refusal.Reason, plan.Type.ValueString(), plan.ID.ValueString()); hint != "" {
			diags.AddAttributeError(path.Root(attribute), failed, err.Error()+"\n\n"+hint)
			return
		}
	}
	tfkit.AddError(diags, failed, err)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.Exchange(ctx, state.Vhost.ValueString(), state.Name.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Update changes nothing at the broker: only arguments that mean the same get here, such as {} for none.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	tfkit.KeepObject(ctx, r.Cluster, req, resp, Model.object)
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, Model.object, func(ctx context.Context, client *management.Client, state Model) error {
		return client.DeleteExchange(ctx, state.Vhost.ValueString(), state.Name.ValueString())
	})
}
