package management

import (
	"errors"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
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
	for name, second := range map[string]string{"two nodes": downNode(t).URL, "one node": deadEndpoint(t)} {
		client := newClient(t, downNode(t).URL, second)
		queue, err := client.Queue(t.Context(), "v", "q.1")
		if err != nil || queue.Name != "q.1" || !queue.Durable {
			t.Errorf("%s: read %v, %v", name, queue, err)
		}
		if used, err := client.QueueUsage(t.Context(), "v", "q.1", UsageQuestion{}); err != nil || used.Cause != usage.OutOfReach {
			t.Errorf("%s: usage %+v, %v", name, used, err)
		}
		if err := client.DeleteQueue(t.Context(), "v", "q.1", false); !errors.Is(err, ErrQueueDown) {
			t.Errorf("%s: deleted: %v", name, err)
		}
	}
}

func TestQueueThatOneNodeAloneDoesNotListIsNotGone(t *testing.T) {
	client := newClient(t, downNode(t).URL, deadEndpoint(t))
	if queue, err := client.Queue(t.Context(), "v", "other"); !errors.Is(err, ErrUnconfirmed) {
		t.Errorf("read %v, %v", queue, err)
	}
	if err := client.DeleteQueue(t.Context(), "v", "other", false); !errors.Is(err, ErrUnconfirmed) {
		t.Errorf("deleted: %v", err)
	}
}

func TestQueueThatNoListNamesIsGone(t *testing.T) {
	client := newClient(t, downNode(t).URL, downNode(t).URL)
	if queue, err := client.Queue(t.Context(), "v", "other"); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("read %v, %v", queue, err)
	}
	if used, err := client.QueueUsage(t.Context(), "v", "other", UsageQuestion{}); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("usage %+v, %v", used, err)
	}
	if err := client.DeleteQueue(t.Context(), "v", "other", true); err != nil {
		t.Errorf("deleted: %v", err)
	}
}

// Brokers before 4.0 do not know the bindings of such a queue until its node is back, whether another node can confirm that
// or not.
func TestBindingOfAQueueWhoseNodeIsDownIsNotGone(t *testing.T) {
	b := Binding{Vhost: "v", Source: "x", Destination: "q.1", DestinationType: ToQueue, PropertiesKey: "k"}
	for name, second := range map[string]string{"two nodes": downNode(t).URL, "one node": deadEndpoint(t)} {
		client := newClient(t, downNode(t).URL, second)
		if found, err := client.Binding(t.Context(), b); !errors.Is(err, ErrQueueDown) || errors.Is(err, httpapi.ErrNotFound) {
			t.Errorf("%s: read %v, %v", name, found, err)
		}
		if err := client.DeleteBinding(t.Context(), b); !errors.Is(err, ErrQueueDown) {
			t.Errorf("%s: deleted: %v", name, err)
		}
		if key, err := client.CreateBinding(t.Context(), b); !errors.Is(err, ErrQueueDown) {
			t.Errorf("%s: made %q, %v", name, key, err)
		}
	}
}

// The queue's node comes back between the look for the binding and the look for the queue.
func TestBindingThatComesBackWithItsQueueIsNotGone(t *testing.T) {
	var back atomic.Bool
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/api/queues/v/q.1":
			back.Store(true)
			answering(http.StatusOK, `{"name":"q.1"}`)(w, r)
		case back.Load():
			answering(http.StatusOK, `{"routing_key":"a","properties_key":"k"}`)(w, r)
		default:
			answering(http.StatusNotFound, notFound)(w, r)
		}
	})
	b := Binding{Vhost: "v", Source: "x", Destination: "q.1", DestinationType: ToQueue, PropertiesKey: "k"}
	for name, second := range map[string]string{"two nodes": node.URL, "one node": deadEndpoint(t)} {
		back.Store(false)
		if found, err := newClient(t, node.URL, second).Binding(t.Context(), b); err != nil || found.RoutingKey != "a" {
			t.Errorf("%s: read %v, %v", name, found, err)
		}
	}
}

func TestBindingIsGoneWithItsQueueOrWithoutIt(t *testing.T) {
	there := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/api/queues/v/q.1" {
			answering(http.StatusOK, `{"name":"q.1"}`)(w, r)
			return
		}
		answering(http.StatusNotFound, notFound)(w, r)
	})
	for name, test := range map[string]struct {
		node    *fakeNode
		binding Binding
	}{
		"the queue is there":     {there, Binding{Destination: "q.1", DestinationType: ToQueue}},
		"the queue is gone, too": {downNode(t), Binding{Destination: "other", DestinationType: ToQueue}},
		"it led to an exchange":  {downNode(t), Binding{Destination: "q.1", DestinationType: ToExchange}},
	} {
		test.binding.Vhost, test.binding.Source, test.binding.PropertiesKey = "v", "x", "k"
		client := newClient(t, test.node.URL)
		if found, err := client.Binding(t.Context(), test.binding); !errors.Is(err, httpapi.ErrNotFound) {
			t.Errorf("%s: read %v, %v", name, found, err)
		}
		if err := client.DeleteBinding(t.Context(), test.binding); err != nil {
			t.Errorf("%s: deleted: %v", name, err)
		}
		if _, err := client.CreateBinding(t.Context(), test.binding); !errors.Is(err, httpapi.ErrNotFound) {
			t.Errorf("%s: made: %v", name, err)
		}
	}
}
