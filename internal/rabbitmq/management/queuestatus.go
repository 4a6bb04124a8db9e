package management

import (
	"context"
	"errors"
	"net/http"
)

// QueueStatus is a queue with what changes by itself. What the broker does not tell is nil: it measures every five
// seconds or so, and tells nothing of a queue whose node is down.
type QueueStatus struct {
	Queue
	// State is the broker's word, such as "running", "down", "crashed", "minority" (from 4.0) or "live", which older brokers say
	// of a queue that they have not measured.
	State *string
	// Leader is the node of the leader, the one node of a classic queue that is not mirrored, or the node that such a queue
	// waits for while it is down.
	Leader *string
	// Members are the nodes that hold a replica. Of a mirrored classic queue (before 4.0) the broker names the leader and the
	// mirrors that run; one that is down is not a member to it.
	Members []string
	// Online are the members that run.
	Online []string
	// Synchronised are the nodes of a mirrored classic queue whose copy is complete, its leader among them; nil for any other
	// queue.
	Synchronised []string
	// Messages are ready or delivered and not acknowledged.
	Messages, MessagesReady, MessagesUnacknowledged, Consumers *int64
	// Policy and OperatorPolicy are those that hold for the queue.
	Policy, OperatorPolicy *string
	// EffectivePolicy is the definition that the two make together.
	EffectivePolicy map[string]any
}

// queueStatus is a queue as the API lists it.
type queueStatus struct {
	Queue
	State                  told[string]         `json:"state"`
	Node                   told[string]         `json:"node"`
	Leader                 told[string]         `json:"leader"`
	Members                nodeNames            `json:"members"`
	Online                 nodeNames            `json:"online"`
	Mirrors                nodeNames            `json:"slave_nodes"`
	SynchronisedMirrors    nodeNames            `json:"synchronised_slave_nodes"`
	Messages               told[int64]          `json:"messages"`
	MessagesReady          told[int64]          `json:"messages_ready"`
	MessagesUnacknowledged told[int64]          `json:"messages_unacknowledged"`
	Consumers              told[int64]          `json:"consumers"`
	Policy                 told[string]         `json:"policy"`
	OperatorPolicy         told[string]         `json:"operator_policy"`
	EffectivePolicy        told[map[string]any] `json:"effective_policy_definition"`
}

// queueStatusColumns are the fields above. Asked for by name they come whole, also policies, which lists of 4.x leave out
// otherwise.
const queueStatusColumns = "columns=vhost,name,type,durable,auto_delete,exclusive,arguments,state,node,leader,members,online,slave_nodes," +
	"synchronised_slave_nodes,messages,messages_ready,messages_unacknowledged,consumers,policy,operator_policy,effective_policy_definition"

func (q queueStatus) status() QueueStatus {
	q.settle()
	out := QueueStatus{
		Queue: q.Queue, State: q.State.value, Leader: q.Leader.value, Members: nodesOr(q.Members.any(), nil), Online: nodesOr(q.Online.all(), nil),
		Messages: q.Messages.value, MessagesReady: q.MessagesReady.value, MessagesUnacknowledged: q.MessagesUnacknowledged.value,
		Consumers: q.Consumers.value, Policy: q.Policy.value, OperatorPolicy: q.OperatorPolicy.value, EffectivePolicy: q.EffectivePolicy.or(nil),
	}
	if out.Leader == nil {
		out.Leader = q.Node.value
	}
	if out.Type == "classic" && out.Leader != nil {
		out.Members = append([]string{*out.Leader}, nodesOr(q.Mirrors.any(), nil)...)
		out.Online = append([]string{*out.Leader}, nodesOr(q.Mirrors.all(), nil)...)
		if q.State.or("") == "down" {
			out.Online = []string{}
		}
		if _, mirrored := q.Mirrors.any().Get(); mirrored {
			out.Synchronised = append([]string{*out.Leader}, nodesOr(q.SynchronisedMirrors.all(), nil)...)
		}
	}
	return out
}

// QueueStatus reads one queue with its status; ErrNotFound if there is none of that name. It is looked for in the list
// of queues: asked for alone, a classic queue whose node is down is "not found" to brokers before 4.0, and "running" to
// newer ones.
func (c *Client) QueueStatus(ctx context.Context, vhost, name string) (*QueueStatus, error) {
	listed, err := getMeasured[page[queueStatus]](ctx, c, queuesNamed(vhost, name, queueStatusColumns))
	if err != nil {
		return nil, err
	}
	found := listed.find(func(q queueStatus) bool { return q.Name == name })
	if found == nil {
		queue, err := getObject[queueStatus](ctx, c, queuePath(vhost, name)+"?"+queueStatusColumns)
		if err != nil {
			return nil, err
		}
		found = &queue
	}
	status := []QueueStatus{found.status()}
	err = correctStreams(ctx, status, func(ctx context.Context) ([]streamRecord, error) {
		recorded, err := getObject[page[streamRecord]](ctx, c, queuesNamed(vhost, name, streamRecordColumns))
		return recorded.Items, err
	})
	if err != nil {
		return nil, err
	}
	return &status[0], nil
}

// QueueStatuses reads the queues of a virtual host, or of all that the user may see if it is empty, with their status;
// ErrNotFound if there is no such virtual host.
func (c *Client) QueueStatuses(ctx context.Context, vhost string) ([]QueueStatus, error) {
	listed, err := getMeasured[[]queueStatus](ctx, c, listPath("queues", vhost)+"?"+queueStatusColumns)
	if err != nil {
		return nil, err
	}
	out := make([]QueueStatus, len(listed))
	for i, queue := range listed {
		out[i] = queue.status()
	}
	err = correctStreams(ctx, out, func(ctx context.Context) ([]streamRecord, error) {
		return getObject[[]streamRecord](ctx, c, listPath("queues", vhost)+"?"+streamRecordColumns)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// getMeasured reads a list with statistics, again if need be: of two that are the first to ask a node for such a list, at
// the same moment, brokers before 3.11.28 and 3.12.11 answer one with status 500 and no word (rabbit_mgmt_db_cache:fetch/4).
func getMeasured[T any](ctx context.Context, c *Client, path string) (T, error) {
	value, err := getObject[T](ctx, c, path)
	var failure *Error
	if errors.As(err, &failure) && failure.Status == http.StatusInternalServerError && failure.Code == "" {
		return getObject[T](ctx, c, path)
	}
	return value, err
}

// listPath is the address of the objects of one kind in a virtual host, or in all if it is empty.
func listPath(kind, vhost string) string {
	if vhost == "" {
		return apiPath(kind)
	}
	return apiPath(kind, vhost)
}
