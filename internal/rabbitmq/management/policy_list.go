package management

import "context"

// Policies reads the policies of one kind in a virtual host, or in all that the user may see if it is empty; ErrNotFound
// if there is no such virtual host.
func (c *Client) Policies(ctx context.Context, kind PolicyKind, vhost string) ([]Policy, error) {
	return getObject[[]Policy](ctx, c, listPath(string(kind), vhost))
}
