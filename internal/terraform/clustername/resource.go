// Package clustername is the resource rabbitmqha_cluster_name.
package clustername

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_cluster_name.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure   = (*Resource)(nil)
	_ resource.ResourceWithIdentity    = (*Resource)(nil)
	_ resource.ResourceWithImportState = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{tfkit.NewResource("cluster_name", "id")} }

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.write(ctx, req.Plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.write(ctx, req.Plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

func (r *Resource) write(ctx context.Context, from tfsdk.Plan, state *tfsdk.State, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics) {
	var plan Model
	diags.Append(from.Get(ctx, &plan)...)
	client := r.Cluster.Management(diags)
	if diags.HasError() {
		return
	}
	if err := client.SetClusterName(ctx, plan.Name.ValueString()); err != nil {
		tfkit.AddError(diags, fmt.Sprintf("Could not name the cluster %q", plan.Name.ValueString()), err)
		return
	}
	plan.ID = types.StringValue(singleton)
	tfkit.Record(ctx, r.Cluster, state, identity, diags, tfkit.Object{Names: []string{"id", singleton}, DisplayName: "cluster's name"}, plan, find)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, _ resource.ReadRequest, resp *resource.ReadResponse) {
	client := r.Cluster.Management(&resp.Diagnostics)
	if client == nil {
		return
	}
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, "id", singleton)
	var state Model
	if err := find(ctx, client, &state); err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not read the cluster's name", err)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// find takes over what the broker has.
func find(ctx context.Context, client *management.Client, state *Model) error {
	name, err := client.ClusterName(ctx)
	if err == nil {
		*state = Model{ID: types.StringValue(singleton), Name: types.StringValue(name)}
	}
	return err
}

// Delete implements resource.Resource. Every cluster has a name, so it keeps the one it has.
func (r *Resource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// ImportState implements resource.ResourceWithImportState. There is one name to import, whatever it is called by.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	if req.ID != "" {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), singleton)...)
		return
	}
	r.Resource.ImportState(ctx, req, resp)
}
