package management_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// A read goes on to another node whatever is the matter with the first one, and the next read does not try it again.
func TestAccFaultsReadMovesOn(t *testing.T) {
	t.Parallel()
	const timeout = 9 * time.Second
	for name, fault := range map[string]faultproxy.Fault{
		"dead":                    faultproxy.Refuse(),
		"hanging":                 faultproxy.Hang(),
		"late":                    faultproxy.DelayAnswer(timeout),
		"cut before":              faultproxy.Cut(),
		"cut after":               faultproxy.CutAfterForwarding(),
		"busy for a while":        faultproxy.Status(http.StatusServiceUnavailable, "30", "busy"),
		"behind a dead balancer":  faultproxy.Status(http.StatusBadGateway, "", "<html>Bad Gateway</html>"),
		"half a body":             faultproxy.HalfBody(),
		"a page instead of JSON":  faultproxy.WrongJSON("<html>Maintenance</html>"),
		"garbage instead of JSON": faultproxy.WrongJSON(`{"name": "orders", "arguments": {"x-max`),
		"wrong password here":     faultproxy.Status(http.StatusUnauthorized, "", `{"error":"not_authorised","reason":"Login failed"}`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			f.broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-max-length": 5}}, "queues", f.vhost, "orders")
			f.proxies[0].Set(fault)
			client := f.client(t, func(c *httpapi.Config) { c.Timeout = timeout })
			began := time.Now()
			for range 3 {
				queue, err := client.Queue(t.Context(), f.vhost, "orders")
				if err != nil {
					t.Fatal(err)
				}
				if queue.Name != "orders" || !queue.Durable || len(queue.Arguments) == 0 {
					t.Errorf("got %+v", queue)
				}
			}
			// Where others can answer, none may use up the time that a single one would be given.
			if lasted := time.Since(began); lasted >= timeout {
				t.Errorf("it took %s, although other nodes answer; one request is allowed %s", lasted, timeout)
			}
			if got := f.proxies[0].Count(http.MethodGet, ""); got > 1 {
				t.Errorf("the faulty node was asked %d times", got)
			}
		})
	}
}

func TestAccFaultsAllReasonsAreInTheError(t *testing.T) {
	t.Parallel()
	f := newFront(t)
	f.proxies[0].Set(faultproxy.Refuse())
	f.proxies[1].Set(faultproxy.WrongJSON("<html>"))
	f.proxies[2].Set(faultproxy.Status(http.StatusServiceUnavailable, "1", "the queue leaders are moving"))
	client := f.client(t, once)
	_, err := client.Queue(t.Context(), f.vhost, "orders")
	var unreachable *httpapi.UnreachableError
	if !errors.As(err, &unreachable) || len(unreachable.Attempts) != len(f.proxies) {
		t.Fatalf("got %v, want the reason of each endpoint", err)
	}
	for i, want := range []string{"connection refused", httpapi.ErrGarbled.Error(), "the queue leaders are moving"} {
		attempt := unreachable.Attempts[i]
		if attempt.Endpoint != f.proxies[i].URL() || !strings.Contains(attempt.Cause.Error(), want) {
			t.Errorf("%s: %v, want %q", attempt.Endpoint, attempt.Cause, want)
		}
		if !strings.Contains(err.Error(), attempt.Endpoint) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s and %q are not both in the error:\n%v", attempt.Endpoint, want, err)
		}
	}
	if strings.Contains(err.Error(), f.broker.Lab.Password) {
		t.Error("the password is in the error")
	}
}

// What all endpoints have in common is what the error is.
func TestAccFaultsTheSameEverywhere(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault faultproxy.Fault
		want  error
	}{
		"hanging":     {faultproxy.Hang(), httpapi.ErrTimeout},
		"garbled":     {faultproxy.WrongJSON("<html>"), httpapi.ErrGarbled},
		"half bodies": {faultproxy.HalfBody(), io.ErrUnexpectedEOF},
		"refused":     {faultproxy.Status(http.StatusUnauthorized, "", `{"error":"not_authorised"}`), httpapi.ErrUnauthorized},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFront(t)
			f.everywhere(c.fault)
			client := f.client(t, func(c *httpapi.Config) {
				once(c)
				c.Timeout = 3 * time.Second
			})
			if _, err := client.Vhost(t.Context(), f.vhost); !errors.Is(err, c.want) || errors.Is(err, httpapi.ErrNotFound) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}
