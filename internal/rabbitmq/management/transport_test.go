package management

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestDeadEndpointIsPassedOverOnce(t *testing.T) {
	alive := newFakeNode(t, answering(200, `{"name":"q","type":"quorum"}`))
	client := newClient(t, deadEndpoint(t), alive.URL)
	for range 3 {
		if _, err := client.Queue(t.Context(), "/", "q"); err != nil {
			t.Fatal(err)
		}
	}
	if got := client.transport.health.order(true); got[0] != 1 {
		t.Errorf("the order is %v, want the endpoint that answered first", got)
	}
}

func TestAllEndpointsDeadNamesEachWithItsReason(t *testing.T) {
	first, second := deadEndpoint(t), deadEndpoint(t)
	client := newClient(t, first, second)
	_, err := client.Queue(t.Context(), "/", "q")
	var unreachable *UnreachableError
	if !errors.As(err, &unreachable) || len(unreachable.Attempts) != 2 {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{first, second, "connection refused", "GET /api/queues/%2F/q"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in the error:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), testPassword) {
		t.Error("the password is in the error")
	}
}

func TestConnectionsAreKept(t *testing.T) {
	node := newFakeNode(t, answering(200, `{"name":"q"}`))
	client := newClient(t, node.URL)
	for range 20 {
		if _, err := get[Queue](t.Context(), client, queuePath("/", "q")); err != nil {
			t.Fatal(err)
		}
		if err := client.DeclareQueue(t.Context(), Queue{Vhost: "/", Name: "q", Type: "quorum"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := node.connections.Load(); got != 1 {
		t.Errorf("%d connections for 40 requests in turn, want 1", got)
	}
}

func TestAtMostTenConnectionsForTenWorkers(t *testing.T) {
	node := newFakeNode(t, answering(200, `{"name":"q"}`))
	client := newClient(t, node.URL)
	var workers sync.WaitGroup
	for range maxConnections {
		workers.Go(func() {
			for range 20 {
				if _, err := get[Queue](context.Background(), client, queuePath("/", "q")); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	if got := node.connections.Load(); got > maxConnections {
		t.Errorf("%d connections for %d workers", got, maxConnections)
	}
}

func TestHangingBrokerIsATimeout(t *testing.T) {
	release := make(chan struct{})
	node := newFakeNode(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	client, err := New(Config{Endpoints: []string{node.URL}, Timeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := client.Vhost(t.Context(), "/"); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v, want a time-out", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := client.PutVhost(ctx, Vhost{Name: "/"}); !errors.Is(err, context.Canceled) || errors.Is(err, ErrTimeout) {
		t.Errorf("got %v, want a cancellation", err)
	}
}

func TestRedirectIsNotFollowedWithThePassword(t *testing.T) {
	elsewhere := newFakeNode(t, answering(200, `{}`))
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, http.StatusFound) })
	client := newClient(t, node.URL)
	if _, err := client.Overview(t.Context()); err == nil {
		t.Error("want an error")
	}
	if err := client.PutVhost(t.Context(), Vhost{Name: "/"}); err == nil {
		t.Error("want an error")
	}
	if got := elsewhere.requests.Load(); got != 0 {
		t.Errorf("the redirect was followed %d times", got)
	}
}

func TestWritesDoNotShowTheStandInAddress(t *testing.T) {
	node := newFakeNode(t, answering(400, `{"error":"bad_request","reason":"no"}`))
	err := newClient(t, node.URL+"/prefix/").PutPolicy(t.Context(), UserPolicy, Policy{Vhost: "a/b", Name: "c d"})
	want := "PUT " + node.URL + "/prefix/api/policies/a%2Fb/c%20d answered 400 Bad Request: bad_request: no"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// The community provider and its client wait for ever unless they are told not to.
func TestTimeoutNeedsNoSetting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, Config{}, only(hangs))
		began := time.Now()
		if err := read(t, client); !errors.Is(err, ErrTimeout) {
			t.Errorf("got %v, want a time-out", err)
		}
		if lasted := time.Since(began); lasted > time.Hour {
			t.Errorf("it took %s", lasted)
		}
	})
}

func TestMetricsOfAnotherTypeBreakNoRead(t *testing.T) {
	const metrics = `"messages":"undefined","message_stats":[1],"backing_queue_status":7,"memory":{},"recv_oct":"x","cluster_state":[],"exclusive":null`
	node := newFakeNode(t, answering(200, `{"name":"n","vhost":"v","type":"quorum","tags":[],"arguments":{},"source":"n","destination":"n",`+
		`"destination_type":"queue","routing_key":"n","properties_key":"n","pattern":"","definition":{},`+metrics+`}`))
	binding := Binding{Vhost: "v", Source: "n", Destination: "n", DestinationType: ToQueue, RoutingKey: "n", PropertiesKey: "n"}
	for kind, read := range map[string]func(*Client) error{
		"vhost":    func(c *Client) error { _, err := c.Vhost(t.Context(), "v"); return err },
		"queue":    func(c *Client) error { _, err := c.Queue(t.Context(), "v", "n"); return err },
		"exchange": func(c *Client) error { _, err := c.Exchange(t.Context(), "v", "n"); return err },
		"binding":  func(c *Client) error { _, err := c.Binding(t.Context(), binding); return err },
		"policy":   func(c *Client) error { _, err := c.Policy(t.Context(), UserPolicy, "v", "n"); return err },
		"user":     func(c *Client) error { _, err := c.User(t.Context(), "n"); return err },
	} {
		if err := read(newClient(t, node.URL)); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
	}
}
