package lab

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParseWorkers(t *testing.T) {
	got := parseWorkers(`#<PID>          <type>          <reloads>       <uptime>        <version>
100             master          1 [failed: 0]   0d00h00m28s     2.6.12
# workers
102             worker          0               0d00h00m01s     2.6.12
# old workers
101             worker          1               0d00h00m28s     2.6.12
# programs
`)
	if !reflect.DeepEqual(got, []string{"102"}) {
		t.Error(got)
	}
}

// configuration sends a port to a server, under a name that is sent back in a header.
func configuration(port int, server *httptest.Server, name string) string {
	return fmt.Sprintf(`defaults
  mode http
  timeout connect 2s
  timeout client 5s
  timeout server 5s
frontend in
  bind 127.0.0.1:%d
  http-response set-header X-Name %s
  default_backend out
backend out
  server one %s
`, port, name, server.Listener.Addr())
}

func TestHAProxyStartReloadStop(t *testing.T) {
	ctx := t.Context()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	free, err := FreePorts(1)
	check(t, err)
	dir := t.TempDir()
	h, err := StartHAProxy(ctx, dir, configuration(free[0], server, "first"))
	if unavailable := (*ErrUnavailable)(nil); errors.As(err, &unavailable) {
		t.Skip(err)
	}
	check(t, err)
	t.Cleanup(func() { check(t, h.Stop(context.Background())) })

	name := func() (string, error) {
		client := http.Client{Timeout: 2 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := client.Get(fmt.Sprintf("http://127.0.0.1:%d/", free[0]))
		if err != nil {
			return "", err
		}
		return resp.Header.Get("X-Name"), resp.Body.Close()
	}
	if got, err := name(); err != nil || got != "first" {
		t.Fatalf("got %q, %v", got, err)
	}
	check(t, h.Reload(ctx, configuration(free[0], server, "second")))
	// The old worker may take a connection or two that were waiting for it.
	within(t, func() error {
		if got, err := name(); err != nil || got != "second" {
			return fmt.Errorf("got %q, %w", got, err)
		}
		return nil
	})
	err = h.Reload(ctx, "frontend broken\n  nonsense here\n")
	if err == nil || !strings.Contains(err.Error(), "nonsense") {
		t.Errorf("the error does not carry haproxy's own words: %v", err)
	}
	if got, err := name(); err != nil || got != "second" {
		t.Errorf("after a refused configuration: %q, %v", got, err)
	}
	processes := append(descendants(h.process.PID), h.process.Process)
	check(t, h.Stop(ctx))
	for _, p := range processes {
		if p.alive() {
			t.Errorf("%+v lives", p)
		}
	}
	if _, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", free[0])); err == nil {
		t.Error("the port is still served")
	}
	if _, err := os.Stat(h.master); err == nil {
		t.Error("the master's socket is still there")
	}
}

func TestHAProxyThatDoesNotStartSaysWhy(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer func() { _ = taken.Close() }()
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	address, err := netip.ParseAddrPort(taken.Addr().String())
	check(t, err)
	_, err = StartHAProxy(t.Context(), t.TempDir(), configuration(int(address.Port()), server, "x"))
	if unavailable := (*ErrUnavailable)(nil); errors.As(err, &unavailable) {
		t.Skip(err)
	}
	if err == nil || !strings.Contains(err.Error(), "cannot bind") {
		t.Errorf("got %v", err)
	}
}

func TestHAProxyOfALabOutlivesItsCallerAndEndsWithTheLab(t *testing.T) {
	needBrokers(t)
	ctx := t.Context()
	l := Start(t, Options{Nodes: 1})
	free, err := FreePorts(1)
	check(t, err)
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	for _, name := range []string{"first", "second"} {
		check(t, l.HAProxy(ctx, configuration(free[0], server, name)))
		within(t, func() error {
			resp, err := http.Get(fmt.Sprintf("http://127.0.0.1:%d/", free[0]))
			if err != nil {
				return err
			}
			defer func() { _ = resp.Body.Close() }()
			if got := resp.Header.Get("X-Name"); got != name {
				return fmt.Errorf("%q answers, want %q", got, name)
			}
			return nil
		})
	}
	processes := everything(l)
	check(t, l.Down(ctx))
	awaitNothingLeft(t, l, processes, time.Second)
}
