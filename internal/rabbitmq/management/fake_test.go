package management

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// fakeNode is a management API for what no real broker does on demand.
type fakeNode struct {
	*httptest.Server
	requests    atomic.Int64
	connections atomic.Int64
}

func newFakeNode(t *testing.T, handler http.HandlerFunc) *fakeNode {
	t.Helper()
	node := &fakeNode{}
	node.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		node.requests.Add(1)
		handler(w, r)
	}))
	node.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			node.connections.Add(1)
		}
	}
	node.Start()
	t.Cleanup(node.Close)
	return node
}

// answering always gives the same answer; 200 means success, which is 204 to a write.
func answering(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if status == http.StatusOK && r.Method != http.MethodGet {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = fmt.Fprint(w, body)
	}
}

// deadEndpoint is an address on which nobody listens.
func deadEndpoint(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return "http://" + listener.Addr().String()
}

const testPassword = "s3cret-p4ssword"

func newClient(t *testing.T, endpoints ...string) *Client {
	t.Helper()
	client, err := New(Config{Endpoints: endpoints, Username: "admin", Password: testPassword})
	if err != nil {
		t.Fatal(err)
	}
	client.transport.backoff = func(int) time.Duration { return time.Millisecond }
	client.transport.health.lag, client.transport.own.within = 0, 0
	return client
}
