package tfkit

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Object is what the model of a resource is about.
type Object struct {
	// Names are the attributes of the identity and their values, in turn, as SetIdentity takes them.
	Names []string
	// DisplayName is the object in errors: user "a".
	DisplayName string
}

// ReadObject is Read of a resource whose object is at the broker, or is not. read asks for it and takes over what it finds.
// An object that is gone leaves the state (httpapi.ErrNotFound); after any other error the state is as it was.
func ReadObject[Model any](ctx context.Context, c *Cluster, req resource.ReadRequest, resp *resource.ReadResponse,
	about func(Model) Object, read func(context.Context, *management.Client, *Model) error,
) {
	var state Model
	resp.Diagnostics.Append(Get(ctx, req.State, &state)...)
	client := c.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	object := about(state)
	c.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, object.Names...)
	switch err := read(ctx, client, &state); {
	case errors.Is(err, httpapi.ErrNotFound):
		c.warnElsewhere(ctx, resp.Identity, object.DisplayName, &resp.Diagnostics)
		resp.State.RemoveResource(ctx)
	case err != nil:
		AddError(&resp.Diagnostics, "Could not read "+object.DisplayName, err)
	default:
		resp.Diagnostics.Append(Set(ctx, &resp.State, state)...)
	}
}

// KeepObject is Update of a resource of which nothing is changed at the broker: what is new is known to Terraform alone.
func KeepObject[Model any](ctx context.Context, c *Cluster, req resource.UpdateRequest, resp *resource.UpdateResponse,
	about func(Model) Object,
) {
	var plan Model
	resp.Diagnostics.Append(Get(ctx, req.Plan, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(Set(ctx, &resp.State, plan)...)
	c.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, about(plan).Names...)
}

// DeleteObject is Delete of a resource. To remove, an object that is gone already is no error.
func DeleteObject[Model any](ctx context.Context, c *Cluster, req resource.DeleteRequest, resp *resource.DeleteResponse,
	about func(Model) Object, remove func(context.Context, *management.Client, Model) error,
) {
	var state Model
	resp.Diagnostics.Append(Get(ctx, req.State, &state)...)
	client := c.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	if err := remove(ctx, client, state); err != nil {
		AddError(&resp.Diagnostics, "Could not delete "+about(state).DisplayName, err)
	}
}
