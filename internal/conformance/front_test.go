package conformance_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// fault is what happens to one request.
type fault string

// What can happen to a request. The first two never reach a broker, or its answer never comes back; the others are answers
// that say nothing about what was done.
const (
	inPeace     fault = "in peace"
	answerLost  fault = "its answer is lost"
	failed      fault = "it is answered 500"
	failedAfter fault = "it is answered 500 after it was carried out"
	interrupted fault = "Terraform is interrupted when it arrives"
)

var faults = []fault{answerLost, failed, failedAfter, interrupted}

// front is a load balancer that sends each request to another node than the one before, and lets one meet a fault.
type front struct {
	*httptest.Server
	nodes []string

	mu sync.Mutex
	// requests are those of this life so far; the one with the number at meets the fault.
	requests []string
	at       int
	fault    fault
	// interrupt stops the provider.
	interrupt func()
}

func newFront(t *testing.T, nodes []string) *front {
	t.Helper()
	f := &front{nodes: nodes}
	f.Server = httptest.NewServer(f)
	t.Cleanup(f.Close)
	return f
}

// begin forgets the requests of the life before.
func (f *front) begin(at int, fault fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.requests, f.at, f.fault = nil, at, fault
}

// met is the request that met the fault; empty if there was none yet.
func (f *front) met() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fault == inPeace || len(f.requests) <= f.at {
		return ""
	}
	return f.requests[f.at]
}

func (f *front) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.requests)
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	f.mu.Lock()
	number := len(f.requests)
	f.requests = append(f.requests, r.Method+" "+r.RequestURI)
	meets, interrupt := inPeace, f.interrupt
	if number == f.at {
		meets = f.fault
	}
	node := f.nodes[number%len(f.nodes)]
	f.mu.Unlock()
	switch meets {
	case failed:
		w.WriteHeader(http.StatusInternalServerError)
		return
	case interrupted:
		interrupt()
	}
	resp, err := forward(r, node, body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = resp.Body.Close() }()
	switch meets {
	case answerLost:
		panic(http.ErrAbortHandler)
	case failedAfter:
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	for name, values := range resp.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(resp.StatusCode)
	_, _ = io.Copy(w, resp.Body)
}

func forward(r *http.Request, node string, body []byte) (*http.Response, error) {
	out, err := http.NewRequestWithContext(r.Context(), r.Method, node+r.RequestURI, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	out.Header = r.Header
	transport := http.DefaultTransport
	return transport.RoundTrip(out)
}
