// Package globalparameter is the resource rabbitmqha_global_parameter.
package globalparameter

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/runtimeparameter"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_global_parameter.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{tfkit.NewResource("global_parameter", "name")} }

// ValidateConfig refuses names that are the broker's own.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, topology.CheckGlobalParameter(config.Name.ValueString()))
	}
}

// save is how a parameter gets to the broker: create or update.
type save func(context.Context, *management.Client, management.GlobalParameter) error

// Create implements resource.Resource. To the broker a parameter that exists is no obstacle: it would take the new one in
// its place.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	put := create
	if r.Cluster.Adopts() {
		put = update
	}
	r.write(ctx, "create", put, req.Plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.write(ctx, "update", update, req.Plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

func (r *Resource) write(ctx context.Context, verb string, put save, from tfsdk.Plan, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	var plan Model
	diags.Append(tfkit.Get(ctx, from, &plan)...)
	client := r.Cluster.Management(diags)
	if diags.HasError() {
		return
	}
	name := plan.Name.ValueString()
	tfkit.AddProblems(diags, topology.CheckGlobalParameter(name))
	value, err := runtimeparameter.ParseJSON(plan.Value.ValueString())
	if diags.HasError() {
		return
	}
	if err == nil {
		err = put(ctx, client, management.GlobalParameter{Name: name, Value: value})
	}
	switch {
	case errors.Is(err, management.ErrExists):
		tfkit.AddExists(diags, plan.object().DisplayName, "rabbitmqha_global_parameter", tfkit.JoinID(name))
	case err != nil:
		tfkit.AddError(diags, fmt.Sprintf("Could not %s %s", verb, plan.object().DisplayName), err)
	}
	if diags.HasError() {
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(name))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan, r.find)
}

// create puts a parameter that is not to replace another.
func create(ctx context.Context, client *management.Client, wanted management.GlobalParameter) error {
	_, err := client.GlobalParameter(ctx, wanted.Name)
	switch {
	case management.IsAbsent(err):
		return client.PutGlobalParameter(ctx, wanted)
	case err != nil:
		return err
	}
	return management.ErrExists
}

func update(ctx context.Context, client *management.Client, wanted management.GlobalParameter) error {
	return client.PutGlobalParameter(ctx, wanted)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.GlobalParameter(ctx, state.Name.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, Model.object, func(ctx context.Context, client *management.Client, state Model) error {
		return client.DeleteGlobalParameter(ctx, state.Name.ValueString())
	})
}
