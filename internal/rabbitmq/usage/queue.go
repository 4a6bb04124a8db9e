package usage

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"

// Queue is what has been read of a queue. A field that was not read, or that the broker does not answer, stays unknown.
type Queue struct {
	// Type is "classic", "quorum", "stream" or the type of a plugin; empty where it is not known.
	Type string
	// State is the broker's word, such as "running", "down" or "minority".
	State known.Value[string]
	// Node is the node of the leader, or the only node of a classic queue; empty where it is not known.
	Node string
	// NodeRuns reports whether Node runs. It may stay unknown where State answers.
	NodeRuns known.Value[bool]
	// Members are the nodes that hold a replica, Online those of them that run. They matter for quorum queues and streams.
	Members, Online known.Value[[]string]
	// Messages are all messages, Ready those that wait, Unacknowledged those that were delivered and not acknowledged. Of a
	// stream, Messages are those that its log still holds.
	Messages, Ready, Unacknowledged known.Value[int64]
	Consumers                       known.Value[int64]
}

// serving are the states in which a queue can count what it holds. "live" is the state in the queue's record, which brokers
// before 4.0 answer while nothing is measured; the counts are absent then. Brokers name mirrored queues that copy messages
// "syncing". (credit_flow:state/0, rabbit_amqqueue_process, rabbit_mgmt_format:queue_state/1).
var serving = map[string]bool{"running": true, "flow": true, "idle": true, "live": true, "syncing": true}

// outOfReach says why the counts of a queue mean nothing, whatever they are; empty where they do.
func (q Queue) outOfReach() string {
	if runs, isKnown := q.NodeRuns.Get(); isKnown && !runs {
		return "is on a node that does not run" + q.at()
	}
	switch state, isKnown := q.State.Get(); {
	case !isKnown || serving[state]:
	case state == "down":
		return "is down: no node that could answer for it runs" + q.at()
	case state == "minority":
		return "has lost the majority of its members" + q.online()
	default:
		return "is " + state + " and cannot answer for what it holds" + q.at()
	}
	members, haveMembers := q.Members.Get()
	online, haveOnline := q.Online.Get()
	if haveMembers && haveOnline && q.replicated() && len(online) <= len(members)/2 && len(members) > 0 {
		return "has lost the majority of its members" + q.online()
	}
	return ""
}

func (q Queue) replicated() bool { return q.Type == "quorum" || q.Type == "stream" }
