package management

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// LimitsOf distinguishes limits of virtual hosts from those of users: the broker keeps them in different places.
type LimitsOf string

// The kinds, named as the paths of the API. Users have limits from RabbitMQ 3.8.10; older ones answer 404 and 405.
const (
	VhostLimits LimitsOf = "vhost-limits"
	UserLimits  LimitsOf = "user-limits"
)

// limits are those of one virtual host or user. In the list of all it is one object; its own address answers with a list
// of that object, or of nothing where there are no limits.
type limits struct {
	values map[string]json.Number
}

// UnmarshalJSON accepts both forms, and the empty list that brokers write for an object without members.
func (l *limits) UnmarshalJSON(data []byte) error {
	var each struct {
		Value json.RawMessage `json:"value"`
	}
	l.values = map[string]json.Number{}
	if bytes.HasPrefix(data, []byte("[")) {
		var list []json.RawMessage
		if err := unmarshal(data, &list); err != nil || len(list) == 0 {
			return err
		}
		data = list[0]
	}
	if err := unmarshal(data, &each); err != nil || !bytes.HasPrefix(each.Value, []byte("{")) {
		return err
	}
	return unmarshal(each.Value, &l.values)
}

// Limits reads the limits of a virtual host or a user by the broker's names, such as "max-connections"; without an entry
// there is no limit. ErrNotFound if there is no such virtual host or user.
func (c *Client) Limits(ctx context.Context, of LimitsOf, owner string) (map[string]json.Number, error) {
	key := objectKey{Vhost: owner}
	if of == UserLimits {
		key = objectKey{User: owner}
	}
	read, err := readShared[limits](ctx, c, apiPath(string(of)), key, apiPath(string(of), owner))
	return read.values, err
}

// SetLimit sets one limit and leaves the others.
func (c *Client) SetLimit(ctx context.Context, of LimitsOf, owner, name string, value int64) error {
	return c.changeLimits(ctx, of, owner, func() error {
		return c.put(ctx, apiPath(string(of), owner, name), map[string]int64{"value": value})
	})
}

// ClearLimit removes one limit and leaves the others; one that is not set is no error. The virtual host or user must
// exist: older brokers answer 500 where it does not.
func (c *Client) ClearLimit(ctx context.Context, of LimitsOf, owner, name string) error {
	return c.changeLimits(ctx, of, owner, func() error {
		_, err := c.api.Do(ctx, httpapi.Request{Method: http.MethodDelete, Path: apiPath(string(of), owner, name)})
		return err
	})
}

// changeLimits changes one limit when every node has heard of the last change: a node keeps all limits of a virtual host as one
// value, reads that where it is and writes it back (rabbit_vhost_limit), so that one that lags takes the last change back.
func (c *Client) changeLimits(ctx context.Context, of LimitsOf, owner string, change func() error) error {
	path := apiPath(string(of), owner)
	c.api.AwaitNews(ctx, path)
	if err := ctx.Err(); err != nil {
		return context.Cause(ctx)
	}
	err := change()
	if err == nil || errors.Is(err, httpapi.ErrAnswerLost) {
		c.api.NoteChange(http.MethodPut, path)
	}
	return err
}
