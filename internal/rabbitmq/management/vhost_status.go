package management

import (
	"context"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// VhostStatus is a virtual host with what the broker changes at run time. What it does not answer is unknown.
type VhostStatus struct {
	Vhost
	// NodeStates says by node how the virtual host is there, such as "running" or "stopped". Nodes that are down are missing.
	NodeStates known.Value[map[string]string]
	// ProtectedFromDeletion is set on the broker, from 4.0.6. (rabbit_vhost)
	ProtectedFromDeletion known.Value[bool]
	// Messages are those of all queues that were measured; unknown while none was. Queues whose node is down are not among them,
	// so zero does not say that the virtual host is empty: see QueuesUsage.
	Messages, MessagesReady, MessagesUnacknowledged known.Value[int64]
}

// StoppedOn are the nodes that run and on which the virtual host does not, sorted: they refuse its clients. Empty where the broker
// does not answer how it is. (rabbit_vhost_sup_sup:check/0).
func (v VhostStatus) StoppedOn() (nodes []string) {
	states, isKnown := v.NodeStates.Get()
	if !isKnown {
		return nil
	}
	for node, state := range states {
		if state != "running" && state != "nodedown" {
			nodes = append(nodes, node)
		}
	}
	slices.Sort(nodes)
	return nodes
}

type vhostStatus struct {
	Vhost
	NodeStates             known.Value[map[string]string] `json:"cluster_state"`
	ProtectedFromDeletion  known.Value[bool]              `json:"protected_from_deletion"`
	Messages               known.Value[int64]             `json:"messages"`
	MessagesReady          known.Value[int64]             `json:"messages_ready"`
	MessagesUnacknowledged known.Value[int64]             `json:"messages_unacknowledged"`
}

const vhostStatusColumns = vhostList + ",cluster_state,protected_from_deletion,messages,messages_ready,messages_unacknowledged"

func (v vhostStatus) status() VhostStatus {
	// As in Client.Vhost: "undefined" is what 3.10 stores for a type that it does not know.
	if v.DefaultQueueType == "undefined" {
		v.DefaultQueueType = ""
	}
	return VhostStatus(v)
}

// VhostStatus reads one virtual host with its status; ErrNotFound if there is none of that name.
func (c *Client) VhostStatus(ctx context.Context, name string) (*VhostStatus, error) {
	vhost, err := getObject[vhostStatus](ctx, c, apiPath("vhosts", name)+vhostStatusColumns)
	if err != nil {
		return nil, err
	}
	status := vhost.status()
	return &status, nil
}

// VhostStatuses reads all virtual hosts that the user may see, with their status.
func (c *Client) VhostStatuses(ctx context.Context) ([]VhostStatus, error) {
	listed, err := get[[]vhostStatus](ctx, c, apiPath("vhosts")+vhostStatusColumns)
	if err != nil {
		return nil, err
	}
	out := make([]VhostStatus, len(listed))
	for i, vhost := range listed {
		out[i] = vhost.status()
	}
	return out, nil
}
