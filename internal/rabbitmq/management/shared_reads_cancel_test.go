package management

import (
	"context"
	"errors"
	"net/http"
	"runtime"
	"testing"
	"time"
)

// hangingList tells when its list is asked for and answers it only when it is released.
func hangingList(t *testing.T, names []string) (client *Client, asked <-chan struct{}, release chan<- struct{}, ended <-chan struct{}) {
	t.Helper()
	healthy := listNode(t, names...)
	begun, may, over := make(chan struct{}, 1), make(chan struct{}), make(chan struct{}, 1)
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/queues/v" {
			begun <- struct{}{}
			select {
			case <-may:
			case <-r.Context().Done():
				over <- struct{}{}
				return
			}
		}
		healthy.Config.Handler.ServeHTTP(w, r)
	})
	client = newClient(t, node.URL)
	readAll(t, client, names[:smallOperation])
	return client, begun, may, over
}

func TestListOutlivesTheReadThatBeganIt(t *testing.T) {
	names := manyNames(smallOperation + 2)
	client, asked, release, _ := hangingList(t, names)
	first, cancel := context.WithCancel(t.Context())
	results := make(chan error, 2)
	go func() { _, err := client.Queue(first, "v", names[smallOperation]); results <- err }()
	<-asked
	// The second reader has joined once the list counts two.
	go func() { _, err := client.Queue(t.Context(), "v", names[smallOperation+1]); results <- err }()
	for readersOf(client) < 2 {
		runtime.Gosched()
	}
	cancel()
	if err := <-results; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancellation", err)
	}
	close(release)
	if err := <-results; err != nil {
		t.Errorf("the other read failed, too: %v", err)
	}
}

func TestListThatNobodyWaitsForIsGivenUp(t *testing.T) {
	names := manyNames(smallOperation + 1)
	client, asked, _, ended := hangingList(t, names)
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error)
	go func() { _, err := client.Queue(ctx, "v", names[smallOperation]); result <- err }()
	<-asked
	cancel()
	if err := <-result; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a cancellation", err)
	}
	select {
	case <-ended:
	case <-time.After(time.Minute):
		t.Error("the broker still works on a list that nobody wants")
	}
}

func readersOf(client *Client) int {
	client.shared.mu.Lock()
	defer client.shared.mu.Unlock()
	readers := 0
	for _, listed := range client.shared.cache.lists {
		readers += listed.readers
	}
	return readers
}
