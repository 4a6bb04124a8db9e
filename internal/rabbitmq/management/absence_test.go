package management

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// emptyNode is a node that finds nothing. The cluster's id, and who asks, it answers as it is told.
func emptyNode(t *testing.T, id, whoami http.HandlerFunc) (node *fakeNode, asked *atomic.Int64) {
	t.Helper()
	asked = &atomic.Int64{}
	return newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, "/internal_cluster_id"):
			asked.Add(1)
			id(w, r)
		case strings.HasSuffix(r.URL.Path, "/whoami"):
			whoami(w, r)
		case r.URL.Path == "/api/exchanges/v":
			answering(200, `[]`)(w, r)
		default:
			answering(404, notFound)(w, r)
		}
	}), asked
}

func TestOnlyNodeIsBelievedWhenItHasItsMetadata(t *testing.T) {
	administrator := answering(200, `{"name":"u","tags":["administrator"]}`)
	absent := answering(404, notFound)
	for name, test := range map[string]struct {
		id, whoami http.HandlerFunc
		want       error
	}{
		"it has":              {answering(200, `{"name":"internal_cluster_id","value":"id"}`), administrator, httpapi.ErrNotFound},
		"it has not":          {absent, administrator, ErrEmptyView},
		"nobody may ask that": {answering(401, `{"error":"not_authorised","reason":"Not administrator user"}`), administrator, httpapi.ErrNotFound},
		"it is no broker":     {absent, absent, httpapi.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			node, asked := emptyNode(t, test.id, test.whoami)
			client := newClient(t, node.URL)
			for range 2 * smallOperation {
				// Singly at first, and from a list later.
				if _, err := client.Exchange(t.Context(), "v", "x"); !errors.Is(err, test.want) || IsAbsent(err) != errors.Is(test.want, httpapi.ErrNotFound) {
					t.Fatalf("read: %v", err)
				}
			}
			if _, err := client.User(t.Context(), "u"); !errors.Is(err, test.want) {
				t.Errorf("read a user: %v", err)
			}
			if err := client.DeleteExchange(t.Context(), "v", "x"); (err == nil) != errors.Is(test.want, httpapi.ErrNotFound) {
				t.Errorf("deleted: %v", err)
			}
			if name == "it has" && asked.Load() != 1 {
				t.Errorf("the id was asked for %d times", asked.Load())
			}
		})
	}
}

func TestSecondNodeIsAskedBeforeTheClustersID(t *testing.T) {
	id := answering(404, notFound)
	administrator := answering(200, `{"name":"u","tags":["administrator"]}`)
	first, asked := emptyNode(t, id, administrator)
	second, also := emptyNode(t, id, administrator)
	if _, err := newClient(t, first.URL, second.URL).User(t.Context(), "u"); !errors.Is(err, httpapi.ErrNotFound) || asked.Load()+also.Load() != 0 {
		t.Errorf("asked %d and %d times: %v", asked.Load(), also.Load(), err)
	}
}

func TestAbsenceBeforeACreationTakesOneNodesWord(t *testing.T) {
	for name, test := range map[string]struct {
		err  error
		want bool
	}{
		"it is there":     {nil, false},
		"not found":       {&httpapi.Error{Status: 404}, true},
		"not confirmed":   {fmt.Errorf("%w: one node", ErrUnconfirmed), true},
		"not authorised":  {&httpapi.Error{Status: 401}, false},
		"not to be seen":  {fmt.Errorf("%w: not found", ErrHidden), false},
		"nobody answered": {&httpapi.UnreachableError{}, false},
	} {
		if got := IsAbsent(test.err); got != test.want {
			t.Errorf("%s: %t, want %t", name, got, test.want)
		}
	}
}
