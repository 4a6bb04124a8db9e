package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Resource is embedded in every resource. It takes the handle from the provider, and knows by which attributes an
// object is named: in its id, its identity and its import.
type Resource struct {
	Cluster *Cluster

	typeName string
	names    []string
}

// NewResource returns the base of rabbitmqha_<typeName>, whose objects the given attributes name.
func NewResource(typeName string, names ...string) Resource {
	return Resource{typeName: typeName, names: names}
}

// Configure implements resource.ResourceWithConfigure.
func (r *Resource) Configure(_ context.Context, req resource.ConfigureRequest, resp *resource.ConfigureResponse) {
	r.Cluster = clusterOf(req.ProviderData, &resp.Diagnostics)
}

// Metadata implements resource.Resource.
func (r *Resource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_" + r.typeName
}

// IdentitySchema implements resource.ResourceWithIdentity.
func (r *Resource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = IdentitySchema(r.names...)
}

// ImportState implements resource.ResourceWithImportState.
func (r *Resource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	r.Cluster.Import(ctx, req, resp, r.names...)
}
