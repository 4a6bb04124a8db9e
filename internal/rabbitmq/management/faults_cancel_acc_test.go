package management_test

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// Whoever presses Ctrl-C does not wait, whatever the client is waiting for.
func TestAccFaultsCancellation(t *testing.T) {
	t.Parallel()
	const timeout = 2 * time.Minute
	for name, c := range map[string]struct {
		fault    faultproxy.Fault
		requests int // when so many have arrived, the client waits
		ready    time.Duration
	}{
		"for an answer":     {faultproxy.Hang(), 1, 0},
		"for another round": {faultproxy.Status(http.StatusServiceUnavailable, "30", ""), 3, 0},
		"for readiness":     {faultproxy.Status(http.StatusServiceUnavailable, "", ""), 3, timeout},
	} {
		for operation, run := range map[string]func(context.Context, *management.Client, string) error{
			"read": func(ctx context.Context, client *management.Client, vhost string) error {
				_, err := client.Vhost(ctx, vhost)
				return err
			},
			"write": func(ctx context.Context, client *management.Client, vhost string) error {
				return client.DeclareExchange(ctx, management.Exchange{Vhost: vhost, Name: "x", Type: "topic"})
			},
			"binding": func(ctx context.Context, client *management.Client, vhost string) error {
				_, err := client.CreateBinding(ctx, management.Binding{
					Vhost: vhost, Source: "x", Destination: "q", DestinationType: management.ToQueue,
				})
				return err
			},
		} {
			t.Run(operation+" that waits "+name, func(t *testing.T) {
				t.Parallel()
				f := newFront(t)
				f.everywhere(c.fault)
				client := f.client(t, func(config *httpapi.Config) {
					config.Timeout, config.OperationTimeout, config.WaitForReady = timeout, 2*timeout, c.ready
				})
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				ended := make(chan error, 1)
				go func() { ended <- run(ctx, client, f.vhost) }()
				acctest.Await(t, "the requests", func() bool { return f.count("") >= c.requests })
				cancel()
				select {
				case err := <-ended:
					if !errors.Is(err, context.Canceled) {
						t.Errorf("got %v, want a cancellation", err)
					}
				case <-time.After(timeout / 60):
					t.Errorf("it went on for a sixtieth of what it would wait for")
				}
			})
		}
	}
}
