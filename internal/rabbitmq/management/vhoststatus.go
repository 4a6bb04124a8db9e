package management

import "context"

// VhostStatus is a virtual host with what changes by itself. What the broker does not tell is nil.
type VhostStatus struct {
	Vhost
	// NodeStates says by node how the virtual host is there, such as "running" or "stopped". Nodes that are down are missing.
	NodeStates map[string]string
	// ProtectedFromDeletion is set on the broker, from 4.0.6. (rabbit_vhost)
	ProtectedFromDeletion *bool
	// Messages are those of all queues; nil while none was measured.
	Messages, MessagesReady, MessagesUnacknowledged *int64
}

type vhostStatus struct {
	Vhost
	NodeStates             told[map[string]string] `json:"cluster_state"`
	ProtectedFromDeletion  told[bool]              `json:"protected_from_deletion"`
	Messages               told[int64]             `json:"messages"`
	MessagesReady          told[int64]             `json:"messages_ready"`
	MessagesUnacknowledged told[int64]             `json:"messages_unacknowledged"`
}

const vhostStatusColumns = vhostList + ",cluster_state,protected_from_deletion,messages,messages_ready,messages_unacknowledged"

func (v vhostStatus) status() VhostStatus {
	// As in Client.Vhost: "undefined" is what 3.10 stores for a type that it does not know.
	if v.DefaultQueueType == "undefined" {
		v.DefaultQueueType = ""
	}
	return VhostStatus{
		Vhost: v.Vhost, NodeStates: v.NodeStates.or(nil), ProtectedFromDeletion: v.ProtectedFromDeletion.value,
		Messages: v.Messages.value, MessagesReady: v.MessagesReady.value, MessagesUnacknowledged: v.MessagesUnacknowledged.value,
	}
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
