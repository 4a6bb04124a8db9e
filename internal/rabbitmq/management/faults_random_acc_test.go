package management_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Ten workers make things while now one node misbehaves and now another. Whatever the client calls done was done, what it
// reads was read whole, and it gives up on nothing but a write whose answer it has lost.
func TestAccFaultsRandom(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	misbehaveInTurn(f)
	client := f.client(t, func(c *httpapi.Config) { c.Timeout = 30 * time.Second })
	f.broker.Put(t, map[string]any{"durable": true}, "queues", f.vhost, "q")
	const workers, exchanges = 10, 8
	var wanted sync.Map // name of the exchange -> properties key of its binding, "" for a deleted exchange
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() {
			for i := range exchanges {
				name := fmt.Sprintf("x %d/%d", worker, i)
				key, err := makeAndRead(t, client, f.vhost, name, i%2 == 0)
				switch {
				case err == nil:
					wanted.Store(name, key)
				case !errors.Is(err, httpapi.ErrAnswerLost):
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	all.Wait()
	for _, proxy := range f.proxies {
		proxy.Clear()
	}
	wanted.Range(func(key, value any) bool {
		name, propertiesKey := fmt.Sprint(key), fmt.Sprint(value)
		acctest.Await(t, name+" as the client left it", func() bool {
			there := f.broker.Get(t, "exchanges", f.vhost, name) != nil
			if propertiesKey == "" {
				return !there
			}
			keys := f.propertiesKeys(t, name)
			return there && len(keys) == 1 && keys[0] == propertiesKey
		})
		return true
	})
	met := 0
	for _, proxy := range f.proxies {
		for _, request := range proxy.Requests() {
			if request.Fault != "" {
				met++
			}
		}
	}
	t.Logf("%d of %d requests met a fault", met, f.count(""))
	if met < workers {
		t.Errorf("only %d requests met a fault", met)
	}
}

// makeAndRead makes an exchange with a binding and reads both; then it deletes them, or returns the binding's key.
func makeAndRead(t *testing.T, client *management.Client, vhost, name string, remove bool) (key string, err error) {
	ctx := t.Context()
	if err := client.DeclareExchange(ctx, management.Exchange{Vhost: vhost, Name: name, Type: "topic", Durable: true}); err != nil {
		return "", err
	}
	binding := management.Binding{
		Vhost: vhost, Source: name, Destination: "q", DestinationType: management.ToQueue, RoutingKey: "a.#",
	}
	// Where the node that made the exchange has failed just now, another one is asked, which may not know it yet (Khepri).
	if binding.PropertiesKey, err = client.CreateBinding(ctx, binding); err != nil {
		return "", err
	}
	exchange, err := client.Exchange(ctx, vhost, name)
	if err != nil {
		return "", err
	}
	if exchange.Name != name || exchange.Type != "topic" || !exchange.Durable {
		t.Errorf("%s was read as %+v", name, exchange)
	}
	found, err := client.Binding(ctx, binding)
	if err != nil {
		return "", err
	}
	if found.RoutingKey != binding.RoutingKey {
		t.Errorf("the binding of %s was read as %+v", name, found)
	}
	if !remove {
		return binding.PropertiesKey, nil
	}
	return "", client.DeleteExchange(ctx, vhost, name)
}

// misbehaveInTurn lets one node at a time do something random to half of its requests.
func misbehaveInTurn(f *front) {
	const turn = 20 // requests
	faults := []faultproxy.Fault{
		faultproxy.Cut(), faultproxy.CutAfterForwarding(), faultproxy.HalfBody(), faultproxy.Delay(50 * time.Millisecond),
		faultproxy.DelayAnswer(50 * time.Millisecond), faultproxy.Status(http.StatusServiceUnavailable, "", "busy"),
		faultproxy.Status(http.StatusBadGateway, "", ""), faultproxy.WrongJSON("<html>"),
	}
	var mu sync.Mutex
	random, seen := rand.New(rand.NewPCG(3, 10)), 0
	for n, proxy := range f.proxies {
		proxy.SetEach(func(r faultproxy.Request) faultproxy.Fault {
			mu.Lock()
			defer mu.Unlock()
			seen++
			fault := faults[random.IntN(len(faults))]
			// Nobody can tell a page that says 200 from the empty answer to a write.
			mistakable := r.Method != http.MethodGet && fault.String() == "wrong JSON"
			if seen/turn%len(f.proxies) != n || random.IntN(2) == 0 || mistakable {
				return faultproxy.Fault{}
			}
			return fault
		})
	}
}
