package user

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_user.
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

func base() tfkit.Resource { return tfkit.NewResource("user", "name") }

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	plan, client := r.begin(ctx, req.Plan, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	name := plan.Name.ValueString()
	failed := fmt.Sprintf("Could not create user %q", name)
	written := false
	switch _, err := client.User(ctx, name); {
	case management.IsAbsent(err):
		written = plan.write(ctx, &resp.Diagnostics, client, failed)
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, failed, err)
	case !r.Cluster.Adopts():
		tfkit.AddExists(&resp.Diagnostics, fmt.Sprintf("user %q", name), "rabbitmqha_user", tfkit.JoinID(name))
	case plan.Password.IsNull() && plan.PasswordHash.IsNull():
		written = plan.writeTags(ctx, &resp.Diagnostics, client, failed)
	default:
		written = plan.write(ctx, &resp.Diagnostics, client, failed)
	}
	if written {
		r.finish(ctx, plan, &resp.State, resp.Identity, &resp.Diagnostics)
	}
}

// Update implements resource.Resource. The password is set where the plan said so, and otherwise left as it is.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var state Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
	plan, client := r.begin(ctx, req.Plan, req.Config, &resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	failed := fmt.Sprintf("Could not update user %q", plan.Name.ValueString())
	if !plan.LastPasswordUpdate.IsUnknown() {
		plan.Password = types.StringNull() // What is not sent is not compared.
	}
	written := true
	switch {
	case plan.LastPasswordUpdate.IsUnknown():
		written = plan.write(ctx, &resp.Diagnostics, client, failed)
	case !plan.Tags.Equal(state.Tags):
		written = plan.writeTags(ctx, &resp.Diagnostics, client, failed)
	}
	if written {
		r.finish(ctx, plan, &resp.State, resp.Identity, &resp.Diagnostics)
	}
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.User(ctx, state.Name.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	name := state.Name.ValueString()
	self, err := client.Self(ctx)
	if err == nil && self == name {
		addOwnError(&resp.Diagnostics, name)
		return
	}
	if err == nil {
		err = client.DeleteUser(ctx, name)
	}
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, fmt.Sprintf("Could not delete user %q", name), err)
	}
}
