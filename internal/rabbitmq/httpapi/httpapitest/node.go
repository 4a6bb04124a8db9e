// Package httpapitest stands in for the nodes of a cluster in tests of package httpapi and of its callers: real HTTP servers
// that answer as they are told (Node), and a network that is a script, for tests in which no time passes (Script).
//
// It knows HTTP and what nodes and the connections to them do wrong. It must not know package httpapi, whose own tests use it, nor
// any object of RabbitMQ.
package httpapitest

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// Password is the one that tests give to clients.
const Password = "s3cret-p4ssword"

// NotFound is the body of a broker's status 404.
const NotFound = `{"error":"Object Not Found","reason":"Not Found"}`

// Node is an HTTP server for what no real broker does on demand.
type Node struct {
	*httptest.Server
	// Requests counts the requests that arrived, Connections the connections.
	Requests, Connections atomic.Int64
}

// NewNode starts a node that ends with the test.
func NewNode(t *testing.T, handler http.HandlerFunc) *Node {
	t.Helper()
	node := &Node{}
	node.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		node.Requests.Add(1)
		handler(w, r)
	}))
	node.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			node.Connections.Add(1)
		}
	}
	node.Start()
	t.Cleanup(node.Close)
	return node
}

// Answering always gives the same answer; 200 means success, which is 204 to a write.
func Answering(status int, body string) http.HandlerFunc {
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

// DeadEndpoint is an address on which nobody listens until the test ends: the port is a connection's, for one that was given back may
// be another test's by then.
func DeadEndpoint(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	holding, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _, _ = holding.Close(), accepted.Close() })
	return "http://" + holding.LocalAddr().String()
}
