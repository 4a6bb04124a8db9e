package management

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
)

// faultyBodies are successes that end before they should, or make no sense.
var faultyBodies = map[string]http.HandlerFunc{
	"half a body": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, `["a",`)
	},
	"cut while it is sent": func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, `["a","b"]`)
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	},
	"a page": answering(200, "<html>Maintenance</html>"),
	"broken": answering(200, `["a",}`),
	"said to be gzip": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = io.WriteString(w, `["a"]`)
	},
}

func TestFaultyBodyIsAskedForElsewhere(t *testing.T) {
	for name, handler := range faultyBodies {
		t.Run(name, func(t *testing.T) {
			faulty, other := newFakeNode(t, handler), newFakeNode(t, answering(200, `["c"]`))
			client := newClient(t, faulty.URL, other.URL)
			var got []string
			if _, err := client.transport.send(t.Context(), reading("/api/queues/v", &got)); err != nil || strings.Join(got, "") != "c" {
				t.Errorf("got %v, %v", got, err)
			}
			if faulty.requests.Load() != 1 || other.requests.Load() != 1 {
				t.Errorf("%d and %d requests", faulty.requests.Load(), other.requests.Load())
			}
		})
	}
}

func TestGarbledIsToldFromCut(t *testing.T) {
	for name, handler := range faultyBodies {
		client := newClient(t, newFakeNode(t, handler).URL)
		client.transport.maxRetries = 0
		var got []string
		_, err := client.transport.send(t.Context(), reading("/api/queues/v", &got))
		cut := name == "half a body" || strings.HasPrefix(name, "cut")
		if errors.Is(err, ErrGarbled) == cut || err == nil {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}
