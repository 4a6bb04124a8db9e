package membership

import (
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// loss is a queue that would be lost, or would lose its majority, if a node went away for good; or of which nobody can say.
type loss struct {
	queue
	// why is what would be lost, to be read after the queue's name.
	why string
}

func (l loss) String() string { return fmt.Sprintf("%s (%s)", l.queue, l.why) }

// absence is the departure of a node that is judged: who of those that stay runs, and whether the node itself still does.
type absence struct {
	node    string
	staying []string
	live    bool
}

// loses says what would be lost of a queue; why is empty where nothing would be.
func (a absence) loses(q queue) (why string) {
	switch q.kind {
	case "quorum", "stream":
		return a.losesMembers(q)
	case "rabbit_mqtt_qos0_queue", "MQTT QoS 0":
		// It is the process of a connection, and holds nothing.
		return ""
	}
	home, isKnown := q.home.Get()
	if exclusive, isKnown := q.exclusive.Get(); isKnown && exclusive {
		// It goes with its connection, wherever that ends.
		return ""
	}
	switch {
	case !isKnown:
		return "nobody can say on which nodes it is"
	case home != a.node, a.anyStays(q.inSync):
		return ""
	}
	if durable, isKnown := q.durable.Get(); isKnown && !durable {
		// Every stop of its node ends it, and whoever declared it knows; what it holds is another matter.
		if usage.Of(q.use, usage.Messages).Answer == usage.Unused {
			return ""
		}
		return "it is not durable, and " + q.verdict().Reason
	}
	return "it " + q.verdict().Reason
}

func (a absence) anyStays(nodes []string) bool {
	return slices.ContainsFunc(nodes, func(node string) bool { return slices.Contains(a.staying, node) })
}

// losesMembers judges quorum queues and streams. A member that runs takes part in its own removal; one that is dead counts in
// the majority which a quorum queue needs for that. The coordinator of streams needs only the others.
func (a absence) losesMembers(q queue) string {
	members, membersKnown := q.members.Get()
	online, onlineKnown := q.online.Get()
	if !membersKnown || len(members) == 0 {
		return "nobody can say on which nodes its members are"
	}
	if !slices.Contains(members, a.node) {
		return ""
	}
	stay := without(members, a.node)
	if len(stay) == 0 {
		return "its only member is there"
	}
	if !onlineKnown {
		return "nobody can say which of its members are online"
	}
	up := 0
	for _, node := range stay {
		if slices.Contains(online, node) && slices.Contains(a.staying, node) {
			up++
		}
	}
	if needed := len(stay); 2*up <= needed {
		return fmt.Sprintf("%d of %d members would be online", up, needed)
	}
	if !a.live && q.kind == "quorum" && 2*up <= len(members) {
		return fmt.Sprintf("%d of %d members are online, too few to remove one", up, len(members))
	}
	return ""
}
