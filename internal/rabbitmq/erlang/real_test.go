package erlang_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// TestRealNode holds everything against an Erlang node of this machine.
func TestRealNode(t *testing.T) {
	t.Parallel()
	node := startNode(t, nodeOptions{host: "localhost"})
	conn := node.connect(t)

	t.Run("terms there and back", func(t *testing.T) { termsThereAndBack(t, conn) })
	t.Run("terms as the node writes them", func(t *testing.T) { termsAsWritten(t, conn) })
	t.Run("text is Erlang's syntax", func(t *testing.T) { textIsSyntax(t, conn) })
	t.Run("functions come back whole", func(t *testing.T) { functionsComeBack(t, conn) })
	t.Run("hidden, and named again", func(t *testing.T) { hiddenAndNamedAgain(t, node, conn) })
	t.Run("badrpc", func(t *testing.T) { realBadRPC(t, conn) })
	t.Run("errors of connecting", func(t *testing.T) { connectErrors(t, node) })
	t.Run("calls at once", func(t *testing.T) { callsAtOnce(t, conn) })
	t.Run("monitors are taken back", func(t *testing.T) { monitorsAreTakenBack(t, conn) })
	t.Run("no rex", func(t *testing.T) { noRex(t, node) })
	t.Run("disconnected", func(t *testing.T) { disconnected(t, node) })
}

// Random terms are equal to themselves after the node has read and written them.
func termsThereAndBack(t *testing.T, conn *erlang.Conn) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		term := randomTerm(r, 4)
		if got := call(t, conn, "erlang", "hd", erlang.List{term}); mustEncode(t, got) != mustEncode(t, term) {
			t.Fatalf("%s came back as %s", term, got)
		}
	}
}

// term_to_binary and binary_to_term are Erlang's own words for Encode and Decode.
func termsAsWritten(t *testing.T, conn *erlang.Conn) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 500 {
		term := randomTerm(r, 4)
		written, ok := call(t, conn, "erlang", "term_to_binary", term).(erlang.Binary)
		if !ok {
			t.Fatalf("%s is not written", term)
		}
		got, err := erlang.Decode([]byte(written))
		if err != nil || mustEncode(t, got) != mustEncode(t, term) {
			t.Fatalf("%s is written %x and read as %s: %v", term, written, got, err)
		}
		data, err := erlang.Encode(term)
		if err != nil {
			t.Fatal(err)
		}
		read := call(t, conn, "erlang", "binary_to_term", erlang.Binary(data))
		if equal := call(t, conn, "erlang", "=:=", term, read); equal != erlang.Term(erlang.Atom("true")) {
			t.Fatalf("%s is read as %s", term, read)
		}
	}
}

// What String writes, Erlang's parser reads back as the same term.
func textIsSyntax(t *testing.T, conn *erlang.Conn) {
	r := rand.New(rand.NewPCG(11, 12))
	tried := 0
	for tried < 200 {
		term := randomTerm(r, 2)
		text := term.String()
		if strings.HasSuffix(text, "...") || strings.ContainsAny(text, "#<") && hasOpaque(term) {
			continue
		}
		tried++
		scanned, ok := call(t, conn, "erl_scan", "string", erlang.Charlist(text+" .")).(erlang.Tuple)
		if !ok || scanned[0] != erlang.Term(erlang.Atom("ok")) {
			t.Fatalf("%s: %s", text, scanned)
		}
		parsed := call(t, conn, "erl_parse", "parse_term", scanned[1])
		got, ok := erlang.Tagged(parsed, "ok")
		if !ok || mustEncode(t, got[0]) != mustEncode(t, term) {
			t.Fatalf("%s is read as %s", text, parsed)
		}
	}
}

// hasOpaque finds terms for which Erlang has no syntax.
func hasOpaque(term erlang.Term) bool {
	switch v := term.(type) {
	case erlang.Pid, erlang.Port, erlang.Ref, erlang.Export:
		return true
	case erlang.Tuple:
		return slices.ContainsFunc(v, hasOpaque)
	case erlang.List:
		return slices.ContainsFunc(v, hasOpaque)
	case erlang.ImproperList:
		return slices.ContainsFunc(v.Items, hasOpaque) || hasOpaque(v.Tail)
	case erlang.Map:
		return slices.ContainsFunc(v, func(pair erlang.Pair) bool { return hasOpaque(pair.Key) || hasOpaque(pair.Value) })
	default:
		return false
	}
}

