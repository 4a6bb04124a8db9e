package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestDeadEndpointIsPassedOverOnce(t *testing.T) {
	alive := newFakeNode(t, answering(200, `{"name":"q","type":"quorum"}`))
	client := newClient(t, deadEndpoint(t), alive.URL)
	for range 3 {
		if err := read(t, client); err != nil {
			t.Fatal(err)
		}
	}
	if got := client.health.order(true); got[0] != 1 {
		t.Errorf("the order is %v, want the endpoint that answered first", got)
	}
}

func TestAllEndpointsDeadNamesEachWithItsReason(t *testing.T) {
	first, second := deadEndpoint(t), deadEndpoint(t)
	client := newClient(t, first, second)
	err := read(t, client)
	var unreachable *UnreachableError
	if !errors.As(err, &unreachable) || len(unreachable.Attempts) != 2 {
		t.Fatalf("got %v", err)
	}
	for _, want := range []string{first, second, "connection refused", "GET /api/overview"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in the error:\n%v", want, err)
		}
	}
	if strings.Contains(err.Error(), testPassword) {
		t.Error("the password is in the error")
	}
}

func TestConnectionsAreKept(t *testing.T) {
	node := newFakeNode(t, answering(200, `{"name":"q"}`))
	client := newClient(t, node.URL)
	for range 20 {
		if err := read(t, client); err != nil {
			t.Fatal(err)
		}
		if err := put(t, client); err != nil {
			t.Fatal(err)
		}
	}
	if got := node.Connections.Load(); got != 1 {
		t.Errorf("%d connections for 40 requests in turn, want 1", got)
	}
}

func TestAtMostTenConnectionsForTenWorkers(t *testing.T) {
	node := newFakeNode(t, answering(200, `{"name":"q"}`))
	client := newClient(t, node.URL)
	var workers sync.WaitGroup
	for range maxConnections {
		workers.Go(func() {
			for range 20 {
				if _, err := client.Do(context.Background(), readRaw(objectPath)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	if got := node.Connections.Load(); got > maxConnections {
		t.Errorf("%d connections for %d workers", got, maxConnections)
	}
}

func TestHangingBrokerIsATimeout(t *testing.T) {
	release := make(chan struct{})
	node := newFakeNode(t, func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-release:
		case <-r.Context().Done():
		}
	})
	t.Cleanup(func() { close(release) })
	client, err := New(Config{Endpoints: []string{node.URL}, Timeout: 50 * time.Millisecond}, Hooks{})
	if err != nil {
		t.Fatal(err)
	}
	if err := read(t, client); !errors.Is(err, ErrTimeout) {
		t.Errorf("got %v, want a time-out", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := client.Do(ctx, writing(http.MethodPut)); !errors.Is(err, context.Canceled) || errors.Is(err, ErrTimeout) {
		t.Errorf("got %v, want a cancellation", err)
	}
}

// The community provider and its client wait for ever unless they are told not to.
func TestTimeoutNeedsNoSetting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, _ := scripted(t, Config{}, only(hangs))
		began := time.Now()
		if err := read(t, client); !errors.Is(err, ErrTimeout) {
			t.Errorf("got %v, want a time-out", err)
		}
		if lasted := time.Since(began); lasted > time.Hour {
			t.Errorf("it took %s", lasted)
		}
	})
}
