package management

import (
	"errors"
	"net/http"
	"testing"
)

// downNode answers as a broker before 4.0 does for a classic queue whose node is down: only lists know it.
func downNode(t *testing.T) *fakeNode {
	t.Helper()
	return newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Query().Get("name") == `^q\.1$`:
			answering(http.StatusOK, `{"items":[{"name":"Q.1"},{"name":"q.1","vhost":"v","type":"classic","durable":true}]}`)(w, r)
		case r.URL.Query().Has("page"):
			answering(http.StatusOK, `{"items":[]}`)(w, r)
		default:
			answering(http.StatusNotFound, notFound)(w, r)
		}
	})
}

func TestQueueWhoseNodeIsDownIsNotGone(t *testing.T) {
	client := newClient(t, downNode(t).URL, downNode(t).URL)
	queue, err := client.Queue(t.Context(), "v", "q.1")
	if err != nil || queue.Name != "q.1" || !queue.Durable {
		t.Errorf("read %v, %v", queue, err)
	}
	if contents, err := client.QueueContents(t.Context(), "v", "q.1"); !errors.Is(err, ErrQueueDown) || errors.Is(err, ErrNotFound) {
		t.Errorf("contents %v, %v", contents, err)
	}
	if err := client.DeleteQueue(t.Context(), "v", "q.1", false); !errors.Is(err, ErrQueueDown) {
		t.Errorf("deleted: %v", err)
	}
}

func TestQueueThatNoListNamesIsGone(t *testing.T) {
	client := newClient(t, downNode(t).URL, downNode(t).URL)
	if queue, err := client.Queue(t.Context(), "v", "other"); !errors.Is(err, ErrNotFound) {
		t.Errorf("read %v, %v", queue, err)
	}
	if contents, err := client.QueueContents(t.Context(), "v", "other"); !errors.Is(err, ErrNotFound) {
		t.Errorf("contents %v, %v", contents, err)
	}
	if err := client.DeleteQueue(t.Context(), "v", "other", true); err != nil {
		t.Errorf("deleted: %v", err)
	}
}