// A function of the node, and its processes, ports and references, can be handed back to it.
func functionsComeBack(t *testing.T, conn *erlang.Conn) {
	double := eval(t, conn, "fun(X) -> X * 2 end.")
	if got := call(t, conn, "erlang", "apply", double, erlang.List{erlang.Int(21)}); got != erlang.Term(erlang.Int(42)) {
		t.Errorf("%s(21) = %s", double, got)
	}
	for _, text := range []string{"self().", "make_ref().", "hd(erlang:ports()).", "fun lists:map/2.", "<<1,2,3:5>>."} {
		term := eval(t, conn, text)
		if got := call(t, conn, "erlang", "hd", erlang.List{term}); mustEncode(t, got) != mustEncode(t, term) {
			t.Errorf("%s came back as %s", term, got)
		}
	}
}

// The node lists us only when asked for hidden nodes, and gives the next client the name that we had.
func hiddenAndNamedAgain(t *testing.T, node *realNode, conn *erlang.Conn) {
	if got := call(t, conn, "erlang", "nodes"); got.String() != "[]" {
		t.Errorf("nodes() is %s", got)
	}
	hidden := func() string { return call(t, conn, "erlang", "nodes", erlang.Atom("hidden")).String() }
	alone := hidden()
	var names []string
	for range 2 {
		other := node.connect(t)
		_ = call(t, other, "erlang", "node")
		names = append(names, hidden())
		_ = other.Close()
		await(t, "the end of a connection", func() error {
			if now := hidden(); now != alone {
				return fmt.Errorf("still %s", now)
			}
			return nil
		})
	}
	if names[0] == alone || names[0] != names[1] {
		t.Errorf("alone %s, then %v", alone, names)
	}
}

func realBadRPC(t *testing.T, conn *erlang.Conn) {
	_, err := conn.Call(t.Context(), "nosuch", "function", erlang.Int(1))
	if !erlang.IsUndef(err) {
		t.Errorf("%v", err)
	}
	_, err = conn.Call(t.Context(), "erlang", "apply", erlang.Atom("nosuch"), erlang.Atom("function"), erlang.List{})
	var bad *erlang.BadRPCError
	if erlang.IsUndef(err) || !errors.As(err, &bad) {
		t.Errorf("%v", err)
	}
	_, err = conn.Call(t.Context(), "erlang", "hd", erlang.List{})
	if !errors.As(err, &bad) || !strings.Contains(err.Error(), "badarg") {
		t.Errorf("%v", err)
	}
	if got, err := conn.Call(t.Context(), "erlang", "throw", erlang.Atom("thrown")); err != nil || got.String() != "thrown" {
		t.Errorf("a throw is an answer in rpc:call: %v, %v", got, err)
	}
}

func connectErrors(t *testing.T, node *realNode) {
	another, err := erlang.NewCookie("another-cookie")
	if err != nil {
		t.Fatal(err)
	}
	var cookie *erlang.CookieError
	_, err = (&erlang.Dialer{Cookie: another, EpmdPort: node.EpmdPort}).Connect(t.Context(), node.name)
	if !errors.As(err, &cookie) || !cookie.Closed || cookie.Hash != another.Hash() {
		t.Errorf("wrong cookie: %v", err)
	}
	name, _, _ := strings.Cut(node.name, "@")
	var unknown *erlang.NotRegisteredError
	_, err = node.Connect(t.Context(), "nosuch@localhost")
	if !errors.As(err, &unknown) || !slices.Equal(unknown.Registered, []string{name}) {
		t.Errorf("unknown node: %v", err)
	}
	var other *erlang.NameMismatchError
	_, err = node.Connect(t.Context(), name+"@127.0.0.1")
	if !errors.As(err, &other) || other.Actual != node.name {
		t.Errorf("another name: %v", err)
	}
	var unreachable *erlang.UnreachableError
	_, err = (&erlang.Dialer{Cookie: node.Cookie, EpmdPort: 1}).Connect(t.Context(), node.name)
	if !errors.As(err, &unreachable) || !unreachable.Epmd {
		t.Errorf("no epmd: %v", err)
	}
	_, err = (&erlang.Dialer{Cookie: node.Cookie, Addresses: map[string]string{node.name: "127.0.0.1:1"}}).Connect(t.Context(), node.name)
	if !errors.As(err, &unreachable) || unreachable.Epmd {
		t.Errorf("no node: %v", err)
	}
	fixed := erlang.Dialer{Cookie: node.Cookie, EpmdPort: 1, Addresses: map[string]string{node.name: node.address}}
	conn, err := fixed.Connect(t.Context(), node.name)
	if err != nil {
		t.Fatalf("a fixed address needs no epmd: %v", err)
	}
	_ = conn.Close()
}

