package vhost

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

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
		if refuseIfInUse(ctx, client, r.Cluster.QueueProcesses(), name, &resp.Diagnostics); resp.Diagnostics.HasError() {
			return
		}
	}
	switch err := client.DeleteVhost(ctx, name); {
	case errors.Is(err, httpapi.ErrProtected):
		resp.Diagnostics.AddAttributeError(path.Root("protected_from_deletion"), failed,
			err.Error()+"\n\nApply protected_from_deletion = false first.")
	case err != nil:
		tfkit.AddError(&resp.Diagnostics, failed, err)
	}
}

// refuseIfInUse adds an error unless every queue is known to hold no messages.
func refuseIfInUse(ctx context.Context, client *management.Client, processes management.QueueProcesses, vhost string, diags *diag.Diagnostics) {
	queues, err := client.QueuesUsage(ctx, vhost, management.UsageQuestion{Scope: usage.Messages, Processes: processes})
	if management.IgnoreNotFound(err) != nil {
		tfkit.AddError(diags, fmt.Sprintf("Could not delete virtual host %q", vhost), err)
	}
	queues = slices.DeleteFunc(queues, func(q management.QueueUsage) bool { return q.Answer == usage.Unused })
	if len(queues) == 0 {
		return
	}
	// Those that surely hold messages come first.
	slices.SortFunc(queues, func(a, b management.QueueUsage) int {
		return cmp.Or(cmp.Compare(b.Answer, a.Answer), cmp.Compare(a.Name, b.Name))
	})
	summary := "Virtual host %q may hold messages"
	if queues[0].Answer == usage.InUse {
		summary = "Virtual host %q still holds messages"
	}
	const enough = 5
	var lines, advice []string
	for i, queue := range queues {
		if i < enough {
			lines = append(lines, fmt.Sprintf("  Queue %q %s.", queue.Name, queue.Reason))
		}
		if text := tfkit.UsageAdvice(queue.Cause, "deletion_protection = false"); !slices.Contains(advice, text) {
			advice = append(advice, text)
		}
	}
	if len(queues) > enough {
		lines = append(lines, fmt.Sprintf("  And %d more.", len(queues)-enough))
	}
	diags.AddAttributeError(path.Root("deletion_protection"), fmt.Sprintf(summary, vhost),
		"Destroying it would destroy its queues:\n\n"+strings.Join(lines, "\n")+"\n\n"+strings.Join(advice, "\n\n"))
}
