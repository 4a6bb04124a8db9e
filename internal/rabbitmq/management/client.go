package management

import (
	"context"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Client is safe for concurrent use. One client serves one provider configuration.
type Client struct {
	api      *httpapi.Client
	shared   *sharedReads
	bindings *bindingLookups
	// visible remembers what the user can see, majority whether the cluster can carry out a change.
	visible  visibilityCache
	majority *majority
	// usageWaits bounds the waiting for what queues hold.
	usageWaits usageWaits
}

// New checks the endpoints and returns a client; it does not connect.
func New(config httpapi.Config) (*Client, error) {
	c := &Client{majority: newMajority(), bindings: newBindingLookups(), usageWaits: usageWaits{interval: statisticsInterval}}
	api, err := httpapi.New(config, httpapi.Hooks{
		// Object totals would make the broker ask every node.
		ReadyPath: apiPath("overview") + "?disable_stats=true",
		BeforeWrite: func(ctx context.Context, method, path string, again bool) (complete bool, err error) {
			after := time.Now()
			if !again {
				after = after.Add(-majorityAge)
			}
			err = c.majority.missing(ctx, c.api, method, path, after)
			return c.majority.complete.Load(), err
		},
		VerifyNotFound:  c.verifyNotFound,
		ConfirmNotFound: c.confirmGone,
		ExplainLost:     func(ctx context.Context, err error) error { return withNodesDown(ctx, c.api, err) },
		DoubtedUntil:    c.doubtedUntil,
	})
	if err != nil {
		return nil, err
	}
	c.api = api
	c.shared = newSharedReads(api)
	return c, nil
}

// Credentials returns the user that the client logs in as.
func (c *Client) Credentials() (username, password string) { return c.api.Credentials() }

// Endpoints returns the base addresses in the order in which they were given.
func (c *Client) Endpoints() []string { return c.api.Endpoints() }

// manyEndpoints reports whether there is a second endpoint that can be asked.
func (c *Client) manyEndpoints() bool { return len(c.api.Endpoints()) > 1 }
