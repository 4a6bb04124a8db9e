package membership

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// modelQueue is a queue of one cluster. A classic queue has a home, others have members.
type modelQueue struct {
	name    string
	cluster int
	kind    string
	durable bool
	// home is the node of the process; mirrors are in step with it.
	home, members, mirrors string
	ready, unacknowledged  int
	consumers              int
	// silent keeps its process from answering.
	silent bool
	gone   bool
}

// onlyOn reports whether a node has the only copy.
func (q *modelQueue) onlyOn(node string) bool {
	if q.kind == "classic" {
		return q.home == node && q.mirrors == ""
	}
	return q.members == node
}

// queue adds a queue to the cluster of a node. Its home is there; of others than classic queues the nodes are members.
func (m *model) queue(name, kind string, on ...string) *modelQueue {
	q := &modelQueue{name: name, kind: kind, durable: true, cluster: m.nodes[on[0]].cluster, home: on[0]}
	if kind != "classic" {
		q.members = join(on)
	}
	m.queues = append(m.queues, q)
	return q
}

func join(names []string) (list string) {
	for _, name := range slices.Sorted(slices.Values(names)) {
		if list != "" {
			list += " "
		}
		list += name
	}
	return list
}

func split(list string) (names []string) {
	for name := range strings.FieldsSeq(list) {
		names = append(names, name)
	}
	return names
}

// drop loses queues, and remembers those that held something.
func (m *model) drop(by string, which func(*modelQueue) bool) {
	for _, q := range m.queues {
		if q.gone || !which(q) {
			continue
		}
		q.gone = true
		if q.ready+q.unacknowledged > 0 {
			m.harm = append(m.harm, fmt.Sprintf("%s lost %d messages of %s", by, q.ready+q.unacknowledged, q.name))
		} else if q.durable {
			m.harm = append(m.harm, fmt.Sprintf("%s lost the queue %s", by, q.name))
		}
	}
}

func (m *model) up(node string) bool {
	n := m.nodes[node]
	return n != nil && n.running && !n.dead
}

// askQueues answers questions about the queues of a node's cluster.
func (m *model) askQueues(n *modelNode, call string, args []erlang.Term) (erlang.Term, error) {
	var mine []*modelQueue
	for _, q := range m.queues {
		if !q.gone && q.cluster == n.cluster {
			mine = append(mine, q)
		}
	}
	list := erlang.List{}
	switch call {
	case "rabbit_amqqueue:list_names":
		for _, q := range mine {
			list = append(list, q.resource())
		}
		return list, nil
	case "rabbit_amqqueue:info_all":
		wanted, _ := args[1].(erlang.List)
		for _, q := range mine {
			list = append(list, m.info(q, wanted))
		}
		return list, nil
	case "rabbit_quorum_queue:shrink_all":
		return m.shrink(mine, argument(args)), nil
	case "rabbit_amqqueue:notify_down_all":
		return ok, nil
	}
	for _, q := range mine {
		switch {
		case call == "rabbit_amqqueue:lookup" && args[0].String() == q.resource().String():
			return erlang.Tuple{erlang.Atom("ok"), q.record()}, nil
		case call == "rabbit_amqqueue:pid_of" && args[0].String() == q.record().String():
			if q.kind != "classic" {
				return erlang.Tuple{erlang.Atom(q.name), erlang.Atom(q.home)}, nil
			}
			return erlang.Pid{Node: erlang.Atom(q.home)}, nil
		case call == "amqqueue:get_type" && args[0].String() == q.record().String():
			return erlang.Atom("rabbit_classic_queue"), nil
		case call == "rabbit_amqqueue:info" && args[0].String() == q.record().String():
			wanted, _ := args[1].(erlang.List)
			return m.info(q, wanted), nil
		case call == "rabbit_amqqueue:delete" && args[0].String() == q.record().String():
			if q.consumers > 0 {
				return failure("in_use"), nil
			}
			if q.ready > 0 {
				return failure("not_empty"), nil
			}
			if q.gone = true; q.unacknowledged > 0 {
				m.harm = append(m.harm, "deleted unacknowledged messages of "+q.name)
			}
			return erlang.Tuple{erlang.Atom("ok"), erlang.Int(0)}, nil
		}
	}
	if call == "rabbit_amqqueue:lookup" {
		return failure("not_found"), nil
	}
	return nil, undef(call, args)
}

func (q *modelQueue) record() erlang.Tuple {
	return erlang.Tuple{erlang.Atom("amqqueue"), q.resource()}
}

func (q *modelQueue) resource() erlang.Tuple {
	return erlang.Tuple{erlang.Atom("resource"), erlang.Binary("/"), erlang.Atom("queue"), erlang.Binary(q.name)}
}

// info is what the broker says of a queue; where its node is down, nothing of what only its process knows.
func (m *model) info(q *modelQueue, wanted erlang.List) erlang.List {
	pid := func(node string) erlang.Term { return erlang.Pid{Node: erlang.Atom(node)} }
	online := erlang.List{}
	for _, member := range split(q.members) {
		if m.up(member) {
			online = append(online, erlang.Atom(member))
		}
	}
	mirrors := erlang.List{}
	for _, mirror := range split(q.mirrors) {
		mirrors = append(mirrors, pid(mirror))
	}
	down := q.kind == "classic" && (!m.up(q.home) || q.silent)
	values := map[erlang.Atom]erlang.Term{
		"name": q.resource(), "type": erlang.Atom(q.kind), "pid": pid(q.home), "durable": truth(q.durable),
	}
	if !down {
		values["messages_ready"], values["messages_unacknowledged"] = erlang.Int(q.ready), erlang.Int(q.unacknowledged)
		values["consumers"], values["synchronised_slave_pids"], values["exclusive"] = erlang.Int(q.consumers), mirrors, truth(false)
	}
	if q.kind != "classic" {
		values["members"], values["online"], values["pid"] = nodeList(split(q.members)), online, erlang.Atom("")
	}
	var info erlang.List
	for _, item := range wanted {
		key, _ := item.(erlang.Atom)
		value := values[key]
		if value == nil {
			value = erlang.Atom("")
		}
		info = append(info, erlang.Tuple{key, value})
	}
	return info
}

// shrink takes a node out of the quorum queues that have a majority and more than one member.
func (m *model) shrink(queues []*modelQueue, node string) erlang.List {
	results := erlang.List{}
	for _, q := range queues {
		members := split(q.members)
		if q.kind != "quorum" || !slices.Contains(members, node) {
			continue
		}
		rest := without(members, node)
		up := slices.DeleteFunc(slices.Clone(members), func(member string) bool { return !m.up(member) })
		result := erlang.Tuple{ok, erlang.Int(len(rest))}
		switch {
		case len(rest) == 0:
			result = erlang.Tuple{erlang.Atom("error"), erlang.Int(1), erlang.Atom("last_node")}
		case 2*len(up) <= len(members):
			result = erlang.Tuple{erlang.Atom("error"), erlang.Int(len(members)), erlang.Atom("timeout")}
		default:
			q.members = join(rest)
		}
		results = append(results, erlang.Tuple{q.resource(), result})
	}
	return results
}
