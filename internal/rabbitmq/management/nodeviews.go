package management

import (
	"context"
	"errors"
	"net/http"
)

// NodesFromEach reads the members of the cluster as each endpoint sees them. While a cluster is being put together the
// endpoints belong to several, so that one answer does not stand for all. Those that do not answer now are left out, and
// those that do not know the user yet. That all refuse the user is an error, since waiting does not help.
func (c *Client) NodesFromEach(ctx context.Context) (views [][]Node, err error) {
	path := apiPath("nodes")
	var refused error
	for n := range c.transport.endpoints {
		got, _, err := c.transport.sendTo(ctx, n, request{method: http.MethodGet, path: path})
		switch {
		case errors.Is(err, ErrUnauthorized), errors.Is(err, ErrAccessRefused):
			refused = err
			continue
		case err != nil:
			continue
		}
		var nodes []Node
		if err := decode(path, got.body, &nodes); err != nil {
			return nil, err
		}
		views = append(views, nodes)
	}
	if len(views) == 0 {
		return nil, refused
	}
	return views, nil
}
