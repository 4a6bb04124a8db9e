package haproxy

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// TestStatsPageTakesExactlyThePassword is the proof of the quoting rule: what HAProxy compares is what was given.
func TestStatsPageTakesExactlyThePassword(t *testing.T) {
	t.Setenv("HOME", "expanded")
	node := fakeManagement(t, func(*http.Request) int { return http.StatusOK })
	for _, password := range []string{nastyPassword, `\`, `\"`, `" stats admin if TRUE #`, "$HOME", `\${HOME}`, "'", " ", "%[env(HOME)]", "\\n"} {
		t.Run(password, func(t *testing.T) {
			port := freePort(t)
			c := liveConfig(t, node, port)
			c.Stats.Username, c.Stats.Password = "ops", password
			c.Stats.Realm = `a 'realm' of $HOME # and \ more`
			start(t, c)

			page := fmt.Sprintf("http://127.0.0.1:%d/", port)
			if got := get(t, page, "ops", password); got != http.StatusOK {
				t.Errorf("with the password: status %d", got)
			}
			if got := get(t, page, "ops", password+"x"); got != http.StatusUnauthorized {
				t.Errorf("with another password: status %d", got)
			}
			if got := get(t, page+"metrics", "", ""); got != http.StatusOK {
				t.Errorf("metrics: status %d", got)
			}
		})
	}
}

// TestHTTPCheck follows a node through healthy, failing and healthy again, as /healthz tells it.
func TestHTTPCheck(t *testing.T) {
	var status atomic.Int32
	status.Store(http.StatusOK)
	node := fakeManagement(t, func(r *http.Request) int {
		username, password, _ := r.BasicAuth()
		if r.Host != "rabbit.example" || r.URL.Path != loadbalancer.ReadyToServeClients || username != "monitor" || password != nastyPassword {
			return http.StatusUnauthorized
		}
		return int(status.Load())
	})
	port := freePort(t)
	c := liveConfig(t, node, port)
	c.RabbitMQVersion = "4.3.6"
	c.Listeners[0].Check.HostHeader = "rabbit.example"
	c.Listeners[0].Check.Username, c.Listeners[0].Check.Password = "monitor", nastyPassword
	start(t, c)

	healthz := fmt.Sprintf("http://127.0.0.1:%d/healthz", port)
	eventually(t, "a healthy node", func() bool { return get(t, healthz, "", "") == http.StatusOK })
	status.Store(http.StatusFound)
	eventually(t, "a redirect to count as failure", func() bool { return get(t, healthz, "", "") == http.StatusServiceUnavailable })
	status.Store(http.StatusOK)
	eventually(t, "the node to come back", func() bool { return get(t, healthz, "", "") == http.StatusOK })
}

func TestHTTPCheckWithVariable(t *testing.T) {
	node := fakeManagement(t, func(r *http.Request) int {
		if _, password, _ := r.BasicAuth(); password == nastyPassword {
			return http.StatusOK
		}
		return http.StatusUnauthorized
	})
	t.Setenv("RABBITMQ_CHECK", basic("monitor", nastyPassword)[len("Basic "):])
	port := freePort(t)
	c := liveConfig(t, node, port)
	c.Listeners[0].Check.AuthorizationEnv = "RABBITMQ_CHECK"
	start(t, c)
	eventually(t, "a healthy node", func() bool {
		return get(t, fmt.Sprintf("http://127.0.0.1:%d/healthz", port), "", "") == http.StatusOK
	})
}

// TestAMQPCheckSeesAFrozenNode: a node that accepts connections and says nothing is down, one that answers the
// header is up.
func TestAMQPCheckSeesAFrozenNode(t *testing.T) {
	var frozen atomic.Bool
	node, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	go answerHeaders(node, &frozen)

	port := freePort(t)
	c := liveConfig(t, node.Addr(), port)
	c.TimeoutCheck = "300ms"
	c.Listeners[0].Check = Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckAMQP, Interval: "100ms", Rise: new(1), Fall: new(1)}}
	start(t, c)
	healthz := fmt.Sprintf("http://127.0.0.1:%d/healthz", port)
	eventually(t, "a node that answers", func() bool { return get(t, healthz, "", "") == http.StatusOK })
	frozen.Store(true)
	eventually(t, "a frozen node to be down", func() bool { return get(t, healthz, "", "") == http.StatusServiceUnavailable })
}

// answerHeaders plays the broker's first move: the beginning of Connection.Start for a right protocol header.
func answerHeaders(node net.Listener, frozen *atomic.Bool) {
	header, _ := hex.DecodeString("414d515000000901")
	for {
		conn, err := node.Accept()
		if err != nil {
			return
		}
		got := make([]byte, len(header))
		if _, err := io.ReadFull(conn, got); err == nil && bytes.Equal(got, header) && !frozen.Load() {
			_, _ = conn.Write([]byte{1, 0, 0, 0, 0, 2, 0, 10})
		}
		time.AfterFunc(time.Second, func() { _ = conn.Close() })
	}
}

// liveConfig puts one listener and the stats page on free ports in front of one node.
func liveConfig(t *testing.T, node net.Addr, statsPort int) Config {
	t.Helper()
	nodePort := portOf(node)
	return Config{
		Listeners: []Listener{{
			Listener: loadbalancer.Listener{
				Name:    "rabbitmq_amqp",
				Binds:   []loadbalancer.Bind{{Address: "127.0.0.1", Port: new(freePort(t))}},
				Servers: []loadbalancer.Server{{Name: "rabbit1", Address: "127.0.0.1", Port: &nodePort}},
			},
			Check: Check{Check: loadbalancer.Check{Port: &nodePort, Interval: "100ms", Rise: new(1), Fall: new(1)}},
		}},
		Stats: &Stats{Binds: []loadbalancer.Bind{{Port: &statsPort}}},
	}
}

func fakeManagement(t *testing.T, status func(*http.Request) int) net.Addr {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status(r))
	}))
	t.Cleanup(server.Close)
	return server.Listener.Addr()
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return portOf(l.Addr())
}

func portOf(address net.Addr) int {
	return int(netip.MustParseAddrPort(address.String()).Port())
}

// start runs HAProxy until the test ends and waits until it listens.
func start(t *testing.T, c Config) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "haproxy.cfg")
	if err := os.WriteFile(file, []byte(mustRender(t, c)), 0o600); err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	cmd := exec.Command(haproxyBinary(t), "-db", "-f", file)
	cmd.Stdout, cmd.Stderr = &output, &output
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("haproxy said:\n%s", &output)
		}
	})
	address := "127.0.0.1:" + strconv.Itoa(*c.Stats.Binds[0].Port)
	eventually(t, "HAProxy to listen on "+address, func() bool {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			_ = conn.Close()
		}
		return err == nil
	})
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("waited in vain for %s", what)
}

func get(t *testing.T, url, username, password string) int {
	t.Helper()
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if username != "" {
		request.SetBasicAuth(username, password)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, response.Body)
	return response.StatusCode
}
