package queue

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// consumersGo is for how long a deletion waits for consumers to go. Those of a shovel that the same run destroys are counted for
// up to five seconds after it is gone.
const consumersGo = 15 * time.Second

// remove asks whether the queue is in use before it deletes it, unless force_destroy is set. For classic queues the broker asks
// once more, at the moment of deletion.
func (r *Resource) remove(ctx context.Context, client *management.Client, state Model, diags *diag.Diagnostics) error {
	vhost, name := state.Vhost.ValueString(), state.Name.ValueString()
	if state.ForceDestroy.ValueBool() {
		return client.DeleteQueue(ctx, vhost, name, false)
	}
	used, err := client.QueueUsage(ctx, vhost, name, management.UsageQuestion{
		Processes: r.Cluster.QueueProcesses(), AwaitConsumers: consumersGo,
	})
	if err != nil {
		return management.IgnoreNotFound(err)
	}
	classic := state.Type.ValueString() == string(topology.Classic)
	// The broker refuses to delete a classic queue that has consumers, so that it is enough to know its messages.
	if classic && used.Cause == usage.ConsumersUnknown {
		return client.DeleteQueue(ctx, vhost, name, true)
	}
	if refuseIfInUse("deleted", state, used, diags); diags.HasError() {
		return nil
	}
	return client.DeleteQueue(ctx, vhost, name, classic)
}

// refuseReplacement makes a plan fail that would destroy messages, rather than the apply of it. Where the broker does not
// answer at all, deleting the queue will ask again.
func (r *Resource) refuseReplacement(ctx context.Context, state Model, diags *diag.Diagnostics) {
	client := r.Cluster.Management(diags)
	if client == nil {
		return
	}
	used, err := client.QueueUsage(ctx, state.Vhost.ValueString(), state.Name.ValueString(),
		management.UsageQuestion{Processes: r.Cluster.QueueProcesses()})
	if err == nil {
		refuseIfInUse("replaced", state, used, diags)
	}
}

// refuseIfInUse adds an error unless the queue is known to hold no messages and to have no consumers.
func refuseIfInUse(verb string, state Model, used management.QueueUsage, diags *diag.Diagnostics) {
	var summary string
	switch used.Answer {
	case usage.Unused:
		return
	case usage.InUse:
		summary = "Queue %q is in use and would be %s"
	case usage.Unknown:
		summary = "Queue %q may be in use and would be %s"
	}
	detail := fmt.Sprintf("Queue %q in virtual host %q %s.\n\n%s", used.Name, used.Vhost, used.Reason, tfkit.UsageAdvice(used.Cause, "force_destroy = true"))
	if verb == "replaced" {
		detail += " A change of limits alone is better made by rabbitmqha_policy."
	}
	diags.AddAttributeError(path.Root("force_destroy"), fmt.Sprintf(summary, state.Name.ValueString(), verb), detail)
}
