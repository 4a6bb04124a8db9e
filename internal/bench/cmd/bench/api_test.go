package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
)

// fakeAPI answers with a function, and has a client.
func fakeAPI(t *testing.T, answer http.HandlerFunc) *api {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(server.Close)
	return (&api{}).at(server.URL)
}

func TestSendKeepsPhasesApart(t *testing.T) {
	var mu sync.Mutex
	var seen []string
	a := fakeAPI(t, func(_ http.ResponseWriter, req *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, strings.Split(req.URL.Path, "/")[1])
	})
	var phases [][]bench.Call
	for i := range 3 {
		var phase []bench.Call
		for j := range 50 {
			phase = append(phase, bench.Call{Method: http.MethodPut, Path: fmt.Sprintf("/%d/%d", i, j)})
		}
		phases = append(phases, phase)
	}
	if err := a.send(t.Context(), phases); err != nil {
		t.Fatal(err)
	}
	for i, phase := range seen {
		if want := fmt.Sprint(i / 50); phase != want {
			t.Fatalf("request %d was of phase %s, want %s", i, phase, want)
		}
	}
	if len(seen) != 150 {
		t.Errorf("%d requests, want 150", len(seen))
	}
}

func TestSendEndsAtTheFirstRefusal(t *testing.T) {
	a := fakeAPI(t, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path != "/first" {
			t.Error("the next phase was begun")
		}
		http.Error(w, "not you", http.StatusForbidden)
	})
	err := a.send(t.Context(), [][]bench.Call{{{Method: http.MethodPut, Path: "/first"}}, {{Method: http.MethodPut, Path: "/second"}}})
	if err == nil || !strings.Contains(err.Error(), "not you") {
		t.Errorf("%v", err)
	}
}

// An arm that did nothing must not be taken for a fast one.
func TestCheckFindsWhatIsMissing(t *testing.T) {
	const queues = 30
	shape := bench.Shape{Kind: bench.Classic, Queues: queues}
	for _, each := range []struct {
		queues int
		there  bool
		good   bool
	}{{queues, true, true}, {queues - 1, true, false}, {0, false, false}} {
		a := fakeAPI(t, func(w http.ResponseWriter, req *http.Request) {
			counts := map[string]int{"queues": each.queues, "policies": bench.Policies, "bindings": 2 * queues}
			n := counts[strings.Split(req.URL.Path, "/")[2]]
			_, _ = fmt.Fprint(w, "["+strings.TrimSuffix(strings.Repeat("{},", n), ",")+"]")
		})
		if err := a.check(t.Context(), "v", shape, each.there); (err == nil) != each.good {
			t.Errorf("%+v: %v", each, err)
		}
	}
	gone := fakeAPI(t, http.NotFound)
	if err := gone.check(t.Context(), "v", shape, false); err != nil {
		t.Error(err)
	}
}
