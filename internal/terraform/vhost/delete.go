package vhost

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
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
	switch err := client.DeleteVhost(ctx, name); {
	case errors.Is(err, management.ErrProtected):
		resp.Diagnostics.AddAttributeError(path.Root("protected_from_deletion"), failed,
			err.Error()+"\n\nApply protected_from_deletion = false first.")
	case err != nil:
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
