package membership

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// model is a Caller on a few nodes that exist in memory only. It knows as much of RabbitMQ as membership depends on:
// whether RabbitMQ runs, whose member a node thinks to be, what it holds, and which functions its release has. What it must not be
// asked for it does all the same, as a broker does, and remembers.
type model struct {
	mu     sync.Mutex
	nodes  map[string]*modelNode
	queues []*modelQueue
	// harm is what was done that nothing undoes and nobody has allowed.
	harm []string
	// ids counts the clusters that there ever were.
	ids int
	// calls counts the calls, and begun lists those that change something.
	calls int
	begun []string
	// killAt is the call at which the caller is killed; with late its effect is still had. 0 is never.
	killAt int
	late   bool
	// killed is called then: whoever waits ends, too.
	killed func()
	// events happen at a call, before it is answered.
	events map[int]func()
	// loseAt is the call that changes something, counted from 1, whose answer is lost; with goesOn it is done only so much later.
	// 0 is never.
	loseAt int
	goesOn time.Duration
	// answers replace those of the model; the key is "module:function".
	answers map[string]func() erlang.Term
}

type modelNode struct {
	version string
	khepri  bool
	dead    bool
	running bool
	drained bool
	// settling is on its way up or down.
	settling bool
	// cluster is the id of the cluster; busy counts the calls that go on without their caller.
	cluster int
	busy    int
	members map[string]bool
	vhosts  []string
	flags   []string
	// foreign is a node of a cluster that is none of ours.
	foreign bool
}

var errKilled = errors.New("the caller was killed")

func name(i int) string { return fmt.Sprintf("rabbit@host%d", i) }

