package management

import (
	"encoding/json"
	"net/http"
	"sync/atomic"
	"testing"
)

// losingNode makes the binding, or not, and drops the first answer to a POST.
func losingNode(t *testing.T, madeAtOnce bool) (node *fakeNode, posts *atomic.Int64) {
	t.Helper()
	posts = &atomic.Int64{}
	return newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			if posts.Add(1) == 1 {
				panic(http.ErrAbortHandler)
			}
			w.Header().Set("Location", "x/q/~k")
			w.WriteHeader(http.StatusCreated)
		case madeAtOnce, posts.Load() > 1:
			answering(http.StatusOK, `[{"routing_key":"other"},{"routing_key":"a","arguments":{"x":1},"properties_key":"a~k"}]`)(w, r)
		default:
			answering(http.StatusOK, `[]`)(w, r)
		}
	}), posts
}

func TestBindingWhoseAnswerIsLostIsLookedUpFirst(t *testing.T) {
	for name, test := range map[string]struct {
		madeAtOnce bool
		posts      int64
	}{
		"it was made":     {true, 1},
		"it was not made": {false, 2},
	} {
		t.Run(name, func(t *testing.T) {
			node, posts := losingNode(t, test.madeAtOnce)
			key, err := newClient(t, node.URL).CreateBinding(t.Context(), Binding{
				Vhost: "/", Source: "x", Destination: "q", DestinationType: ToQueue, RoutingKey: "a",
				Arguments: map[string]any{"x": json.Number("1")},
			})
			if err != nil || key != "a~k" || posts.Load() != test.posts {
				t.Errorf("key %q after %d requests, %v", key, posts.Load(), err)
			}
		})
	}
}

func TestBindingThatNobodyListsIsAnError(t *testing.T) {
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			panic(http.ErrAbortHandler)
		}
		answering(http.StatusOK, `[]`)(w, r)
	})
	if key, err := newClient(t, node.URL).CreateBinding(t.Context(), Binding{Vhost: "/", Source: "x", Destination: "q"}); err == nil {
		t.Errorf("got key %q", key)
	}
	if node.Requests.Load() == 1 {
		t.Error("the binding was not looked up")
	}
}
