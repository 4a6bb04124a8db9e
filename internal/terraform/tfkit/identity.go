package tfkit

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// clusterID is the part of every identity that tells the same names on two clusters apart.
const clusterID = "cluster_id"

// IdentitySchema describes the identity of an object by the attributes that name it.
func IdentitySchema(names ...string) identityschema.Schema {
	attributes := map[string]identityschema.Attribute{
		clusterID: identityschema.StringAttribute{
			OptionalForImport: true,
			Description:       "RabbitMQ's own identifier of the cluster (global parameter internal_cluster_id).",
		},
	}
	for _, name := range names {
		attributes[name] = identityschema.StringAttribute{
			RequiredForImport: true,
			Description:       "The object's " + name + ".",
		}
	}
	return identityschema.Schema{Attributes: attributes}
}

// SetIdentity fills an identity with names and values in turn ("vhost", "/", "name", "q"). It is called first in Read,
// also for an object that turns out to be gone, since Terraform before 1.12 keeps no identity and the framework refuses
// a read that leaves it empty. An identity that exists already is never changed.
func (c *Cluster) SetIdentity(ctx context.Context, identity *tfsdk.ResourceIdentity, diags *diag.Diagnostics, pairs ...string) {
	if identity == nil {
		return
	}
	if !identity.Raw.IsNull() {
		var first types.String
		diags.Append(identity.GetAttribute(ctx, path.Root(pairs[0]), &first)...)
		if !first.IsNull() {
			return
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		diags.Append(identity.SetAttribute(ctx, path.Root(pairs[i]), pairs[i+1])...)
	}
	diags.Append(identity.SetAttribute(ctx, path.Root(clusterID), c.knownID(ctx))...)
}

// knownID is the cluster's identifier, or null where the user lacks the tag to read it or the broker does not answer:
// the identity then does without.
func (c *Cluster) knownID(ctx context.Context) types.String {
	if c == nil || c.client == nil {
		return types.StringNull()
	}
	id, err := c.id(ctx)
	if err != nil {
		return types.StringNull()
	}
	return StringOrNull(id)
}

// Import fills the attributes that name an object, from an id as made by JoinID or from an identity (Terraform 1.12).
// Read does the rest.
func (c *Cluster) Import(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse, names ...string) {
	values := make([]string, len(names))
	if req.ID != "" {
		parts, err := splitImportID(req.ID, names...)
		if err != nil {
			resp.Diagnostics.AddError("The import id is not valid", err.Error())
			return
		}
		values = parts
	} else {
		for i, name := range names {
			var value types.String
			resp.Diagnostics.Append(req.Identity.GetAttribute(ctx, path.Root(name), &value)...)
			values[i] = value.ValueString()
		}
		c.completeIdentity(ctx, resp)
	}
	if !resp.Diagnostics.HasError() {
		validateNames(ctx, resp, names, values)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	for i, name := range names {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), values[i])...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), JoinID(values...))...)
}

// completeIdentity adds the cluster to an identity that was written without it, and refuses one of another cluster.
func (c *Cluster) completeIdentity(ctx context.Context, resp *resource.ImportStateResponse) {
	var written types.String
	resp.Diagnostics.Append(resp.Identity.GetAttribute(ctx, path.Root(clusterID), &written)...)
	actual := c.knownID(ctx)
	switch {
	case written.IsNull():
		resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root(clusterID), actual)...)
	case !actual.IsNull() && !actual.Equal(written):
		resp.Diagnostics.AddError("The identity is of another cluster", "It names the cluster "+written.ValueString()+
			", but the provider's endpoints belong to "+actual.ValueString()+".\n\nImport with the provider of that cluster, or leave "+
			"cluster_id out.")
	}
}

// warnElsewhere warns that what is not found was on another cluster, where the identity knows of one (Terraform 1.12): the
// endpoint may have come to lead to a node that was reset. A cluster that was built again has another id, too, so that it is no
// error.
func (c *Cluster) warnElsewhere(ctx context.Context, identity *tfsdk.ResourceIdentity, called string, diags *diag.Diagnostics) {
	if identity == nil || identity.Raw.IsNull() {
		return
	}
	var known types.String
	diags.Append(identity.GetAttribute(ctx, path.Root(clusterID), &known)...)
	if actual := c.knownID(ctx); !known.IsNull() && !actual.IsNull() && !actual.Equal(known) {
		diags.AddWarning("The endpoints lead to another cluster than before", "There is no "+called+" on the cluster "+
			actual.ValueString()+", to which the provider's endpoints lead. It was on "+known.ValueString()+".\n\nIf the cluster was built "+
			"again, apply to have everything made again. Otherwise check \"endpoints\": a node that was reset is a cluster of its own.")
	}
}
