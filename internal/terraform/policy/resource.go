package policy

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Resource is rabbitmqha_policy or rabbitmqha_operator_policy.
type Resource struct {
	tfkit.Resource
	kind kind
}

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns rabbitmqha_policy.
func NewResource() resource.Resource { return newResource(user) }

// NewOperatorResource returns rabbitmqha_operator_policy.
func NewOperatorResource() resource.Resource { return newResource(operator) }

func newResource(k kind) *Resource {
	return &Resource{Resource: k.base(), kind: k}
}

func (k kind) base() tfkit.Resource { return tfkit.NewResource(k.typeName, "vhost", "name") }

// ValidateConfig refuses what no broker accepts.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if resp.Diagnostics.HasError() {
		return
	}
	problems, err := config.check(r.kind)
	if err != nil {
		notAnObject(&resp.Diagnostics, err)
		return
	}
	tfkit.AddProblems(&resp.Diagnostics, problems)
}

// ModifyPlan refuses what the broker's version does not know, and policies that apply to nothing. Of a policy that exists, and
// of one that an upgrade left behind, it only warns.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	policy, err := plan.forRules(r.kind)
	if err != nil {
		notAnObject(&resp.Diagnostics, err)
		return
	}
	tfkit.AddProblems(&resp.Diagnostics, tfkit.ForPlan(req, topology.CheckPolicyWhole(policy)))
	r.Cluster.CheckPlanOnBroker(ctx, req, &resp.Diagnostics, func(broker capability.Broker) []topology.Problem {
		return topology.CheckPolicyOn(policy, broker)
	})
}

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.write(ctx, "create", Creation(r.Cluster.Adopts()), plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.write(ctx, "update", Update, plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// write puts the policy whole. The broker adds nothing to it, so that what was planned is what it then has.
func (r *Resource) write(ctx context.Context, verb string, save Save, plan Model, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	client := r.Cluster.Management(diags)
	if client == nil {
		return
	}
	wanted, err := plan.write(r.kind)
	if err != nil {
		notAnObject(diags, err)
		return
	}
	switch err := save(ctx, client, r.kind.api, wanted); {
	case errors.Is(err, management.ErrExists):
		tfkit.AddExists(diags, r.object(plan).DisplayName, "rabbitmqha_"+r.kind.typeName, tfkit.JoinID(wanted.Vhost, wanted.Name))
		return
	case err != nil:
		tfkit.AddError(diags, fmt.Sprintf("Could not %s %s", verb, r.object(plan).DisplayName), err)
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(wanted.Vhost, wanted.Name))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, r.object(plan), plan, r.find)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, r.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.Policy(ctx, r.kind.api, state.Vhost.ValueString(), state.Name.ValueString())
	if err == nil {
		state.read(r.kind, found)
	}
	return err
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, r.object, func(ctx context.Context, client *management.Client, state Model) error {
		return client.DeletePolicy(ctx, r.kind.api, state.Vhost.ValueString(), state.Name.ValueString())
	})
}

// object is what a model is about.
func (r *Resource) object(m Model) tfkit.Object {
	vhost, name := m.Vhost.ValueString(), m.Name.ValueString()
	return tfkit.Object{
		Names: []string{"vhost", vhost, "name", name}, DisplayName: fmt.Sprintf("%s %q in virtual host %q", r.kind.noun, name, vhost),
	}
}

func notAnObject(diags *diag.Diagnostics, err error) {
	diags.AddAttributeError(path.Root("definition_json"), "definition_json is not a JSON object", "What is written is not one: "+err.Error())
}
