package management

import (
	"bytes"
	"context"
	"net/http"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// TopicPermissions are which routing keys a user may publish and bind with at one topic exchange: regular expressions;
// the empty one matches none. A user without any at an exchange may use all.
type TopicPermissions struct {
	Vhost    string `json:"vhost"`
	User     string `json:"user"`
	Exchange string `json:"exchange"`
	Write    string `json:"write"`
	Read     string `json:"read"`
}

// topicPermissions are one or several: the list of all has an object for each exchange, while the address of a user in a
// virtual host answers with a list of its own.
type topicPermissions []TopicPermissions

// UnmarshalJSON accepts both forms.
func (p *topicPermissions) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		var list []TopicPermissions
		err := unmarshal(data, &list)
		*p = list
		return err
	}
	var one TopicPermissions
	err := unmarshal(data, &one)
	*p = topicPermissions{one}
	return err
}

func (p topicPermissions) of(exchange string) *TopicPermissions {
	at := slices.IndexFunc(p, func(each TopicPermissions) bool { return each.Exchange == exchange })
	if at < 0 {
		return nil
	}
	return &p[at]
}

func topicPermissionsPath(vhost, user string) string {
	return apiPath("topic-permissions", vhost, user)
}

// TopicPermissions reads those of one user at one exchange; ErrNotFound if there are none.
func (c *Client) TopicPermissions(ctx context.Context, vhost, user, exchange string) (*TopicPermissions, error) {
	path := topicPermissionsPath(vhost, user)
	key := objectKey{Vhost: vhost, User: user, Exchange: exchange}
	list, err := readShared[topicPermissions](ctx, c, apiPath("topic-permissions"), key, path)
	if err != nil {
		return nil, err
	}
	if found := list.of(exchange); found != nil {
		return found, nil
	}
	return c.absentTopicPermissions(ctx, path, exchange)
}

// absentTopicPermissions asks a second node about a user who has permissions at other exchanges only: the first has no
// address of its own for one exchange, so that its answer was none of ErrNotFound.
func (c *Client) absentTopicPermissions(ctx context.Context, path, exchange string) (*TopicPermissions, error) {
	var list topicPermissions
	first, err := c.api.Do(ctx, httpapi.Reading(path, &list))
	if err != nil {
		return nil, err
	}
	absent := &httpapi.Error{
		Method: http.MethodGet, Path: path, Endpoint: c.Endpoints()[first.Endpoint],
		Status: http.StatusNotFound, Reason: "the list does not name the exchange",
	}
	if list.of(exchange) == nil && c.manyEndpoints() {
		if _, err := c.confirmAbsence(ctx, httpapi.Reading(path, &list), absent); err != nil {
			return nil, err
		}
	}
	if found := list.of(exchange); found != nil {
		return found, nil
	}
	return nil, absent
}

// UserTopicPermissions reads those of one user in all virtual hosts.
func (c *Client) UserTopicPermissions(ctx context.Context, user string) ([]TopicPermissions, error) {
	return get[[]TopicPermissions](ctx, c, apiPath("users", user, "topic-permissions"))
}

// PutTopicPermissions gives permissions at one exchange or replaces those that are there. Brokers from 4.3.2 answer 400
// ("no_such_exchange") where there is no such exchange; older ones do not look.
func (c *Client) PutTopicPermissions(ctx context.Context, p TopicPermissions) error {
	body := map[string]string{"exchange": p.Exchange, "write": p.Write, "read": p.Read}
	return c.put(ctx, topicPermissionsPath(p.Vhost, p.User), body)
}

// DeleteTopicPermissions removes those at one exchange and leaves the others. The exchange must not be empty, since the
// address would be that of all.
func (c *Client) DeleteTopicPermissions(ctx context.Context, vhost, user, exchange string) error {
	err := c.remove(ctx, apiPath("topic-permissions", vhost, user, exchange))
	// They are read at an address of their user.
	c.api.NoteChange(http.MethodPut, topicPermissionsPath(vhost, user))
	return err
}
