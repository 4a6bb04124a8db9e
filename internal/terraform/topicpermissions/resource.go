// Package topicpermissions is the resource rabbitmqha_topic_permissions. Its patterns are judged as those of package
// permissions.
package topicpermissions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/permissions"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_topic_permissions.
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
	return &Resource{tfkit.NewResource("topic_permissions", "vhost", "user", "exchange")}
}

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, config.patterns().Problems())
	}
}

// ModifyPlan refuses what the broker's version does not take.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
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
	var err error
	if !r.Cluster.Adopts() {
		_, err = client.TopicPermissions(ctx, plan.Vhost.ValueString(), plan.User.ValueString(), plan.Exchange.ValueString())
	}
	switch {
	case r.Cluster.Adopts(), management.IsAbsent(err):
		r.write(ctx, client, plan, &resp.State, resp.Identity, &resp.Diagnostics)
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, "Could not give "+plan.object().DisplayName, err)
	default:
		tfkit.AddExists(&resp.Diagnostics, "set of "+plan.object().DisplayName, "rabbitmqha_topic_permissions", tfkit.JoinID(plan.names()...))
	}
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if !resp.Diagnostics.HasError() {
		r.write(ctx, client, plan, &resp.State, resp.Identity, &resp.Diagnostics)
	}
}

// write puts the permissions in one step: they are replaced, never cleared and given again.
func (r *Resource) write(ctx context.Context, client *management.Client, plan Model, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	if err := client.PutTopicPermissions(ctx, plan.toBroker()); err != nil {
		permissions.AddWriteError(diags, "Could not give "+plan.object().DisplayName, err)
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(plan.names()...))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan, r.find)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.TopicPermissions(ctx, state.Vhost.ValueString(), state.User.ValueString(), state.Exchange.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, Model.object, func(ctx context.Context, client *management.Client, state Model) error {
		return client.DeleteTopicPermissions(ctx, state.Vhost.ValueString(), state.User.ValueString(), state.Exchange.ValueString())
	})
}
