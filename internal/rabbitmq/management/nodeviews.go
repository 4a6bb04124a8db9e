package management

import (
	"context"
	"errors"
)

// NodesFromEach reads the members of the cluster as each endpoint sees them. While a cluster is being put together the
// endpoints belong to several, so that one answer does not stand for all. Those that do not answer now are left out, and
// those that do not know the user yet. That all refuse the user is an error, since waiting does not help.
func (c *Client) NodesFromEach(ctx context.Context) (views [][]Node, err error) {
	if err := c.transport.gate.pass(ctx, c.transport); err != nil {
		return nil, err
	}
	var refused error
	for n := range c.transport.endpoints {
		var nodes []Node
		_, _, err := c.transport.tryEndpoint(ctx, n, reading(apiPath("nodes"), &nodes))
		switch {
		case errors.Is(err, ErrUnauthorized), errors.Is(err, ErrAccessRefused):
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
