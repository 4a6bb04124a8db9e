package management

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// QueueStatus is a queue with what the broker changes at run time. What it does not answer is unknown: it measures every five
// seconds or so, and answers nothing about a queue whose node is down. Whether a queue is in use is answered by QueueUsage.
type QueueStatus struct {
	Queue
	// State is the broker's word, such as "running", "down", "crashed", "minority" (from 4.0) or "live", which older brokers say
	// of a queue that they have not measured.
	State known.Value[string]
	// Leader is the node of the leader, the one node of a classic queue that is not mirrored, or the node that such a queue
	// waits for while it is down.
	Leader known.Value[string]
	// Members are the nodes that hold a replica. Of a mirrored classic queue (before 4.0) the broker names the leader and the
	// mirrors that run; one that is down is not a member to it.
	Members known.Value[[]string]
	// Online are the members that run.
	Online known.Value[[]string]
	// Synchronised are the nodes of a mirrored classic queue whose copy is complete, its leader among them; unknown
	// for any other queue.
	Synchronised known.Value[[]string]
	// Messages are ready or delivered and not acknowledged.
	Messages, MessagesReady, MessagesUnacknowledged, Consumers known.Value[int64]
	// Policy and OperatorPolicy are those that apply to the queue.
	Policy, OperatorPolicy known.Value[string]
	// EffectivePolicy is the definition that the two make together.
	EffectivePolicy known.Value[map[string]any]
}

// queueStatus is a queue as the API lists it.
type queueStatus struct {
	Queue
	State                  known.Value[string]         `json:"state"`
	Node                   known.Value[string]         `json:"node"`
	Leader                 known.Value[string]         `json:"leader"`
	Members                known.Repeated[[]string]    `json:"members"`
	Online                 known.Repeated[[]string]    `json:"online"`
	Mirrors                known.Repeated[[]string]    `json:"slave_nodes"`
	SynchronisedMirrors    known.Repeated[[]string]    `json:"synchronised_slave_nodes"`
	Messages               known.Value[int64]          `json:"messages"`
	MessagesReady          known.Value[int64]          `json:"messages_ready"`
	MessagesUnacknowledged known.Value[int64]          `json:"messages_unacknowledged"`
	Consumers              known.Value[int64]          `json:"consumers"`
	Policy                 known.Value[string]         `json:"policy"`
	OperatorPolicy         known.Value[string]         `json:"operator_policy"`
	EffectivePolicy        known.Value[map[string]any] `json:"effective_policy_definition"`
}

// queueStatusColumns are the fields above. Asked for by name they come whole, also policies, which lists of 4.x leave out
// otherwise.
const queueStatusColumns = "columns=vhost,name,type,durable,auto_delete,exclusive,arguments,state,node,leader,members,online,slave_nodes," +
	"synchronised_slave_nodes,messages,messages_ready,messages_unacknowledged,consumers,policy,operator_policy,effective_policy_definition"

func (q queueStatus) status() QueueStatus {
	q.normalize()
	out := QueueStatus{
		Queue: q.Queue, State: q.State, Leader: q.Leader, Members: named(q.Members), Online: agreed(q.Online), Messages: q.Messages,
		MessagesReady: q.MessagesReady, MessagesUnacknowledged: q.MessagesUnacknowledged, Consumers: q.Consumers,
		Policy: q.Policy, OperatorPolicy: q.OperatorPolicy, EffectivePolicy: q.EffectivePolicy,
	}
	if _, haveLeader := out.Leader.Get(); !haveLeader {
		out.Leader = q.Node
	}
	if leader, haveLeader := out.Leader.Get(); haveLeader && out.Type == "classic" {
		q.classic(&out, leader)
	}
	return out
}

// classic fills in the nodes of a classic queue, which has no members in the broker's words but a leader and mirrors.
func (q queueStatus) classic(out *QueueStatus, leader string) {
	members, mirrored := named(q.Mirrors).Get()
	online, mirrorsOnline := agreed(q.Mirrors).Get()
	if !mirrored || !mirrorsOnline {
		members, online = nil, nil
	}
	out.Members, out.Online = known.Of(append([]string{leader}, members...)), known.Of(append([]string{leader}, online...))
	if state, haveState := q.State.Get(); haveState && state == "down" {
		out.Online = known.Of([]string{})
	}
	if synchronised, haveSynchronised := agreed(q.SynchronisedMirrors).Get(); mirrored && haveSynchronised {
		out.Synchronised = known.Of(append([]string{leader}, synchronised...))
	}
}

// QueueStatus reads one queue with its status; ErrNotFound if there is none of that name. It is looked for in the list
// of queues: asked for alone, a classic queue whose node is down is "not found" to brokers before 4.0, and "running" to
// newer ones.
func (c *Client) QueueStatus(ctx context.Context, vhost, name string) (*QueueStatus, error) {
	listed, err := getObject[page[queueStatus]](ctx, c, queuesNamed(vhost, name, queueStatusColumns))
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
	out, err := getObject[queueStatuses](ctx, c, listPath("queues", vhost)+"?"+queueStatusColumns)
	if err != nil {
		return nil, err
	}
	err = correctStreams(ctx, out, func(ctx context.Context) ([]streamRecord, error) {
		return getObject[[]streamRecord](ctx, c, listPath("queues", vhost)+"?"+streamRecordColumns)
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}
