package membership

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// model is a Caller on a few nodes that exist in memory only. It knows as much of RabbitMQ as membership depends on:
// whether RabbitMQ runs, whose member a node thinks to be, what it holds, and which functions its release has.
type model struct {
	mu    sync.Mutex
	nodes map[string]*modelNode
	// calls counts the calls, and begun lists those that change something.
	calls int
	begun []string
	// killAt is the call at which the caller is killed; with late its effect is still had. 0 is never.
	killAt int
	late   bool
	// killed is told then: whoever waits ends, too.
	killed func()
	// answers replace those of the model; the key is "module:function".
	answers map[string]func() erlang.Term
}

type modelNode struct {
	version string
	khepri  bool
	dead    bool
	running bool
	members map[string]bool
	vhosts  []string
	queues  []string
	flags   []string
}

var errKilled = errors.New("the caller was killed")

func name(i int) string { return fmt.Sprintf("rabbit@host%d", i) }

// newModel makes fresh nodes, each alone.
func newModel(count int, version string) *model {
	m := &model{nodes: map[string]*modelNode{}, answers: map[string]func() erlang.Term{}}
	for i := 1; i <= count; i++ {
		m.nodes[name(i)] = &modelNode{
			version: version, khepri: version > "4.1", running: true,
			members: map[string]bool{name(i): true}, vhosts: []string{"/"}, flags: []string{"quorum_queue"},
		}
	}
	return m
}

// formed makes the first nodes members of each other.
func (m *model) formed(count int) *model {
	for i := 1; i <= count; i++ {
		for j := 1; j <= count; j++ {
			m.nodes[name(i)].members[name(j)] = true
		}
	}
	return m
}

// state is everything that a second run must bring to the same end.
func (m *model) state() string {
	var b strings.Builder
	for _, node := range slices.Sorted(maps.Keys(m.nodes)) {
		n := m.nodes[node]
		fmt.Fprintf(&b, "%s dead=%t running=%t members=%v vhosts=%v\n", node, n.dead, n.running, slices.Sorted(maps.Keys(n.members)), n.vhosts)
	}
	return b.String()
}

func (m *model) Close() error { return nil }

func (m *model) Call(ctx context.Context, node, module, function string, args ...erlang.Term) (erlang.Term, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	m.calls++
	killed := m.killAt > 0 && m.calls >= m.killAt
	if killed {
		m.killed()
	}
	if killed && (m.calls > m.killAt || !m.late) {
		return nil, errKilled
	}
	n := m.nodes[node]
	if n == nil || n.dead {
		return nil, &erlang.ConnectError{Node: node, Step: erlang.StepEpmd, Err: &erlang.NotRegisteredError{Name: node}}
	}
	answer, err := m.answer(node, n, module+":"+function, args)
	if killed {
		return nil, errKilled
	}
	if err != nil {
		err = &erlang.CallError{Node: node, Module: module, Function: function, Arity: len(args), Err: err}
	}
	return answer, err
}

var ok = erlang.Term(erlang.Atom("ok"))

func failure(reason erlang.Atom) erlang.Term { return erlang.Tuple{erlang.Atom("error"), reason} }

func undef(call string, args []erlang.Term) error {
	module, function, _ := strings.Cut(call, ":")
	frame := erlang.Tuple{erlang.Atom(module), erlang.Atom(function), erlang.List(args), erlang.List{}}
	return &erlang.BadRPCError{Reason: erlang.Tuple{erlang.Atom("EXIT"), erlang.Tuple{erlang.Atom("undef"), erlang.List{frame}}}}
}

func truth(b bool) erlang.Term { return erlang.Atom(fmt.Sprint(b)) }

func nodeList(names []string) erlang.List {
	list := erlang.List{}
	for _, name := range names {
		list = append(list, erlang.Atom(name))
	}
	return list
}

