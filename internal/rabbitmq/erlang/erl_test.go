package erlang_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// realNode is an Erlang node of this machine, with an epmd of its own.
type realNode struct {
	erlang.Dialer
	name    string
	address string // of the distribution
	pid     int
}

// nodeOptions say how a realNode runs.
type nodeOptions struct {
	host string // of the node's name
	ip   string // where node and epmd listen; "" means 127.0.0.1
	args []string
}

// startNode starts a node and waits until epmd knows it. Both end with the test, and also when the test's process dies:
// each waits for the end of an input that only this process holds open.
func startNode(t testing.TB, o nodeOptions) *realNode {
	t.Helper()
	for _, program := range []string{"erl", "epmd", "sh"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no Erlang on this machine: %v", err)
		}
	}
	if o.ip == "" {
		o.ip = "127.0.0.1"
	}
	epmd := freePort(t, o.ip)
	environment := append(os.Environ(), "ERL_EPMD_PORT="+strconv.Itoa(epmd), "ERL_EPMD_ADDRESS="+o.ip, "HOME="+t.TempDir(), "ERL_CRASH_DUMP_SECONDS=0")
	start(t, environment, "sh", "-c", `epmd -port "$1" & read -r _; kill $!`, "sh", strconv.Itoa(epmd))
	// Asked by its own program, since epmd complains of a connection that asks nothing.
	var listed []byte
	registered := func(name string) func() error {
		return func() (err error) {
			ask := exec.Command("epmd", "-port", strconv.Itoa(epmd), "-names")
			ask.Env = environment
			if listed, err = ask.Output(); err == nil && !strings.Contains(string(listed), name) {
				err = fmt.Errorf("epmd says: %s", listed)
			}
			return err
		}
	}
	await(t, "epmd", registered("up and running"))

	name := fmt.Sprintf("erltest%d@%s", os.Getpid(), o.host)
	address := net.ParseIP(o.ip)
	tuple := fmt.Sprintf("{%d,%d,%d,%d}", address[12], address[13], address[14], address[15])
	if address.To4() == nil {
		tuple = "{0,0,0,0,0,0,0,1}"
	}
	const cookie = "the-cookie-of-a-test"
	names := "-sname"
	if strings.ContainsAny(o.host, ".:") {
		names = "-name"
	}
	args := append([]string{
		names, name, "+sbwt", "none", "-noshell", "-start_epmd", "false", "-setcookie", cookie, "-kernel", "inet_dist_use_interface", tuple,
		"-eval", "spawn(fun() -> io:get_line(''), halt() end).",
	}, o.args...)
	pid := start(t, environment, "erl", args...)

	await(t, "the node", registered("erltest"))
	_, port, _ := strings.Cut(string(listed), "at port ")

	known, err := erlang.NewCookie(cookie)
	if err != nil {
		t.Fatal(err)
	}
	return &realNode{
		Dialer: erlang.Dialer{Cookie: known, EpmdPort: epmd},
		name:   name, address: net.JoinHostPort(o.ip, strings.TrimSpace(port)), pid: pid,
	}
}

func start(t testing.TB, environment []string, name string, args ...string) (pid int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = environment
	cmd.Stdout, cmd.Stderr = testLog{t}, testLog{t}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = stdin.Close()
		if err := cmd.Wait(); err != nil {
			t.Logf("%s: %v", name, err)
		}
	})
	return cmd.Process.Pid
}

type testLog struct{ testing.TB }

func (l testLog) Write(p []byte) (int, error) {
	l.Logf("%s", p)
	return len(p), nil
}

// freePort finds a port below those that the system gives out by itself: one of these could be gone when it is used.
func freePort(t testing.TB, ip string) int {
	t.Helper()
	const first, many, tries = 10000, 10000, 20
	var err error
	for range tries {
		var listener net.Listener
		port := first + rand.IntN(many)
		if listener, err = net.Listen("tcp", net.JoinHostPort(ip, strconv.Itoa(port))); err == nil {
			_ = listener.Close()
			return port
		}
	}
	t.Skipf("this machine cannot listen on %s: %v", ip, err)
	return 0
}

func await(t testing.TB, what string, try func() error) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for err := try(); err != nil; err = try() {
		if time.Now().After(deadline) {
			t.Fatalf("%s does not come up: %v", what, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// connect connects and fails the test if that fails.
func (n *realNode) connect(t testing.TB) *erlang.Conn {
	t.Helper()
	conn, err := n.Connect(context.Background(), n.name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func call(t testing.TB, conn *erlang.Conn, module, function string, args ...erlang.Term) erlang.Term {
	t.Helper()
	got, err := conn.Call(t.Context(), module, function, args...)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// eval evaluates a line of Erlang on the node.
func eval(t testing.TB, conn *erlang.Conn, text string) erlang.Term {
	t.Helper()
	tokens, _ := erlang.Tagged(call(t, conn, "erl_scan", "string", erlang.Charlist(text)), "ok")
	if len(tokens) == 0 {
		t.Fatalf("%s does not scan", text)
	}
	forms, _ := erlang.Tagged(call(t, conn, "erl_parse", "parse_exprs", tokens[0]), "ok")
	if len(forms) == 0 {
		t.Fatalf("%s does not parse", text)
	}
	value, _ := erlang.Tagged(call(t, conn, "erl_eval", "exprs", forms[0], erlang.List{}), "value")
	if len(value) == 0 {
		t.Fatalf("%s has no value", text)
	}
	return value[0]
}
