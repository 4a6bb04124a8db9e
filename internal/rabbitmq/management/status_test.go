package management

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"
)

// What answers in a broker's place is not taken for it, whatever its status says.
func TestOnlyABrokersStatusesAreSuccess(t *testing.T) {
	const page = "<html>log in</html>"
	calls := map[string]func(context.Context, *Client) error{
		http.MethodPut: func(ctx context.Context, c *Client) error {
			return c.PutPolicy(ctx, UserPolicy, Policy{Vhost: "v", Name: "p"})
		},
		http.MethodDelete: func(ctx context.Context, c *Client) error { return c.DeletePolicy(ctx, UserPolicy, "v", "p") },
		http.MethodPost:   func(ctx context.Context, c *Client) error { return c.SynchroniseQueue(ctx, "v", "q") },
		http.MethodGet: func(ctx context.Context, c *Client) error {
			_, err := c.Policy(ctx, UserPolicy, "v", "p")
			return err
		},
	}
	good := map[string]string{"PUT 201": "", "PUT 204": "", "DELETE 204": "", "POST 201": "", "POST 204": "", "GET 200": `{"name":"p"}`}
	for method, call := range calls {
		for _, status := range []int{200, 201, 202, 203, 204, 205, 206, 300, 301, 302, 303, 307, 308} {
			asked := method + " " + http.StatusText(status)
			body, success := good[method+" "+strconv.Itoa(status)]
			if !success {
				body = page
			}
			node := newFakeNode(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Location", "https://login.example/?token=t0p")
				w.WriteHeader(status)
				_, _ = w.Write([]byte(body))
			})
			client := newClient(t, node.URL)
			client.transport.maxRetries = 0
			err := call(t.Context(), client)
			switch {
			case success && err != nil:
				t.Errorf("%s: %v", asked, err)
			case !success && !mentions(err, method+" /api/", node.URL, http.StatusText(status), "text/html", "login.example"):
				t.Errorf("%s: %v", asked, err)
			case !success && strings.Contains(err.Error(), "t0p"):
				t.Errorf("%s: the token is in the error: %v", asked, err)
			}
		}
	}
}

// mentions reports whether an error is ErrGarbled and says all these.
func mentions(err error, texts ...string) bool {
	if !errors.Is(err, ErrGarbled) {
		return false
	}
	for _, text := range texts {
		if !strings.Contains(err.Error(), text) {
			return false
		}
	}
	return true
}
