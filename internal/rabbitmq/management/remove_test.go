package management

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"
)

// deletingNode knows one exchange until it is deleted there.
func deletingNode(t *testing.T) (node *fakeNode, deletions *atomic.Int64) {
	t.Helper()
	deletions = &atomic.Int64{}
	return newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodDelete:
			deletions.Add(1)
			w.WriteHeader(http.StatusNoContent)
		case deletions.Load() > 0:
			answering(http.StatusNotFound, notFound)(w, r)
		default:
			answering(http.StatusOK, `{"name":"x","vhost":"/"}`)(w, r)
		}
	}), deletions
}

func TestDeletionIsDoneWhereTheObjectIsKnown(t *testing.T) {
	behind := newFakeNode(t, answering(http.StatusNotFound, notFound))
	knows, deletions := deletingNode(t)
	client := newClient(t, behind.URL, knows.URL)
	if err := client.DeleteExchange(t.Context(), "/", "x"); err != nil {
		t.Fatal(err)
	}
	if deletions.Load() != 1 {
		t.Error("a node that did not know the exchange was believed")
	}
}

func TestDeletionOfWhatIsGone(t *testing.T) {
	gone := func() string { return newFakeNode(t, answering(http.StatusNotFound, notFound)).URL }
	for name, test := range map[string]struct {
		endpoints []string
		want      error
	}{
		"one node":           {[]string{gone()}, nil},
		"two nodes agree":    {[]string{gone(), gone()}, nil},
		"the second is dead": {[]string{gone(), deadEndpoint(t)}, ErrUnconfirmed},
	} {
		t.Run(name, func(t *testing.T) {
			if err := newClient(t, test.endpoints...).DeleteExchange(t.Context(), "/", "x"); !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
		})
	}
}
