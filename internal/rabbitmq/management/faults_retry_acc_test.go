package management_test

import (
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// A broker that is busy is asked again, once and not before the time that it has named.
func TestAccFaultsRetryAfter(t *testing.T) {
	t.Parallel()
	const wish = 3 * time.Second
	for name, c := range map[string]struct {
		retryAfter func() string
		least      time.Duration
		// method is of the requests that the nodes have no time for; empty for any.
		method string
		// changes is how often the change is sent.
		changes int
	}{
		"seconds": {func() string { return fmt.Sprint(wish.Seconds()) }, wish, http.MethodPut, 4},
		// A date has no fractions of a second.
		"a date": {func() string { return time.Now().Add(wish).UTC().Format(http.TimeFormat) }, wish - time.Second, http.MethodPut, 4},
		// Before the change they are asked which nodes are running.
		"busy already": {func() string { return fmt.Sprint(wish.Seconds()) }, wish, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			began := time.Now()
			f.everywhere(faultproxy.Status(http.StatusServiceUnavailable, c.retryAfter(), "busy").Only(c.method).Next(1))
			exchange := management.Exchange{Vhost: f.vhost, Name: "x", Type: "topic"}
			if err := f.client(t, nil).DeclareExchange(t.Context(), exchange); err != nil {
				t.Fatal(err)
			}
			if lasted := time.Since(began); lasted < c.least {
				t.Errorf("it was asked again after %s, wanted were %s", lasted, c.least)
			}
			if got := f.count(http.MethodPut); got != c.changes {
				t.Errorf("%d requests, want %d", got, c.changes)
			}
			if f.broker.Get(t, "exchanges", f.vhost, "x") == nil {
				t.Error("the exchange was not made")
			}
		})
	}
}

// A broker that is away is waited for by the first calls. The many others that come with them in a refresh get their
// error, with all reasons, without asking again and again.
func TestAccFaultsManyReadsOfABrokerThatIsAway(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	f.everywhere(faultproxy.Cut())
	client := f.client(t, nil)
	const workers, reads = 10, 50
	var all sync.WaitGroup
	for worker := range workers {
		all.Go(func() {
			for i := range reads {
				_, err := client.Queue(t.Context(), f.vhost, fmt.Sprintf("q%d-%d", worker, i))
				var unreachable *httpapi.UnreachableError
				if !errors.As(err, &unreachable) || len(unreachable.Attempts) != len(f.proxies) {
					t.Errorf("got %v, want the reasons of all nodes", err)
				}
			}
		})
	}
	all.Wait()
	if got := f.count(""); got >= workers*reads {
		t.Errorf("%d reads sent %d requests to a broker that is away", workers*reads, got)
	}
	for _, proxy := range f.proxies {
		proxy.Clear()
	}
	// Each node is asked again when its time is over.
	acctest.Await(t, "the client to find the broker that is back", func() bool {
		vhost, err := client.Vhost(t.Context(), f.vhost)
		return err == nil && vhost.Name == f.vhost
	})
}
