package clustermember

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// stranded is the key in the private state that tells the plan of a node that Read has found half removed.
const stranded = "stranded"

// timeoutDefault leaves room for the queues of a node that is drained or grown onto, and for those that go before it.
const timeoutDefault = 10 * time.Minute

// Resource is rabbitmqha_cluster_member.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure      = (*Resource)(nil)
	_ resource.ResourceWithIdentity       = (*Resource)(nil)
	_ resource.ResourceWithImportState    = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan     = (*Resource)(nil)
	_ resource.ResourceWithValidateConfig = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{tfkit.NewResource("cluster_member", "node")} }

// ValidateConfig refuses what can never work.
func (r *Resource) ValidateConfig(ctx context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	var config Model
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if !resp.Diagnostics.HasError() {
		tfkit.AddProblems(&resp.Diagnostics, config.problems())
	}
}

// ModifyPlan refuses what the provider or the cluster cannot do. Nodes that do not answer are no fault yet: the same
// apply may start them.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	members := r.Cluster.PlanMembers(&resp.Diagnostics)
	if members == nil || req.Plan.Raw.IsNull() {
		return
	}
	var plan Model
	var state *Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	left, diags := req.Private.GetKey(ctx, stranded)
	resp.Diagnostics.Append(diags...)
	if len(left) > 0 {
		// What it will be when it has joined again is for the update to find out.
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("cluster_name"), types.StringUnknown())...)
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("running"), types.BoolUnknown())...)
	}
	if state == nil && !resp.Diagnostics.HasError() {
		warnOfLostMember(ctx, members, plan, &resp.Diagnostics)
	}
	if resp.Diagnostics.HasError() || plan.Type.ValueString() != ram || state != nil && state.Type.Equal(plan.Type) {
		return
	}
	for _, node := range plan.cluster() {
		if view, err := members.View(ctx, node); err == nil {
			tfkit.AddProblems(&resp.Diagnostics, ramProblems(view))
			return
		}
	}
}

// Create implements resource.Resource. Where it fails after the node has joined nothing is stored: the next apply finds
// the node a member, and goes on from there.
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
	if r.join(ctx, &plan, &resp.Diagnostics) {
		// Without the cluster's id: the endpoint that would tell it may belong to a node that has yet to join.
		if resp.Identity != nil {
			resp.Diagnostics.Append(resp.Identity.SetAttribute(ctx, path.Root("node"), plan.Node)...)
		}
		resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
	}
}

// join makes the node a member, or does what is left to do on one that is, and fills in what is then known.
func (r *Resource) join(ctx context.Context, plan *Model, diags *diag.Diagnostics) bool {
	members := r.Cluster.Members(diags)
	if members == nil {
		return false
	}
	request := plan.join()
	if client := r.Cluster.ManagementIfAny(); client != nil {
		request.AwaitManagement = func(ctx context.Context, node string) error {
			return client.AwaitRunning(ctx, node, request.Through)
		}
	}
	request.Warn = func(text string) {
		diags.AddAttributeWarning(path.Root("force"), fmt.Sprintf("%s joined by force", request.Node), text)
	}
	view, err := members.Join(ctx, request)
	if err != nil {
		tfkit.AddMembershipError(diags, fmt.Sprintf("%s could not join the cluster", request.Node), err, attributes...)
		return false
	}
	seen := view.MemberState()
	if name := members.NameShownBy(ctx, request.Through); name != "" {
		seen.ClusterName = name
	}
	if seen.RAM != request.RAM {
		diags.AddAttributeError(path.Root("type"), fmt.Sprintf("%s is a member already, of the other type", request.Node),
			"A member does not change its type while it stays: set type to what it is, or let it leave first.")
		return false
	}
	plan.see(seen)
	return true
}

// Read implements resource.Resource.
func (r *Resource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	members := r.Cluster.Members(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	node := state.Node.ValueString()
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, "node", node)
	seen, err := members.MemberState(ctx, node, state.cluster())
	switch {
	case err != nil:
		tfkit.AddMembershipError(&resp.Diagnostics, fmt.Sprintf("Could not read the membership of %s", node), err, attributes...)
		return
	case seen.Stranded:
		resp.Diagnostics.AddAttributeWarning(path.Root("node"), fmt.Sprintf("%s has left the cluster only half", node),
			"It is no member any more, and RabbitMQ is stopped on it: whatever removed it was interrupted. Applying lets it join again; "+
				"destroying makes of it what \"on_destroy\" says.")
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, stranded, []byte("true"))...)
		return
	case seen.Lost:
		resp.Diagnostics.AddAttributeWarning(path.Root("node"), fmt.Sprintf("%s has lost its data", node),
			"The other members list it, and it runs as a fresh node that knows none of them. It is planned to join again; the cluster must forget "+
				"the member that it was before that.")
		resp.State.RemoveResource(ctx)
		return
	case !seen.Member:
		resp.State.RemoveResource(ctx)
		return
	case !seen.Running:
		resp.Diagnostics.AddAttributeWarning(path.Root("node"), fmt.Sprintf("%s is a member, but does not run", node), seen.Down)
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, stranded, nil)...)
	state.see(seen)
	state.complete(seen.Others)
	resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
}

// Update implements resource.Resource. Most of what can change is for later and stays in the state; the nodes are asked
// for something only where queues are to be moved.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	limit, diags := plan.Timeouts.Update(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	left, diags := req.Private.GetKey(ctx, stranded)
	resp.Diagnostics.Append(diags...)
	plan.ID, plan.ClusterName, plan.Version, plan.Running = state.ID, state.ClusterName, state.Version, state.Running
	if (len(left) > 0 || plan.movesQueues(state)) && !r.join(ctx, &plan, &resp.Diagnostics) {
		return
	}
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, stranded, nil)...)
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, "node", plan.Node.ValueString())
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	limit, diags := state.Timeouts.Delete(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	members := r.Cluster.Members(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	node := state.Node.ValueString()
	failed := fmt.Sprintf("%s could not leave the cluster", node)
	seen, err := members.MemberState(ctx, node, state.cluster())
	if err != nil {
		tfkit.AddMembershipError(&resp.Diagnostics, failed, err, attributes...)
		return
	}
	others := through(state.cluster(), seen.Others)
	switch {
	case seen.Stranded:
		others = state.cluster()
	case !seen.Member:
		return
	}
	warnings, err := members.Leave(ctx, state.leave(others))
	for _, warning := range warnings {
		resp.Diagnostics.AddAttributeWarning(path.Root("node"), fmt.Sprintf("%s left, with a loss or something left to do", node), warning)
	}
	if err != nil {
		tfkit.AddMembershipError(&resp.Diagnostics, failed, err, attributes...)
	}
}

// through are the other members, those that the configuration names first. One that is named and has left meanwhile
// could not tell.
func through(named, others []string) []string {
	out := slices.DeleteFunc(slices.Clone(named), func(node string) bool { return !slices.Contains(others, node) })
	for _, node := range others {
		if !slices.Contains(out, node) {
			out = append(out, node)
		}
	}
	return out
}
