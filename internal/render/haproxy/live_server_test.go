package haproxy

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/cookiejar"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// TestAgentDecides follows a server whose health check always succeeds through what its agent says of it, and proves
// that the agent is asked in exactly the words that were given.
func TestAgentDecides(t *testing.T) {
	t.Setenv("HOME", "expanded")
	const question = nastyPassword + ` \n '#' %[env(HOME)]` + "\nmore\n"
	var says, asked atomic.Value
	says.Store("up ready")
	address := listen(t, func(conn net.Conn) {
		_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
		got := make([]byte, len(question))
		n, _ := io.ReadFull(conn, got)
		asked.Store(string(got[:n]))
		_, _ = io.WriteString(conn, says.Load().(string)+"\n") //nolint:forcetypeassert // only strings are stored
	})
	port := freePort(t)
	c := liveConfig(t, fakeManagement(t, func(*http.Request) int { return http.StatusOK }), port)
	c.Listeners[0].Servers[0].Agent = &loadbalancer.Agent{Port: new(portOf(address)), Address: "127.0.0.1", Interval: "100ms", Send: question}
	start(t, c)
	for _, step := range []struct {
		says   string
		status int
	}{
		{"up ready", http.StatusOK}, {"drain", http.StatusServiceUnavailable}, {"ready", http.StatusOK}, {"0%", http.StatusServiceUnavailable},
		{"100%", http.StatusOK}, {"down #maintenance", http.StatusServiceUnavailable}, {"up", http.StatusOK},
	} {
		says.Store(step.says)
		eventually(t, fmt.Sprintf("status %d after the agent said %q", step.status, step.says), func() bool {
			return get(t, fmt.Sprintf("http://127.0.0.1:%d/healthz", port), "", "") == step.status
		})
	}
	if got := asked.Load(); got != question {
		t.Errorf("the agent was asked %q", got)
	}
}

// listen serves each connection in turn until the test ends.
func listen(t *testing.T, serve func(net.Conn)) net.Addr {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			serve(conn)
			_ = conn.Close()
		}
	}()
	return listener.Addr()
}

// TestCookieSticks: without the cookie a client goes from one server to the next, with it each client stays with one; and
// a server's connections come from where its source says.
func TestCookieSticks(t *testing.T) {
	const value = "a$HOME#'"
	node := func(name string) int {
		return portOf(listen(t, func(conn net.Conn) {
			_ = conn.SetDeadline(time.Now().Add(2 * time.Second))
			if n, _ := conn.Read(make([]byte, 4096)); n == 0 {
				return // a check that only connects
			}
			from, _, _ := net.SplitHostPort(conn.RemoteAddr().String())
			body := name + " " + from
			_, _ = fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		}))
	}
	ports := []int{node("first"), node("second")}
	for name, test := range map[string]struct {
		cookie *Cookie
		sticks bool
	}{
		"no cookie": {nil, false},
		"cookie":    {&Cookie{Name: "S$V", MaxIdle: "1h", Attributes: []string{"SameSite=Lax"}}, true},
	} {
		t.Run(name, func(t *testing.T) {
			stats := freePort(t)
			c := liveConfig(t, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: ports[0]}, stats)
			l := &c.Listeners[0]
			l.Protocol, l.Balance, l.Cookie, l.Check = loadbalancer.ProtocolManagement, "roundrobin", test.cookie, Check{Check: loadbalancer.Check{Kind: loadbalancer.CheckTCP}}
			l.Servers = append(l.Servers, loadbalancer.Server{Name: "rabbit2", Address: "127.0.0.1", Port: &ports[1], Source: "127.0.0.2:20000-29999"})
			if test.cookie != nil {
				l.Servers[0].Cookie = value
			}
			start(t, c)
			page := fmt.Sprintf("http://127.0.0.1:%d/", *l.Binds[0].Port)
			everywhere := map[string]bool{}
			for range 4 {
				jar, err := cookiejar.New(nil)
				if err != nil {
					t.Fatal(err)
				}
				client := &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
				here := map[string]bool{}
				for range 4 {
					answer := body(t, client, page)
					here[answer], everywhere[answer] = true, true
				}
				if (len(here) == 1) != test.sticks {
					t.Errorf("a client got answers from %v", here)
				}
			}
			if !everywhere["first 127.0.0.1"] || !everywhere["second 127.0.0.2"] || len(everywhere) != 2 {
				t.Errorf("answers came from %v", everywhere)
			}
		})
	}
}

func body(t *testing.T, client *http.Client, url string) string {
	t.Helper()
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