// A slow call holds no other up.
func callsAtOnce(t *testing.T, conn *erlang.Conn) {
	began := time.Now()
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() { _ = call(t, conn, "timer", "sleep", erlang.Int(300)) })
	}
	group.Wait()
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("50 calls of 0.3 s took %s", took)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := conn.Call(ctx, "timer", "sleep", erlang.Int(1000)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
}

// The node keeps no trace of calls that are over.
func monitorsAreTakenBack(t *testing.T, conn *erlang.Conn) {
	rex := call(t, conn, "erlang", "whereis", erlang.Atom("rex"))
	await(t, "the end of all monitors", func() error {
		// This call's own monitor counts, too, and that of the call before goes with this one.
		got := call(t, conn, "erlang", "process_info", rex, erlang.Atom("monitored_by"))
		if pids, ok := erlang.Tagged(got, "monitored_by"); !ok || len(pids) != 1 || strings.Count(pids[0].String(), "<") > 1 {
			return fmt.Errorf("%s", got)
		}
		return nil
	})
}

// A node without rex says so at once, instead of never answering.
func noRex(t *testing.T, node *realNode) {
	conn := node.connect(t)
	_ = eval(t, conn, "spawn(fun() -> P = whereis(rex), unregister(rex), timer:sleep(500), register(rex, P) end), timer:sleep(100).")
	_, err := conn.Call(t.Context(), "erlang", "node")
	var down *erlang.ServerDownError
	var failed *erlang.CallError
	if !errors.As(err, &down) || !errors.As(err, &failed) || failed.MayRun || !strings.Contains(err.Error(), "noproc") {
		t.Errorf("%v", err)
	}
	await(t, "rex", func() error {
		_, err := conn.Call(t.Context(), "erlang", "node")
		return err
	})
}

// The node ends the connection: a call that is under way learns of it.
func disconnected(t *testing.T, node *realNode) {
	conn := node.connect(t)
	_, err := conn.Call(t.Context(), "erlang", "halt")
	var lost *erlang.LostError
	if !errors.As(err, &lost) {
		t.Errorf("%v", err)
	}
}

// A node with a tick time of three seconds keeps us while nothing is said, and is given up soon after it stops.
func TestTickTimeOfARealNode(t *testing.T) {
	t.Parallel()
	node := startNode(t, nodeOptions{host: "localhost", args: []string{"-kernel", "net_ticktime", "3"}})
	conn := node.connect(t)
	// Silence itself is what is tried: as long as it would take the node to give us up, several times over.
	time.Sleep(12 * time.Second)
	_ = call(t, conn, "erlang", "node")

	signal := func(name string) {
		if err := exec.Command("kill", "-"+name, strconv.Itoa(node.pid)).Run(); err != nil {
			t.Fatal(err)
		}
	}
	signal("STOP")
	defer signal("CONT")
	await(t, "the stop", func() error { return stopped(node.pid) })
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	_, err := conn.Call(ctx, "erlang", "node")
	var lost *erlang.LostError
	if !errors.As(err, &lost) || !strings.Contains(err.Error(), "nothing was heard") {
		t.Errorf("%v", err)
	}
}

// stopped returns an error while a thread of a process goes on: they stop one after another, and on a busy machine late.
func stopped(pid int) error {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/stat", pid))
	if err != nil {
		return err
	}
	if len(threads) == 0 {
		return fmt.Errorf("process %d has no threads", pid)
	}
	for _, thread := range threads {
		line, err := os.ReadFile(thread)
		if err != nil {
			return err
		}
		// The state follows the name, which stands in parentheses (proc_pid_stat(5)).
		if _, state, _ := strings.Cut(string(line), ") "); !strings.HasPrefix(state, "T") {
			return fmt.Errorf("%s: %s", thread, line)
		}
	}
	return nil
}
