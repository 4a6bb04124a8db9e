package availability

import (
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// raft judges a quorum queue or a stream, both of which work while a majority of their members does. A stream with two
// replicas confirms nothing without the follower either.
func (a *audit) raft(q Queue) {
	if len(q.Members) == 0 {
		a.find("not_measured", OfQueue, q.Name, nil, "The broker does not tell its members.")
		return
	}
	find := func(code Code, nodes []string, format string, values ...any) {
		a.find(code, OfQueue, q.Name, nodes, format, values...)
	}
	if lost := filtered(q.Members, func(node string) bool { return !a.cluster.has(node) }); len(lost) > 0 {
		find("lost_member", lost, "It counts a member on %s, not in the cluster.", list(lost))
	}
	online := a.working(q)
	offline := without(q.Members, online...)
	if len(q.Members) > 1 && q.Leader != "" {
		a.leaders[q.Leader]++
	}
	if q.Type == topology.Stream && !a.coordinated(find) {
		return
	}
	switch all, least := len(q.Members), majority(len(q.Members)); {
	case len(online) < least:
		find("queue_down", offline, "%d of %d members are online; %s: offline.", len(online), all, list(offline))
	case all == 1 && q.Type == topology.Stream:
		find("single_replica", online, "Its only replica is on %s.", list(online))
	case all == 1:
		find("too_few_members", online, "Its only member is on %s.", list(online))
	case all == 2:
		find("too_few_members", online, "Its two members are on %s; it needs both.", list(online))
	case len(online) == least:
		find("no_spare_member", online, "%d of %d members are online, just a majority; %s: offline.", len(online), all, list(offline))
	case len(offline) > 0:
		find("members_offline", offline, "%d of %d members are online; %s: offline.", len(online), all, list(offline))
	case all%2 == 0:
		find("even_members", online, "It has %d members.", all)
	}
}

// working are the members of a queue that work. A node in maintenance has stopped its members of quorum queues, and goes on with
// its replicas of streams (rabbit_maintenance:drain/0); the broker may count the former as online for some seconds, or until the
// node is back.
func (a *audit) working(q Queue) []string {
	nodes := a.running
	if q.Type == topology.Quorum {
		nodes = a.open
	}
	return both(both(q.Online, q.Members), nodes)
}

// coordinated judges what streams need beside their own members: their coordinator, which has a member on every node of the
// cluster (rabbit_stream_coordinator), and without which no new client gets to a stream. It is false if that has stopped.
func (a *audit) coordinated(find func(code Code, nodes []string, format string, values ...any)) bool {
	all, least := len(a.cluster.Nodes), majority(len(a.cluster.Nodes))
	switch {
	case len(a.running) < least:
		find("queue_down", nil, "%d of %d nodes run, and the coordinator of streams needs %d.", len(a.running), all, least)
		return false
	case len(a.running) == least && all > 1:
		find("no_spare_coordinator", a.running, "%d of %d nodes run, and the coordinator of streams needs as many.", len(a.running), all)
	}
	return true
}
