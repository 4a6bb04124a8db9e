package actions

import (
	"context"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/action"
	"github.com/hashicorp/terraform-plugin-framework/action/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

type queueModel struct {
	Vhost types.String `tfsdk:"vhost"`
	Name  types.String `tfsdk:"name"`
}

// The broker measures about every five seconds. A queue of many messages may take long; whoever does not want to wait ends
// Terraform, and the broker goes on.
const (
	lookEach  = 2 * time.Second
	tellEach  = 20 * time.Second
	syncLimit = time.Hour
)

func synchroniseQueue() action.Action {
	return &invoked[queueModel]{
		name: "synchronise_queue",
		about: "Makes the mirrors of a classic queue copy what they lack, and waits until all are synchronised: before a node is stopped " +
			"that has the only full copy. The queue serves nobody meanwhile. Before RabbitMQ 4.0. A policy with " +
			"`ha_sync_mode = \"automatic\"`, as `rabbitmqha_mirroring_policy` sets it, does the same whenever a mirror comes.",
		attributes: map[string]schema.Attribute{
			"vhost": optional("Virtual host. Default `/`."),
			"name":  required("Name of the queue."),
		},
		run: synchronise,
	}
}

func synchronise(ctx context.Context, t task[queueModel]) {
	client := t.cluster.Management(t.diags)
	if client == nil {
		return
	}
	vhost, name := tfkit.VhostOf(t.config.Vhost), t.config.Name.ValueString()
	failed := fmt.Sprintf("Could not synchronise queue %q in virtual host %q", name, vhost)
	status, err := client.QueueStatus(ctx, vhost, name)
	if err == nil && !isMirrored(status) {
		t.diags.AddError(failed, "It has no mirrors that run. A classic queue is mirrored by a policy, before RabbitMQ 4.0 only; see "+
			"rabbitmqha_mirroring_policy.")
		return
	}
	if err == nil {
		err = client.SynchroniseQueue(ctx, vhost, name)
	}
	if err == nil {
		err = t.awaitSynchronised(ctx, client, vhost, name)
	}
	if err != nil {
		tfkit.AddError(t.diags, failed, err)
	}
}

// isMirrored reports whether the broker answers that the queue has a mirror that runs.
func isMirrored(status *management.QueueStatus) bool {
	_, haveSynchronised := status.Synchronised.Get()
	members, haveMembers := status.Members.Get()
	return haveSynchronised && haveMembers && len(members) >= 2
}

func (t task[Model]) awaitSynchronised(ctx context.Context, client *management.Client, vhost, name string) error {
	ctx, cancel := context.WithTimeoutCause(ctx, syncLimit, fmt.Errorf("it was not synchronised within %s; the broker may go on", syncLimit))
	defer cancel()
	tick := time.NewTicker(lookEach)
	defer tick.Stop()
	var told time.Time
	for {
		status, err := client.QueueStatus(ctx, vhost, name)
		if err != nil {
			return err
		}
		synchronised, haveSynchronised := status.Synchronised.Get()
		members, haveMembers := status.Members.Get()
		if haveSynchronised && haveMembers && len(synchronised) >= len(members) {
			return nil
		}
		if time.Since(told) >= tellEach {
			told = time.Now()
			t.tell("%d of %d copies of queue %q are complete ...", len(synchronised), len(members), name)
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-tick.C:
		}
	}
}
