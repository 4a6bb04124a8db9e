package management

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Brokers of 3.10 answer the first of two lists that are asked for at one moment after their start with status 500 and no reason:
// {error, {already_started, Pid}} in rabbit_mgmt_db_cache:fetch/4. Every read is repeated, whoever needs it.
func TestReadsThatABrokerFailsAtOnceAreRepeated(t *testing.T) {
	for name, read := range map[string]func(context.Context, *Client) error{
		"queues": func(ctx context.Context, c *Client) error { _, err := c.Queues(ctx, "v"); return err },
		"status": func(ctx context.Context, c *Client) error { _, err := c.QueueStatuses(ctx, "v"); return err },
		"usage": func(ctx context.Context, c *Client) error {
			_, err := c.QueuesUsage(ctx, "v", UsageQuestion{})
			return err
		},
		"virtual hosts": func(ctx context.Context, c *Client) error { _, err := c.Vhosts(ctx); return err },
		"shared by reads": func(ctx context.Context, c *Client) error {
			_, err := readListing(ctx, c.api, "/api/queues/v")
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			asked := map[string]int{}
			node := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				defer mu.Unlock()
				asked[r.URL.Path]++
				if asked[r.URL.Path] == 1 {
					w.WriteHeader(http.StatusInternalServerError)
					return
				}
				_, _ = w.Write([]byte(`[]`))
			}))
			t.Cleanup(node.Close)
			client, err := New(httpapi.Config{Endpoints: []string{node.URL}})
			if err != nil {
				t.Fatal(err)
			}
			if err := read(t.Context(), client); err != nil {
				t.Errorf("%v after %v", err, asked)
			}
		})
	}
}
