package haaudit

import (
	"context"
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/availability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

// vhosts asks for the virtual hosts that are looked at, and for those of them that the user may not see into.
func (a asking) vhosts(ctx context.Context) []availability.Vhost {
	// One alone is shown to administrators only (rabbit_mgmt_wm_vhost:is_authorized/2), the list to whoever monitors.
	statuses, err := a.client.VhostStatuses(ctx)
	if err != nil {
		tfkit.AddListError(a.diags, "state", "", err)
		return nil
	}
	if a.vhost != "" {
		statuses = slices.DeleteFunc(statuses, func(status management.VhostStatus) bool { return status.Name != a.vhost })
	}
	names := make([]string, len(statuses))
	for i, status := range statuses {
		names[i] = status.Name
	}
	hidden, err := a.client.HiddenVhosts(ctx, names)
	if err != nil {
		tfkit.AddError(a.diags, "Could not read which virtual hosts the user may see into", err)
		return nil
	}
	out := make([]availability.Vhost, len(statuses))
	for i, status := range statuses {
		out[i] = vhostOf(status)
		out[i].Hidden = slices.Contains(hidden, status.Name)
	}
	return out
}

// vhostOf puts a virtual host into the words of the rules.
func vhostOf(status management.VhostStatus) availability.Vhost {
	_, isKnown := status.NodeStates.Get()
	return availability.Vhost{Name: status.Name, Stopped: status.StoppedOn(), Unknown: !isKnown}
}

// partitions asks each node that runs what it does in a partition. That a node does not answer is no error: it is not known
// then, which is judged.
func (a asking) partitions(ctx context.Context, nodes []availability.Node) availability.PartitionHandling {
	var out availability.PartitionHandling
	if a.members == nil {
		return out
	}
	var asked sync.WaitGroup
	answers, problems := make([]membership.PartitionHandling, len(nodes)), make([]error, len(nodes))
	for i, node := range nodes {
		if node.Running {
			asked.Go(func() { answers[i], problems[i] = a.members.PartitionHandling(ctx, node.Name) })
		}
	}
	asked.Wait()
	for i, answer := range answers {
		switch {
		case problems[i] != nil:
			tflog.Warn(ctx, "what a node does in a partition is not known", map[string]any{"node": nodes[i].Name, "reason": problems[i].Error()})
			return availability.PartitionHandling{}
		case answer.Mode == "":
			continue
		case len(answer.Nodes) > 0:
			out.Needed = append(out.Needed, answer.Nodes)
		}
		out.Modes = append(out.Modes, answer.Mode)
	}
	out.Known = true
	return out
}
