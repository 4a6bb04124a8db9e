package erlang_test

import (
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang/sshdial/sshtest"
)

// openLab returns the cluster of this run, which "lab run" has started.
func openLab(t *testing.T) (*lab.Lab, erlang.Cookie) {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance test: it needs a cluster; run make testacc")
	}
	running, err := lab.Open(os.Getenv("RABBITMQHA_LAB"))
	if err != nil {
		t.Fatal(err)
	}
	cookie, err := erlang.NewCookie(running.Cookie)
	if err != nil {
		t.Fatal(err)
	}
	return running, cookie
}

// ways are how a broker is reached: by epmd where its name means something outside the lab's own network, by a fixed
// address, and through a jump host.
func ways(t *testing.T, node *lab.Node, cookie erlang.Cookie) map[string]erlang.Dialer {
	t.Helper()
	server := sshtest.Start(t, false)
	jump, err := sshdial.New(sshdial.Config{
		Address: server.Address, User: sshtest.User, PrivateKey: server.ClientKey, HostKey: server.HostKey,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = jump.Close() })
	addresses := map[string]string{node.Name: net.JoinHostPort("127.0.0.1", strconv.Itoa(node.DistributionPort))}
	all := map[string]erlang.Dialer{
		"fixed address": {Cookie: cookie, Addresses: addresses},
		"jump host":     {Cookie: cookie, Addresses: addresses, Dial: jump.Dial},
	}
	if node.Host == "localhost" {
		all["epmd"] = erlang.Dialer{Cookie: cookie, EpmdPort: node.EpmdPort}
		all["epmd and jump host"] = erlang.Dialer{Cookie: cookie, EpmdPort: node.EpmdPort, Dial: jump.Dial}
	}
	return all
}

func TestAccEveryBrokerAnswers(t *testing.T) {
	running, cookie := openLab(t)
	var names []string
	for _, node := range running.Nodes {
		names = append(names, node.Name)
	}
	slices.Sort(names)
	for _, node := range running.Nodes {
		for way, dialer := range ways(t, node, cookie) {
			t.Run(node.Name+" by "+way, func(t *testing.T) {
				conn, err := dialer.Connect(t.Context(), node.Name)
				if err != nil {
					t.Fatal(err)
				}
				defer func() { _ = conn.Close() }()
				brokerAnswers(t, conn, running, names)
			})
		}
	}
}

func brokerAnswers(t *testing.T, conn *erlang.Conn, running *lab.Lab, names []string) {
	t.Helper()
	if got := call(t, conn, "rabbit", "is_running"); got != erlang.Term(erlang.Atom("true")) {
		t.Errorf("it runs: %s", got)
	}
	if got, _ := erlang.Text(call(t, conn, "rabbit_misc", "version")); got != running.Version {
		t.Errorf("it is RabbitMQ %q, not %s", got, running.Version)
	}
	if got := members(t, conn); !running.Separate && !slices.Equal(got, names) {
		t.Errorf("its cluster has the members %v, not %v", got, names)
	}
	others, _ := call(t, conn, "erlang", "nodes").(erlang.List)
	for _, other := range others {
		if !slices.ContainsFunc(names, func(name string) bool { return other == erlang.Term(erlang.Atom(name)) }) {
			t.Errorf("it lists a stranger, us: %s", others)
		}
	}
}

// members asks as rabbitmqctl of 4.0 does: the function of 3.12 and newer, and where it is missing that of before.
func members(t *testing.T, conn *erlang.Conn) (names []string) {
	t.Helper()
	got, err := conn.Call(t.Context(), "rabbit_db_cluster", "members")
	if erlang.IsUndef(err) {
		status := call(t, conn, "rabbit_mnesia", "status")
		kinds, _ := erlang.Lookup(status, "nodes")
		got, _ = erlang.Lookup(kinds, "disc")
	} else if err != nil {
		t.Fatal(err)
	}
	nodes, ok := got.(erlang.List)
	if !ok {
		t.Fatalf("the members are %v", got)
	}
	for _, node := range nodes {
		if name, ok := node.(erlang.Atom); ok {
			names = append(names, string(name))
		}
	}
	slices.Sort(names)
	return names
}

// The hash in our error is the one in the broker's log; RabbitMQ 4.3 has ceased to log it.
func TestAccCookieHash(t *testing.T) {
	running, cookie := openLab(t)
	logs, err := filepath.Glob(filepath.Join(running.Nodes[0].Dir, "log", "*"))
	if err != nil {
		t.Fatal(err)
	}
	logged := ""
	for _, name := range logs {
		if data, err := os.ReadFile(name); err == nil {
			logged += string(data)
		}
	}
	if strings.Contains(logged, "cookie hash") && !strings.Contains(logged, cookie.Hash()) {
		t.Errorf("none of %v has the hash %s", logs, cookie.Hash())
	}
	another, err := erlang.NewCookie("another")
	if err != nil {
		t.Fatal(err)
	}
	node := running.Nodes[0]
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(node.DistributionPort))
	_, err = (&erlang.Dialer{Cookie: another, Addresses: map[string]string{node.Name: address}}).Connect(t.Context(), node.Name)
	var wrong *erlang.CookieError
	if !errors.As(err, &wrong) || !strings.Contains(err.Error(), another.Hash()) {
		t.Errorf("a wrong cookie: %v", err)
	}
}