// newModel makes fresh nodes, each alone.
func newModel(count int, version string) *model {
	m := &model{nodes: map[string]*modelNode{}, answers: map[string]func() erlang.Term{}, events: map[int]func(){}, killed: func() {}}
	for i := 1; i <= count; i++ {
		m.ids++
		m.nodes[name(i)] = &modelNode{
			version: version, khepri: version > "4.1", running: true, cluster: m.ids,
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
		m.nodes[name(i)].cluster = m.nodes[name(1)].cluster
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
	if event := m.events[m.calls]; event != nil {
		event()
	}
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
	before := len(m.begun)
	failed := func(err error, mayRun bool) error {
		return &erlang.CallError{Node: node, Module: module, Function: function, Arity: len(args), MayRun: mayRun, Err: err}
	}
	if changes[module+":"+function] && m.has(n, module+":"+function) && m.loseAt > 0 {
		if m.loseAt--; m.loseAt == 0 {
			m.goOn(node, n, module+":"+function, args)
			return nil, failed(&erlang.LostError{Node: node, Err: errors.New("lost")}, true)
		}
	}
	answer, err := m.answer(node, n, module+":"+function, args)
	// To have a node forgotten twice does no harm.
	if len(m.begun) > before && n.busy > 0 && !strings.HasPrefix(function, "forget") {
		m.harm = append(m.harm, function+" beside another call on "+node)
	}
	if killed {
		return nil, errKilled
	}
	if err != nil {
		err = failed(err, false)
	}
	return answer, err
}

// changes are the calls that change something.
var changes = map[string]bool{
	"rabbit:stop": true, "rabbit:start": true, "rabbit_db_cluster:join": true, "rabbit_mnesia:join_cluster": true,
	"rabbit_db_cluster:forget_member": true, "rabbit_mnesia:forget_cluster_node": true, "rabbit_db:reset": true, "rabbit_mnesia:reset": true,
}

// goOn makes a call without its caller, now or later.
func (m *model) goOn(node string, n *modelNode, call string, args []erlang.Term) {
	if m.goesOn == 0 {
		_, _ = m.answer(node, n, call, args)
		return
	}
	n.busy++
	n.settling = call == "rabbit:start" || call == "rabbit:stop"
	time.AfterFunc(m.goesOn, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		n.busy--
		n.settling = false
		if !n.dead {
			_, _ = m.answer(node, n, call, args)
		}
	})
}

// has reports whether the node's release has a function, of those that differ.
func (m *model) has(n *modelNode, call string) bool {
	newer := strings.HasPrefix(call, "rabbit_db") || strings.HasPrefix(call, "rabbit_khepri")
	old := n.version[0] == '3'
	return (!newer || !old) && (!strings.HasPrefix(call, "rabbit_mnesia") || old)
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
	if answer, ok, err := evaluated(call, args, func(args []erlang.Term) (erlang.Term, error) {
		return m.answer(node, n, "rabbit_amqqueue:info_all", args)
	}); ok {
		return answer, err
	}
	if !m.has(n, call) {
		return nil, undef(call, args)
	}
	switch call {
	case "rabbit_misc:version":
		return erlang.Charlist(n.version), nil
	case "rabbit:is_running":
		return truth(n.running), nil
	case "rabbit_boot_state:get":
		if n.settling {
			return erlang.Atom("stopping"), nil
		}
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
	case "rabbit_runtime_parameters:value_global":
		return erlang.Binary(fmt.Sprint("cluster ", n.cluster)), nil
	case "sys:get_state":
		state := erlang.Map{{Key: erlang.Atom("nodes_observer"), Value: ok}}
		for range n.busy + 1 {
			state = append(state, erlang.Pair{Key: erlang.Ref{}, Value: ok})
		}
		return state, nil
	case "rabbit_maintenance:is_being_drained_local_read":
		return truth(n.drained), nil
	case "rabbit_maintenance:drain", "rabbit_maintenance:revive":
		n.drained = call == "rabbit_maintenance:drain"
		return ok, nil
	case "rabbit_auth_backend_internal:list_users", "rabbit_exchange:list_names", "rabbit_policy:list", "rabbit_policy:list_op",
		"rabbit_runtime_parameters:list", "rabbit_runtime_parameters:list_global",
		"rabbit_auth_backend_internal:list_topic_permissions", "rabbit_quorum_queue:grow":
		return erlang.List{}, nil
	case "rabbit_stream_coordinator:forget_node", "rabbit_amqqueue:rebalance":
		return ok, nil
	case "rabbit_queue_type_ra:add_members":
		return nil, undef(call, args)
	}
	if strings.HasPrefix(call, "rabbit_amqqueue:") || call == "amqqueue:get_type" || call == "rabbit_quorum_queue:shrink_all" {
		return m.askQueues(n, call, args)
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
		m.drop("stopping "+node, func(q *modelQueue) bool { return q.home == node && !q.durable && q.cluster == n.cluster })
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
		return m.join(node, n, argument(args)), nil
	case "rabbit_db_cluster:forget_member", "rabbit_mnesia:forget_cluster_node":
		return m.forget(n, argument(args)), nil
	case "rabbit_db:reset", "rabbit_mnesia:reset":
		if n.running {
			return failure("mnesia_unexpectedly_running"), nil
		}
		m.wipe(node, n)
		return ok, nil
	}
	m.begun = m.begun[:len(m.begun)-1]
	return nil, undef(call, args)
}

func (m *model) join(node string, n *modelNode, through string) erlang.Term {
	seed := m.nodes[through]
	switch {
	case n.running:
		return failure("mnesia_unexpectedly_running")
	case seed == nil || seed.dead:
		return failure("aborted_feature_flags_compat_check")
	case seed.members[node]:
		return failure("inconsistent_cluster")
	}
	m.wipe(node, n)
	n.vhosts, n.cluster = seed.vhosts, seed.cluster
	for other := range seed.members {
		m.nodes[other].members[node] = true
		n.members[other] = true
	}
	return ok
}

func (m *model) forget(n *modelNode, gone string) erlang.Term {
	g := m.nodes[gone]
	switch {
	case !n.members[gone]:
		return failure("not_a_cluster_node")
	case g.running && !g.dead:
		return failure("rabbit_still_running")
	}
	for other := range maps.Clone(n.members) {
		if other != gone {
			delete(m.nodes[other].members, gone)
		}
	}
	m.drop("forgetting "+gone, func(q *modelQueue) bool { return q.cluster == n.cluster && q.onlyOn(gone) })
	if g.khepri && !g.dead {
		m.wipe(gone, g)
	}
	return ok
}

// wipe makes a node a fresh one.
func (m *model) wipe(node string, n *modelNode) {
	m.drop("wiping "+node, func(q *modelQueue) bool { return q.cluster == n.cluster && q.onlyOn(node) })
	for other := range n.members {
		if other != node {
			delete(m.nodes[other].members, node)
		}
	}
	if n.foreign {
		m.harm = append(m.harm, node+" was wiped, and is another cluster's")
	}
	m.ids++
	n.cluster, n.members, n.vhosts, n.drained = m.ids, map[string]bool{node: true}, []string{"/"}, false
}
