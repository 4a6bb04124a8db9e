package vhost

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// create is the verb of a creation, in errors and to write.
const create = "create"

// write reads what is there, lays the plan over it, and puts it back whole. A virtual host that is taken over, such as "/",
// is read first, too, so that nothing of it is erased.
func (r *Resource) write(ctx context.Context, verb string, plan Model, state *tfsdk.State, identity *tfsdk.ResourceIdentity,
	diags *diag.Diagnostics,
) {
	client := r.Cluster.Management(diags)
	if client == nil {
		return
	}
	failed := fmt.Sprintf("Could not %s virtual host %q", verb, plan.Name.ValueString())
	current, err := client.Vhost(ctx, plan.Name.ValueString())
	switch {
	case errors.Is(err, httpapi.ErrNotFound), verb == create && management.IsAbsent(err):
		current = &management.Vhost{}
	case err != nil:
		tfkit.AddError(diags, failed, err)
		return
	case verb == create && !r.Cluster.Adopts():
		tfkit.AddExists(diags, fmt.Sprintf("virtual host %q", plan.Name.ValueString()), "rabbitmqha_vhost", tfkit.JoinID(plan.Name.ValueString()))
		return
	}
	if verb == create && current.Name != "" {
		r.checkAdoption(ctx, plan, current, diags)
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
	if err := plan.protect(ctx, client, current); err != nil {
		tfkit.AddUnfinished(diags, plan.object(), "change its protection from deletion", err)
	}
	r.complete(ctx, client, &plan, wanted, diags)
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan)
}

// complete takes over what the broker fills in where nobody set it, such as the type of queue that it is configured to prefer.
func (r *Resource) complete(ctx context.Context, client *management.Client, plan *Model, written management.Vhost,
	diags *diag.Diagnostics,
) {
	plan.ID = types.StringValue(tfkit.JoinID(plan.Name.ValueString()))
	there := *plan
	stored, err := client.VhostWith(ctx, written)
	if err != nil {
		tfkit.AddUnfinished(diags, plan.object(), "read it back", err)
		return
	}
	if problems := there.read(ctx, stored); !problems.HasError() {
		tfkit.FillUnknown(plan, there)
	}
}

// checkAdoption refuses to take over what the broker would not make of it.
func (r *Resource) checkAdoption(ctx context.Context, plan Model, current *management.Vhost, diags *diag.Diagnostics) {
	var there Model
	diags.Append(there.read(ctx, current)...)
	r.Cluster.CheckOnBroker(ctx, diags, func(broker capability.Broker) []topology.Problem { return plan.adoptedBy(broker, there) })
}

// protect has the broker protect the virtual host or not, where the user says so and it is otherwise.
func (m Model) protect(ctx context.Context, client *management.Client, current *management.Vhost) error {
	protect := m.ProtectedFromDeletion.ValueBool()
	if !tfkit.IsSet(m.ProtectedFromDeletion) || protect == (current.ProtectedFromDeletion != nil && *current.ProtectedFromDeletion) {
		return nil
	}
	return client.ProtectVhost(ctx, m.Name.ValueString(), protect)
}
