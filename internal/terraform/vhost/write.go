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
	find := r.find
	if err := plan.protect(ctx, client, current); err != nil {
		tfkit.AddUnfinished(diags, plan.object(), "change its protection from deletion", err)
		find = plan.butProtection(find)
	}
	plan.ID = types.StringValue(tfkit.JoinID(plan.Name.ValueString()))
	tfkit.Record(ctx, r.Cluster, state, identity, diags, plan.object(), plan, find)
}

// checkAdoption refuses to take over what the broker would not make of it.
func (r *Resource) checkAdoption(ctx context.Context, plan Model, current *management.Vhost, diags *diag.Diagnostics) {
	var there Model
	there.read(current)
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

// find is how a virtual host is read into a model.
type find func(context.Context, *management.Client, *Model) error

// butProtection is a find that leaves the protection as it was planned, which the next plan compares.
func (m Model) butProtection(find find) find {
	return func(ctx context.Context, client *management.Client, into *Model) error {
		err := find(ctx, client, into)
		into.ProtectedFromDeletion = m.ProtectedFromDeletion
		return err
	}
}
