package management_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// writeFaults are what may happen to one write at the first node: how often a POST and a DELETE are then sent in all, and
// whether the object is looked up before, because the answer was lost.
var writeFaults = map[string]struct {
	fault   faultproxy.Fault
	sent    int
	lookUp  bool
	onlyOne bool // the fault is over after one request
}{
	"dead":                   {faultproxy.Refuse(), 1, false, false},
	"busy":                   {faultproxy.Status(http.StatusServiceUnavailable, "1", ""), 2, false, true},
	"too many requests":      {faultproxy.Status(http.StatusTooManyRequests, "1", ""), 2, false, true},
	"behind a slow balancer": {faultproxy.Status(http.StatusGatewayTimeout, "", ""), 2, true, true},
	"without a majority":     {faultproxy.Status(http.StatusBadRequest, "", noMajority), 2, true, true},
	"cut before":             {faultproxy.Cut(), 2, true, true},
	"cut after":              {faultproxy.CutAfterForwarding(), 1, true, true},
	"hanging":                {faultproxy.Hang(), 2, true, false},
	"late":                   {faultproxy.DelayAnswer(time.Minute), 1, true, true},
}

// noMajority is how a broker with Khepri (4.x) says that a write timed out.
const noMajority = `{"error":"bad_request","reason":"the metadata store operation timed out"}`

// withWriteFaults runs a test under each fault, which meets requests of this method alone.
func withWriteFaults(t *testing.T, method string, test func(t *testing.T, f *front, client *management.Client)) {
	for name, c := range writeFaults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			fault := c.fault.Only(method)
			if c.onlyOne {
				fault = fault.Next(1)
			}
			f.proxies[0].Set(fault)
			// Long enough for a quorum queue on a busy machine.
			test(t, f, f.client(t, func(c *httpapi.Config) { c.Timeout = 5 * time.Second }))
			if got := f.count(method); method != http.MethodPut && got != c.sent {
				t.Errorf("%s was sent %d times, want %d", method, got, c.sent)
			}
			if got := f.lookUps(); (got > 0) != c.lookUp {
				t.Errorf("%d look-ups, wanted: %t", got, c.lookUp)
			}
		})
	}
}

func TestAccFaultsPut(t *testing.T) {
	t.Parallel()
	withWriteFaults(t, http.MethodPut, func(t *testing.T, f *front, client *management.Client) {
		queue := management.Queue{Vhost: f.vhost, Name: "a/b c", Type: "quorum", Durable: true}
		if err := client.DeclareQueue(t.Context(), queue); err != nil {
			t.Fatal(err)
		}
		acctest.Await(t, "the queue", func() bool { return f.broker.Get(t, "queues", f.vhost, queue.Name)["type"] == "quorum" })
	})
}

func TestAccFaultsDelete(t *testing.T) {
	t.Parallel()
	withWriteFaults(t, http.MethodDelete, func(t *testing.T, f *front, client *management.Client) {
		f.broker.Put(t, map[string]any{"type": "topic"}, "exchanges", f.vhost, "a/b c")
		// A node that had not heard of it yet would have to be asked once more.
		f.awaitEverywhere(t, "exchanges", f.vhost, "a/b c")
		if err := client.DeleteExchange(t.Context(), f.vhost, "a/b c"); err != nil {
			t.Fatal(err)
		}
		acctest.Await(t, "the exchange to be gone", func() bool { return f.broker.Get(t, "exchanges", f.vhost, "a/b c") == nil })
	})
}

// A binding is made exactly once, and its properties key is the broker's, whether the answer that tells it came or not.
func TestAccFaultsPost(t *testing.T) {
	t.Parallel()
	withWriteFaults(t, http.MethodPost, func(t *testing.T, f *front, client *management.Client) {
		f.broker.Put(t, map[string]any{"type": "headers"}, "exchanges", f.vhost, "x")
		f.broker.Put(t, map[string]any{"durable": true}, "queues", f.vhost, "q")
		// Another one between the same ends, which must not be taken for it.
		f.broker.Post(t, map[string]any{"routing_key": "k.#"}, "bindings", f.vhost, "e", "x", "q", "q")
		before := f.propertiesKeys(t, "x")
		key, err := client.CreateBinding(t.Context(), management.Binding{
			Vhost: f.vhost, Source: "x", Destination: "q", DestinationType: management.ToQueue, RoutingKey: "k.#",
			Arguments: map[string]any{"x-match": "all", "weight": "3"},
		})
		if err != nil {
			t.Fatal(err)
		}
		acctest.Await(t, "the binding", func() bool { return len(f.propertiesKeys(t, "x")) == len(before)+1 })
		added := slices.DeleteFunc(f.propertiesKeys(t, "x"), func(k string) bool { return slices.Contains(before, k) })
		if len(added) != 1 || added[0] != key {
			t.Errorf("the broker has %q, the client says %q", added, key)
		}
	})
}

// Views of other nodes may lag behind a write, so reads after it stay on the node that took it.
func TestAccFaultsReadsStayOnTheNodeThatTookTheWrite(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	client := f.client(t, nil)
	f.proxies[0].Set(faultproxy.Refuse())
	exchange := management.Exchange{Vhost: f.vhost, Name: "x", Type: "topic", Durable: true}
	if err := client.DeclareExchange(t.Context(), exchange); err != nil {
		t.Fatal(err)
	}
	f.proxies[0].Clear()
	took := slices.IndexFunc(f.proxies, func(p *faultproxy.Proxy) bool { return p.Count(http.MethodPut, "") > 0 })
	for i := range 20 {
		if _, err := client.Exchange(t.Context(), f.vhost, "x"); err != nil {
			t.Fatalf("read %d: %v", i+1, err)
		}
	}
	for i, proxy := range f.proxies {
		if got := proxy.Count(http.MethodGet, ""); (got > 0) != (i == took) {
			t.Errorf("node %d got %d reads; node %d took the write", i+1, got, took+1)
		}
	}
}

// A write that never gets an answer is not called a success, and the error says that it may have been done.
func TestAccFaultsWriteWhoseAnswersAreAllLost(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(context.Context, string, *management.Client) error{
		"PUT": func(ctx context.Context, vhost string, client *management.Client) error {
			return client.DeclareExchange(ctx, management.Exchange{Vhost: vhost, Name: "new", Type: "topic"})
		},
		"DELETE": func(ctx context.Context, vhost string, client *management.Client) error {
			return client.DeleteExchange(ctx, vhost, "old")
		},
		"POST": func(ctx context.Context, vhost string, client *management.Client) error {
			_, err := client.CreateBinding(ctx, management.Binding{
				Vhost: vhost, Source: "old", Destination: "amq.topic", DestinationType: management.ToExchange,
			})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			f.broker.Put(t, map[string]any{"type": "topic"}, "exchanges", f.vhost, "old")
			client := f.client(t, once)
			f.everywhere(faultproxy.CutAfterForwarding())
			if err := write(t.Context(), f.vhost, client); !errors.Is(err, httpapi.ErrAnswerLost) {
				t.Errorf("got %v, want %v", err, httpapi.ErrAnswerLost)
			}
		})
	}
}
