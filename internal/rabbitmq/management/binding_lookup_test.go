package management

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// bindingNode has one binding, from x0 to q0, and counts what it is asked for.
type bindingNode struct {
	lists, pairs atomic.Int64
	refuses      bool
}

func (n *bindingNode) serve(w http.ResponseWriter, r *http.Request) {
	const binding = `[{"vhost":"v","source":"x0","destination":"q0","destination_type":"queue","routing_key":"k","properties_key":"k","arguments":{}}]`
	switch {
	case r.Method == http.MethodPost:
		w.Header().Set("Location", "q/k")
		w.WriteHeader(http.StatusCreated)
	case r.URL.Path == "/api/bindings/v" && n.refuses:
		n.lists.Add(1)
		w.WriteHeader(http.StatusInternalServerError)
	case r.URL.Path == "/api/bindings/v":
		n.lists.Add(1)
		_, _ = w.Write([]byte(binding))
	case strings.HasSuffix(r.URL.Path, "/e/x0/q/q0"):
		n.pairs.Add(1)
		_, _ = w.Write([]byte(binding))
	default:
		n.pairs.Add(1)
		_, _ = w.Write([]byte("[]"))
	}
}

func looked(n int, key string) Binding {
	return Binding{
		Vhost: "v", Source: fmt.Sprintf("x%d", n), Destination: fmt.Sprintf("q%d", n), DestinationType: ToQueue, RoutingKey: key,
	}
}

// A thousand bindings that are made cost one list, and not a look each.
func TestManyBindingsAreLookedForInOneList(t *testing.T) {
	node := &bindingNode{}
	client := newClient(t, newFakeNode(t, node.serve).URL)
	var workers sync.WaitGroup
	for n := range atOnce {
		workers.Go(func() {
			for i := range 20 {
				if _, err := client.FindBinding(context.Background(), looked(1+n*20+i, "k")); !errors.Is(err, httpapi.ErrNotFound) {
					t.Error(err)
				}
			}
		})
	}
	workers.Wait()
	if lists, pairs := node.lists.Load(), node.pairs.Load(); lists != 1 || pairs != smallOperation {
		t.Errorf("%d lists and %d looks for 200 bindings", lists, pairs)
	}
	if key, err := client.FindBinding(t.Context(), looked(0, "k")); key != "k" || err != nil {
		t.Errorf("what the list names was not found: %q, %v", key, err)
	}
	if _, err := client.FindBinding(t.Context(), looked(0, "other")); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("another key between the same ends: %v", err)
	}
}

// What this client has made after the list was read is looked for all the same.
func TestBindingsThatWereMadeAreLookedFor(t *testing.T) {
	node := &bindingNode{}
	client := newClient(t, newFakeNode(t, node.serve).URL)
	for n := range smallOperation + 1 {
		if _, err := client.FindBinding(t.Context(), looked(1+n, "k")); !errors.Is(err, httpapi.ErrNotFound) {
			t.Fatal(err)
		}
	}
	made := looked(7, "k")
	if _, err := client.CreateBinding(t.Context(), made); err != nil {
		t.Fatal(err)
	}
	before := node.pairs.Load()
	if _, err := client.FindBinding(t.Context(), made); !errors.Is(err, httpapi.ErrNotFound) || node.pairs.Load() != before+1 {
		t.Errorf("%v after %d looks", err, node.pairs.Load()-before)
	}
}

func TestListOfBindingsThatIsRefused(t *testing.T) {
	node := &bindingNode{refuses: true}
	client := newClient(t, newFakeNode(t, node.serve).URL)
	for range smallOperation + 2 {
		if key, err := client.FindBinding(t.Context(), looked(0, "k")); key != "k" || err != nil {
			t.Fatalf("%q, %v", key, err)
		}
	}
}
