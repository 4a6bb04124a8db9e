package management

import (
	"context"
	"errors"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// NodesFromEach reads the members of the cluster as each endpoint sees them. While a cluster is being put together the
// endpoints belong to several, so that one answer does not stand for all. Those that do not answer now are left out, and
// those that do not know the user yet. That all refuse the user is an error, since waiting does not help.
func (c *Client) NodesFromEach(ctx context.Context) (views [][]Node, err error) {
	if err := c.api.AwaitReady(ctx); err != nil {
		return nil, err
	}
	var refused error
	for n := range c.Endpoints() {
		var nodes []Node
		_, _, err := c.api.OneEndpoint(ctx, n, httpapi.Reading(apiPath("nodes"), &nodes))
		switch {
		case errors.Is(err, httpapi.ErrUnauthorized), errors.Is(err, httpapi.ErrAccessRefused):
			refused = err
			continue
		case err != nil:
			continue
		}
		views = append(views, nodes)
	}
	if len(views) == 0 {
		return nil, refused
	}
	return views, nil
}
