// Package featureflag is the resource rabbitmqha_feature_flag.
package featureflag

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// timeoutDefault leaves room for a broker that moves its metadata to another store.
const timeoutDefault = 10 * time.Minute

// Resource is rabbitmqha_feature_flag.
type Resource struct{ tfkit.Resource }

var (
	_ resource.ResourceWithConfigure   = (*Resource)(nil)
	_ resource.ResourceWithIdentity    = (*Resource)(nil)
	_ resource.ResourceWithImportState = (*Resource)(nil)
	_ resource.ResourceWithModifyPlan  = (*Resource)(nil)
)

// NewResource returns the resource.
func NewResource() resource.Resource { return &Resource{tfkit.NewResource("feature_flag", "name")} }

// ModifyPlan refuses, before anything is applied, what cannot or should not be enabled. A broker that does not answer
// yet may be made by the same apply, which looks again.
func (r *Resource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if req.Plan.Raw.IsNull() || !req.State.Raw.IsNull() && req.Plan.Raw.Equal(req.State.Raw) {
		return
	}
	r.CheckLogin(ctx, req, &resp.Diagnostics)
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client := r.Cluster.ManagementIfAny()
	if client == nil || resp.Diagnostics.HasError() || plan.Name.IsUnknown() {
		return
	}
	if flags, err := client.FeatureFlags(ctx); err == nil {
		tfkit.AddProblems(&resp.Diagnostics, plan.problems(flags))
	}
}

// Create implements resource.Resource.
func (r *Resource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	limit, diags := plan.Timeouts.Create(ctx, timeoutDefault)
	resp.Diagnostics.Append(diags...)
	client := r.Cluster.Management(&resp.Diagnostics)
	if resp.Diagnostics.HasError() {
		return
	}
	name := plan.Name.ValueString()
	failed := fmt.Sprintf("Could not enable the feature flag %q", name)
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("it was not enabled within %s, and may be later", limit))
	defer cancel()
	flags, err := client.FeatureFlags(ctx)
	if err == nil {
		tfkit.AddProblems(&resp.Diagnostics, plan.problems(flags))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	var flag management.FeatureFlag
	if err == nil {
		flag, err = enable(ctx, client, name)
	}
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, failed, err)
		return
	}
	plan.read(flag)
	object := tfkit.Object{Names: []string{"name", name}, DisplayName: fmt.Sprintf("feature flag %q", name)}
	tfkit.Record(ctx, r.Cluster, &resp.State, resp.Identity, &resp.Diagnostics, object, plan, nil)
}

// enable enables a flag that is not enabled yet, and returns it when it is. A broker that takes longer than one request
// may goes on, and is waited for.
func enable(ctx context.Context, client *management.Client, name string) (management.FeatureFlag, error) {
	const pause = 500 * time.Millisecond
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for asked := false; ; {
		flags, err := client.FeatureFlags(ctx)
		if err != nil {
			return management.FeatureFlag{}, err
		}
		if flag, _ := find(flags, name); flag.Enabled() {
			return flag, nil
		}
		if !asked {
			asked = true
			if err := client.EnableFeatureFlag(ctx, name); err != nil && !errors.Is(err, httpapi.ErrTimeout) {
				return management.FeatureFlag{}, err
			}
			continue
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return management.FeatureFlag{}, context.Cause(ctx)
		}
	}
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
	flags, err := client.FeatureFlags(ctx)
	if err != nil {
		tfkit.AddError(&resp.Diagnostics, fmt.Sprintf("Could not read the feature flag %q", name), err)
		return
	}
	flag, known := find(flags, name)
	imported := state.Enabled.IsNull()
	switch {
	case !known && !imported:
		resp.Diagnostics.AddAttributeWarning(path.Root("name"), fmt.Sprintf("The broker no longer knows the feature flag %q", name),
			"What it switched is always on in this release. Remove the resource from the configuration.")
	case !flag.Enabled():
		// The cluster is another one than that which the state speaks of: a flag is never disabled.
		resp.State.RemoveResource(ctx)
	default:
		state.read(flag)
		resp.Diagnostics.Append(resp.State.Set(ctx, state)...)
	}
}

// Update implements resource.Resource. Only what Terraform alone knows can change.
func (r *Resource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state Model
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	r.Cluster.SetIdentity(ctx, resp.Identity, &resp.Diagnostics, "name", plan.Name.ValueString())
	plan.ID, plan.Enabled, plan.Stability, plan.Description = state.ID, state.Enabled, state.Stability, state.Description
	resp.Diagnostics.Append(resp.State.Set(ctx, plan)...)
}

// Delete implements resource.Resource.
func (r *Resource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state Model
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if !resp.Diagnostics.HasError() {
		resp.Diagnostics.AddAttributeWarning(path.Root("name"), fmt.Sprintf("The feature flag %q stays enabled", state.Name.ValueString()),
			"A feature flag cannot be disabled. Terraform has only forgotten it.")
	}
}
