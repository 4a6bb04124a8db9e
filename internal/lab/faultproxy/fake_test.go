package faultproxy

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

// endpoint counts what reaches it.
type endpoint struct {
	*httptest.Server
	requests atomic.Int64
}

const answer = `{"name":"orders","type":"quorum"}`

func newEndpoint(t *testing.T) *endpoint {
	t.Helper()
	e := &endpoint{}
	e.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e.requests.Add(1)
		if r.Method != http.MethodGet {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		w.Header().Set("X-Uri", r.RequestURI)
		w.Header().Set("X-Authorization", r.Header.Get("Authorization"))
		w.Header().Set("X-Encoding", r.Header.Get("Accept-Encoding"))
		_, _ = io.WriteString(w, answer)
	}))
	t.Cleanup(e.Close)
	return e
}

func start(t *testing.T, e *endpoint) *Proxy {
	t.Helper()
	p, err := Start(e.URL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// reply is what arrived of an answer.
type reply struct {
	status int // 0: no answer
	header http.Header
	body   string
}

// ask sends one request on a connection of its own, so that no client repeats it by itself.
func ask(t *testing.T, p *Proxy, method, path string) (reply, error) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.URL()+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	return do(req)
}

func do(req *http.Request) (reply, error) {
	transport := &http.Transport{DisableKeepAlives: true, DisableCompression: true}
	resp, err := transport.RoundTrip(req)
	if err != nil {
		return reply{}, err
	}
	defer func() { _ = resp.Body.Close() }()
	body, err := io.ReadAll(resp.Body)
	return reply{resp.StatusCode, resp.Header, string(body)}, err
}
