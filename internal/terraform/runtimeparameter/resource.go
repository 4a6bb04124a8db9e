package runtimeparameter

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// Kind is what tells one of these resources from the others.
type Kind struct {
	TypeName  string // in Terraform, after the provider's name
	Noun      string // in errors
	Component string // at the broker
	Secret    bool   // whether values hold passwords
}

// Address points to the attributes that name an object.
type Address struct{ ID, Vhost, Name *types.String }

// Model is the state of one kind, a struct M.
type Model[M any] interface {
	*M
	Address() Address
	// Check finds what no broker accepts. What is not known yet breaks no rule.
	Check() []topology.Problem
	// CheckOn finds what this broker does not know.
	CheckOn(broker capability.Broker) []topology.Problem
	// Value is what the broker is to have.
	Value() any
	// Read takes over what the broker has.
	Read(value any) diag.Diagnostics
}

// Resource is a resource of one kind. Rooms embed it and add the schema.
type Resource[M any, P Model[M]] struct {
	tfkit.Resource
	kind Kind
}

// NewResource returns the resource of a kind.
func NewResource[M any, P Model[M]](kind Kind) Resource[M, P] {
	return Resource[M, P]{Resource: tfkit.NewResource(kind.TypeName, "vhost", "name"), kind: kind}
}

// ValidateConfig refuses what no broker accepts.
func (r *Resource[M, P]) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config M
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Config, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, P(&config).Check())
	}
}

// ModifyPlan refuses what the broker's version does not know. Of what an upgrade left behind it only warns.
func (r *Resource[M, P]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	tfkit.CheckPlan(ctx, r.Cluster, req, resp, func(plan *M, broker capability.Broker) []topology.Problem { return P(plan).CheckOn(broker) })
}

// Create implements resource.Resource.
func (r *Resource[M, P]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.write(ctx, Creation(r.Cluster.Adopts()), req.Plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource[M, P]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	r.write(ctx, Update, req.Plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// write puts the parameter whole. The broker adds nothing to it, so that what was planned is what it then has.
func (r *Resource[M, P]) write(ctx context.Context, save Save, from tfsdk.Plan, state *tfsdk.State,
	identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics,
) {
	var model M
	plan := P(&model)
	diags.Append(tfkit.Get(ctx, from, &model)...)
	client := r.Cluster.Management(diags)
	if diags.HasError() {
		return
	}
	// Now everything is known.
	AddErrors(diags, plan.Check())
	if diags.HasError() {
		return
	}
	at := plan.Address()
	wanted := r.parameter(at)
	wanted.Value = plan.Value()
	if !save(ctx, client, diags, r.kind.Noun, r.kind.TypeName, wanted) {
		return
	}
	*at.ID = types.StringValue(tfkit.JoinID(wanted.Vhost, wanted.Name))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, r.object(model), model, r.find)
}

// Read implements resource.Resource.
func (r *Resource[M, P]) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, r.object, r.find)
}

// find takes over what the broker has.
func (r *Resource[M, P]) find(ctx context.Context, client *management.Client, state *M) error {
	at := P(state).Address()
	found, err := client.Parameter(ctx, r.kind.Component, at.Vhost.ValueString(), at.Name.ValueString())
	if err != nil {
		return err
	}
	*at.ID = types.StringValue(tfkit.JoinID(found.Vhost, found.Name))
	return tfkit.AsError(P(state).Read(found.Value))
}

// Delete implements resource.Resource.
func (r *Resource[M, P]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	tfkit.DeleteObject(ctx, r.Cluster, req, resp, r.object, func(ctx context.Context, client *management.Client, state M) error {
		gone := r.parameter(P(&state).Address())
		return client.DeleteParameter(ctx, gone.Component, gone.Vhost, gone.Name)
	})
}

func (r *Resource[M, P]) parameter(at Address) management.Parameter {
	return management.Parameter{
		Component: r.kind.Component, Vhost: at.Vhost.ValueString(), Name: at.Name.ValueString(), Secret: r.kind.Secret,
	}
}

// object is what a model is about.
func (r *Resource[M, P]) object(m M) tfkit.Object {
	p := r.parameter(P(&m).Address())
	return tfkit.Object{Names: []string{"vhost", p.Vhost, "name", p.Name}, DisplayName: DisplayName(r.kind.Noun, p)}
}

// DisplayName names a parameter in errors: shovel "s" in virtual host "/".
func DisplayName(noun string, p management.Parameter) string {
	return fmt.Sprintf("%s %q in virtual host %q", noun, p.Name, p.Vhost)
}
