package management

import "context"

// Permissions are what a user may do in a virtual host: regular expressions that the names of queues and exchanges must
// match; the empty one matches none.
type Permissions struct {
	Vhost     string `json:"vhost"`
	User      string `json:"user"`
	Configure string `json:"configure"`
	Write     string `json:"write"`
	Read      string `json:"read"`
}

func permissionsPath(vhost, user string) string { return apiPath("permissions", vhost, user) }

// Permissions reads the permissions of one user in one virtual host; ErrNotFound if it has none there.
func (c *Client) Permissions(ctx context.Context, vhost, user string) (*Permissions, error) {
	key := objectKey{Vhost: vhost, User: user}
	found, err := readShared[Permissions](ctx, c, apiPath("permissions"), key, permissionsPath(vhost, user))
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// UserPermissions reads the permissions of one user in all virtual hosts.
func (c *Client) UserPermissions(ctx context.Context, user string) ([]Permissions, error) {
	return get[[]Permissions](ctx, c, apiPath("users", user, "permissions"))
}

// PutPermissions gives permissions or replaces those that are there. The broker answers 400 ("vhost_or_user_not_found")
// where one of the two does not exist, and 400 ("invalid_regexp") to what Erlang cannot read.
func (c *Client) PutPermissions(ctx context.Context, p Permissions) error {
	return c.put(ctx, permissionsPath(p.Vhost, p.User), map[string]string{"configure": p.Configure, "write": p.Write, "read": p.Read})
}

// DeletePermissions takes all permissions of a user in a virtual host away, which keeps it from connecting there.
func (c *Client) DeletePermissions(ctx context.Context, vhost, user string) error {
	return c.remove(ctx, permissionsPath(vhost, user))
}
