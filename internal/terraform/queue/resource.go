// Package queue is the resource rabbitmqha_queue. Which argument fits which type of queue, and which broker version
// knows it, is not said here: that is package topology's table, of which this package's schema and checks are made.
package queue

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// timeoutDefault is long enough for a broker that is electing leaders.
const timeoutDefault = 5 * time.Minute

// Resource is rabbitmqha_queue.
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

func base() tfkit.Resource { return tfkit.NewResource("queue", "vhost", "name") }

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.Plan, &plan)...)
	limit, diags := plan.Timeouts.Create(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	queue, err := plan.declaration()
	if err != nil {
		resp.Diagnostics.AddAttributeError(path.Root("arguments_json"), "The arguments are not a JSON object", err.Error())
		return
	}
	plan.ID = types.StringValue(tfkit.JoinID(queue.Vhost, queue.Name))
	declare := client.CreateQueue
	if r.Cluster.Adopts() {
		declare = client.DeclareQueue
	}
	switch err := declare(ctx, queue); {
	case errors.Is(err, management.ErrExists):
		tfkit.AddExists(&resp.Diagnostics, plan.object().DisplayName, "rabbitmqha_queue", plan.ID.ValueString())
		return
	case errors.Is(err, httpapi.ErrInequivalent):
		resp.Diagnostics.AddError("Could not declare "+plan.object().DisplayName, fmt.Sprintf("%v\n\nA queue of that name exists and differs, and a queue "+
			"cannot be changed. %s\n\nOr delete it, or choose another name.", err, tfkit.ImportBlock("rabbitmqha_queue", plan.ID.ValueString())))
		return
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, "Could not declare "+plan.object().DisplayName, err)
		return
	}
	tfkit.Record(ctx, r.Cluster, &resp.State, resp.Identity, &resp.Diagnostics, plan.object(), plan, r.find)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	tfkit.ReadObject(ctx, r.Cluster, req, resp, Model.object, r.find)
}

// find takes over what the broker has.
func (r *Resource) find(ctx context.Context, client *management.Client, state *Model) error {
	found, err := client.Queue(ctx, state.Vhost.ValueString(), state.Name.ValueString())
	if err == nil {
		state.read(found)
	}
	return err
}

// Update changes nothing at the broker: what can change without a replacement is known to Terraform alone.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	tfkit.KeepObject(ctx, r.Cluster, req, resp, Model.object)
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state Model
	resp.Diagnostics.Append(tfkit.Get(ctx, req.State, &state)...)
	limit, diags := state.Timeouts.Delete(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := r.remove(ctx, client, state, &resp.Diagnostics); err != nil {
		tfkit.AddError(&resp.Diagnostics, "Could not delete "+state.object().DisplayName, err)
	}
}
