package faultproxy

import (
	"net/http"
	"reflect"
	"sync"
	"testing"
	"time"
)

func TestPassesUnchanged(t *testing.T) {
	p := start(t, newEndpoint(t))
	const uri = "/api/queues/%2F/a%2Fb%20%2E?disable_stats=true&columns=name,type"
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.URL()+uri, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.SetBasicAuth("lab", "secret")
	req.Header.Set("Accept-Encoding", "gzip")
	got, err := do(req)
	if err != nil || got.status != http.StatusOK || got.body != answer {
		t.Fatalf("got %v, %+v", err, got)
	}
	for name, want := range map[string]string{
		"X-Uri": uri, "X-Authorization": req.Header.Get("Authorization"), "X-Encoding": "gzip",
	} {
		if got := got.header.Get(name); got != want {
			t.Errorf("%s: the endpoint saw %q, want %q", name, got, want)
		}
	}
}

func TestRecordsRequestsAndConnections(t *testing.T) {
	p := start(t, newEndpoint(t))
	p.Set(Status(http.StatusServiceUnavailable, "", "").Only(http.MethodPut))
	for _, r := range []Request{{Method: "GET", Path: "/api/a%2Fb"}, {Method: "PUT", Path: "/api/a%2Fb"}, {Method: "GET", Path: "/api/c"}} {
		if _, err := ask(t, p, r.Method, r.Path+"?x=y"); err != nil {
			t.Fatal(err)
		}
	}
	want := []Request{{"GET", "/api/a%2Fb", ""}, {"PUT", "/api/a%2Fb", "503"}, {"GET", "/api/c", ""}}
	if got := p.Requests(); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	for _, c := range []struct {
		method, path string
		want         int
	}{{"", "", 3}, {"GET", "", 2}, {"", "/api/a%2Fb", 2}, {"PUT", "/api/a%2Fb", 1}, {"DELETE", "", 0}} {
		if got := p.Count(c.method, c.path); got != c.want {
			t.Errorf("%q %q was counted %d times, want %d", c.method, c.path, got, c.want)
		}
	}
	if got := p.Connections(); got != 3 {
		t.Errorf("%d connections, want 3", got)
	}
}

func TestDeadEndpointIsACutNotAnAnswer(t *testing.T) {
	e := newEndpoint(t)
	p := start(t, e)
	e.Close()
	if got, err := ask(t, p, http.MethodGet, "/"); err == nil {
		t.Errorf("the proxy answered %d for a node that is gone", got.status)
	}
}

func TestStartRefusesWhatIsNoAddress(t *testing.T) {
	for _, target := range []string{"", "127.0.0.1:15672", "https://127.0.0.1:15671", "http://", "%"} {
		if p, err := Start(target); err == nil {
			t.Errorf("a proxy before %q was started", target)
			_ = p.Close()
		}
	}
}

func TestManyAtOnce(t *testing.T) {
	e := newEndpoint(t)
	p := start(t, e)
	faults := []Fault{{}, Cut().Next(1), HalfBody(), Refuse(), WrongJSON("<"), Delay(time.Millisecond), CutAfterForwarding()}
	var clients sync.WaitGroup
	for i := range 20 {
		clients.Go(func() {
			p.Set(faults[i%len(faults)])
			_, _ = ask(t, p, http.MethodGet, "/")
			p.Clear()
		})
	}
	clients.Wait()
	if got, err := ask(t, p, http.MethodGet, "/"); err != nil || got.body != answer {
		t.Errorf("after all faults are cleared: %v, %q", err, got.body)
	}
}