func (m *model) answer(node string, n *modelNode, call string, args []erlang.Term) (erlang.Term, error) {
	if scripted := m.answers[call]; scripted != nil {
		return scripted(), nil
	}
	if answer, err, ok := evaluated(call, args, func(args []erlang.Term) (erlang.Term, error) {
		return m.answer(node, n, "rabbit_amqqueue:info_all", args)
	}); ok {
		return answer, err
	}
	newer := strings.HasPrefix(call, "rabbit_db") || strings.HasPrefix(call, "rabbit_khepri")
	if old := n.version[0] == '3'; newer && old || strings.HasPrefix(call, "rabbit_mnesia") && !old {
		return nil, undef(call, args)
	}
	switch call {
	case "rabbit_misc:version":
		return erlang.Charlist(n.version), nil
	case "rabbit:is_running":
		return truth(n.running), nil
	case "rabbit_boot_state:get":
		if n.running {
			return erlang.Atom("ready"), nil
		}
		return erlang.Atom("stopped"), nil
	case "erlang:whereis":
		return erlang.Atom("undefined"), nil
	case "rabbit_khepri:is_enabled":
		return truth(n.khepri), nil
	case "rabbit_db_cluster:cli_cluster_status", "rabbit_mnesia:status":
		return m.status(n), nil
	case "rabbit_ff_extra:cli_info":
		var list erlang.List
		for _, flag := range n.flags {
			list = append(list, erlang.List{erlang.Tuple{erlang.Atom("name"), erlang.Atom(flag)}, erlang.Tuple{erlang.Atom("state"), erlang.Atom("enabled")}})
		}
		return list, nil
	case "rabbit_vhost:list_names":
		return texts(n.vhosts), nil
	case "rabbit_amqqueue:list_names":
		var list erlang.List
		for _, queue := range n.queues {
			list = append(list, erlang.Tuple{erlang.Atom("resource"), erlang.Binary("/"), erlang.Atom("queue"), erlang.Binary(queue)})
		}
		return list, nil
	case "rabbit_auth_backend_internal:list_users", "rabbit_exchange:list_names", "rabbit_policy:list", "rabbit_policy:list_op",
		"rabbit_runtime_parameters:list", "rabbit_runtime_parameters:list_global",
		"rabbit_auth_backend_internal:list_topic_permissions", "rabbit_amqqueue:info_all",
		"rabbit_upgrade_preparation:list_with_minimum_quorum_for_cli", "rabbit_quorum_queue:shrink_all",
		"rabbit_quorum_queue:grow":
		return erlang.List{}, nil
	case "rabbit_stream_coordinator:forget_node", "rabbit_amqqueue:rebalance", "rabbit_maintenance:drain":
		return ok, nil
	case "rabbit_queue_type_ra:add_members":
		return nil, undef(call, args)
	}
	m.begun = append(m.begun, call+" "+node)
	return m.change(node, n, call, args)
}

func texts(names []string) erlang.List {
	list := erlang.List{}
	for _, name := range names {
		list = append(list, erlang.Binary(name))
	}
	return list
}

func (m *model) status(n *modelNode) erlang.Term {
	if n.khepri && !n.running {
		return erlang.List{}
	}
	members := slices.Sorted(maps.Keys(n.members))
	status := erlang.List{erlang.Tuple{erlang.Atom("nodes"), erlang.List{erlang.Tuple{erlang.Atom("disc"), nodeList(members)}}}}
	if n.running {
		up := slices.DeleteFunc(slices.Clone(members), func(node string) bool { return m.nodes[node].dead || !m.nodes[node].running })
		status = append(status, erlang.Tuple{erlang.Atom("running_nodes"), nodeList(up)})
	}
	return status
}

func argument(args []erlang.Term) string {
	atom, _ := args[0].(erlang.Atom)
	return string(atom)
}

// change is what a broker does, with its own refusals.
func (m *model) change(node string, n *modelNode, call string, args []erlang.Term) (erlang.Term, error) {
	switch call {
	case "rabbit:stop":
		n.running = false
		return ok, nil
	case "rabbit:start":
		for other := range n.members {
			if peer := m.nodes[other]; !peer.members[node] {
				return failure("inconsistent_cluster"), nil
			}
		}
		n.running = true
		return ok, nil
	case "rabbit_db_cluster:join", "rabbit_mnesia:join_cluster":
		seed := m.nodes[argument(args)]
		switch {
		case n.running:
			return failure("mnesia_unexpectedly_running"), nil
		case seed == nil || seed.dead:
			return failure("aborted_feature_flags_compat_check"), nil
		case seed.members[node]:
			return failure("inconsistent_cluster"), nil
		}
		n.vhosts, n.queues = seed.vhosts, nil
		n.members = map[string]bool{node: true}
		for other := range seed.members {
			m.nodes[other].members[node] = true
			n.members[other] = true
		}
		return ok, nil
	case "rabbit_db_cluster:forget_member", "rabbit_mnesia:forget_cluster_node":
		gone := argument(args)
		switch {
		case !n.members[gone]:
			return failure("not_a_cluster_node"), nil
		case m.nodes[gone].running && !m.nodes[gone].dead:
			return failure("rabbit_still_running"), nil
		}
		for other := range maps.Clone(n.members) {
			if other != gone {
				delete(m.nodes[other].members, gone)
			}
		}
		if m.nodes[gone].khepri && !m.nodes[gone].dead {
			m.nodes[gone].members = map[string]bool{gone: true}
		}
		return ok, nil
	case "rabbit_db:reset", "rabbit_mnesia:reset":
		if n.running {
			return failure("mnesia_unexpectedly_running"), nil
		}
		for other := range n.members {
			delete(m.nodes[other].members, node)
		}
		n.members, n.vhosts, n.queues = map[string]bool{node: true}, []string{"/"}, nil
		return ok, nil
	}
	m.begun = m.begun[:len(m.begun)-1]
	return nil, undef(call, args)
}
