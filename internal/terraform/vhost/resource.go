package vhost

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// timeoutDefault leaves room for a virtual host that is started on, or removed from, every node.
const timeoutDefault = 5 * time.Minute

// Resource is rabbitmqha_vhost.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure   = (*Resource)(nil)
	_ resource.ResourceWithIdentity    = (*Resource)(nil)
	_ resource.ResourceWithImportState = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan  = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{tfkit.NewResource("vhost", "name")} }

// ModifyPlan refuses what the broker's version does not know.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() {
		return
	}
	var config, plan Model
	var state *Model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	if tfkit.IsSet(config.DefaultQueueType) || state != nil && plan.describesOtherwise(*state) {
		r.Cluster.CheckPlanOnBroker(ctx, req, &resp.Diagnostics, func(broker capability.Broker) []topology.Problem {
			return plan.unknownTo(broker, state, tfkit.IsSet(config.DefaultQueueType))
		})
	}
}

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	limit, diags := plan.Timeouts.Create(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	r.write(ctx, "create", plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// Update implements resource.Resource.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	limit, diags := plan.Timeouts.Update(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	r.write(ctx, "update", plan, &resp.State, resp.Identity, &resp.Diagnostics)
}

// write reads what is there, lays the plan over it, and puts it back whole. The virtual host "/" and those that other
// tools made are read first even on creation, so that nothing of theirs is erased.
func (r *Resource) write(ctx context.Context, verb string, plan Model, state *tfsdk.State, identity *tfsdk.ResourceIdentity,
	diags *diag.Diagnostics,
) {
	client := r.Cluster.Management(diags)
	if client == nil {
		return
	}
	failed := fmt.Sprintf("Could not %s virtual host %q", verb, plan.Name.ValueString())
	current, err := client.Vhost(ctx, plan.Name.ValueString())
	// What is about to be created may be missing on one node's word.
	if errors.Is(err, management.ErrNotFound) || verb == "create" && errors.Is(err, management.ErrUnconfirmed) {
		current, err = &management.Vhost{}, nil
	}
	if err != nil {
		tfkit.AddError(diags, failed, err)
		return
	}
	wanted, problems := plan.merge(ctx, *current)
	diags.Append(problems...)
	if diags.HasError() {
		return
	}
	if err := client.PutVhost(ctx, wanted); err != nil {
		tfkit.AddError(diags, failed, err)
		return
	}
	r.Cluster.SetIdentity(ctx, identity, diags, "name", plan.Name.ValueString())
	// The broker fills in what nobody set, such as the type of queue that it is configured to prefer.
	stored, err := client.Vhost(ctx, wanted.Name)
	if err != nil {
		tfkit.AddError(diags, fmt.Sprintf("Could not read virtual host %q after it was written", wanted.Name), err)
		stored = &wanted
	}
	diags.Append(plan.read(ctx, stored)...)
	diags.Append(state.Set(ctx, plan)...)
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	name := state.Name.ValueString()
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, "name", name)
	vhost, err := client.Vhost(ctx, name)
	switch {
	case errors.Is(err, management.ErrNotFound):
		resp.State.RemoveResource(ctx)
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, fmt.Sprintf("Could not read virtual host %q", name), err)
	default:
		resp.Diagnostics.Append(state.read(ctx, vhost)...)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	}
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	limit, diags := state.Timeouts.Delete(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	name := state.Name.ValueString()
	failed := fmt.Sprintf("Could not delete virtual host %q", name)
	if state.DeletionProtection.ValueBool() {
		holding, err := queuesWithMessages(ctx, client, name)
		if err != nil {
			tfkit.AddError(&resp.Diagnostics, failed, err)
			return
		}
		if len(holding) > 0 {
			resp.Diagnostics.AddAttributeError(path.Root("deletion_protection"),
				fmt.Sprintf("Virtual host %q still holds messages", name),
				"Destroying it would lose the messages of: "+strings.Join(holding, ", ")+
					".\n\nConsume or move them, or apply deletion_protection = false first.")
			return
		}
	}
	if err := client.DeleteVhost(ctx, name); err != nil {
		tfkit.AddError(&resp.Diagnostics, failed, err)
	}
}

// queuesWithMessages names the queues that hold messages, a few of them if they are many.
func queuesWithMessages(ctx context.Context, client *management.Client, vhost string) ([]string, error) {
	queues, err := client.QueuesContents(ctx, vhost)
	if err != nil {
		return nil, management.IgnoreNotFound(err)
	}
	const enough = 5
	var holding []string
	for _, queue := range queues {
		if queue.Messages > 0 {
			holding = append(holding, fmt.Sprintf("%q (%d)", queue.Name, queue.Messages))
		}
	}
	if len(holding) > enough {
		holding = append(holding[:enough], fmt.Sprintf("and %d more", len(holding)-enough))
	}
	return holding, nil
}
