package main

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
)

// noProvider is a provider without a broker.
type noProvider struct{ provider.Provider }

// Configure implements provider.Provider.
func (noProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

// Resources implements provider.Provider.
func (p noProvider) Resources(ctx context.Context) []func() resource.Resource {
	constructors := p.Provider.Resources(ctx)
	for i, constructor := range constructors {
		constructors[i] = func() resource.Resource { return noResource{constructor()} }
	}
	return constructors
}

// noResource hides everything of a resource but its name and its schemas, with the validators and plan modifiers that
// are part of them. Rules that a resource checks by itself are hidden, too.
type noResource struct{ resource.Resource }

var _ resource.ResourceWithIdentity = noResource{}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r noResource) IdentitySchema(ctx context.Context, req resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	if known, ok := r.Resource.(resource.ResourceWithIdentity); ok {
		known.IdentitySchema(ctx, req, resp)
	}
}

// Create implements resource.Resource: what was planned is there.
func (noResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	raw, err := known(req.Plan.Raw)
	if err == nil {
		resp.State.Raw = raw
		err = identify(ctx, resp.Identity, resp.State)
	}
	if err != nil {
		resp.Diagnostics.AddError("The no-op provider could not make a state of the plan", err.Error())
	}
}

// Read implements resource.Resource: all is as it was. Terraform before 1.12 forgets the identity each time.
func (noResource) Read(ctx context.Context, _ resource.ReadRequest, resp *resource.ReadResponse) {
	if err := identify(ctx, resp.Identity, resp.State); err != nil {
		resp.Diagnostics.AddError("The no-op provider could not make an identity of the state", err.Error())
	}
}

// Update implements resource.Resource.
func (noResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	raw, err := known(req.Plan.Raw)
	if err == nil {
		resp.State.Raw = raw
		err = identify(ctx, resp.Identity, resp.State)
	}
	if err != nil {
		resp.Diagnostics.AddError("The no-op provider could not make a state of the plan", err.Error())
	}
}

// Delete implements resource.Resource; the framework removes the state.
func (noResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {}

// identify fills an identity that is still empty with the attributes of the same names.
func identify(ctx context.Context, identity *tfsdk.ResourceIdentity, state tfsdk.State) error {
	if identity == nil || !empty(identity.Raw) {
		return nil
	}
	raw, err := identityOf(identity.Schema.Type().TerraformType(ctx), state.Raw)
	if err == nil {
		identity.Raw = raw
	}
	return err
}
