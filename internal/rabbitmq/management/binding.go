package management

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"time"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// The two kinds of things that an exchange can be bound to.
const (
	ToQueue    = "queue"
	ToExchange = "exchange"
)

// Binding leads from an exchange to a queue or another exchange. Nothing of it can be changed once it exists.
type Binding struct {
	Vhost           string         `json:"vhost"`
	Source          string         `json:"source"`
	Destination     string         `json:"destination"`
	DestinationType string         `json:"destination_type"`
	RoutingKey      string         `json:"routing_key"`
	Arguments       map[string]any `json:"arguments"`
	// PropertiesKey distinguishes bindings between the same two ends: the broker makes it of routing key and arguments.
	PropertiesKey string `json:"properties_key"`
}

func (b Binding) info() rabbithole.BindingInfo {
	return rabbithole.BindingInfo{
		Source: b.Source, Destination: b.Destination, DestinationType: b.DestinationType,
		RoutingKey: b.RoutingKey, Arguments: b.Arguments,
	}
}

// between are the parts of the address of all bindings between the two ends.
func (b Binding) between() []string {
	kind := "q"
	if b.DestinationType == ToExchange {
		kind = "e"
	}
	return []string{"bindings", b.Vhost, "e", b.Source, kind, b.Destination}
}

func (b Binding) path() string { return apiPath(append(b.between(), keyInPath(b.PropertiesKey))...) }

// keyInPath writes a properties key so that it survives as the last part of a path. The broker does not encode dots
// there, and its HTTP server takes "." and ".." for steps even when they arrive percent-encoded; only the encoding of
// the key itself, which is undone after that, hides them.
func keyInPath(propertiesKey string) string {
	if propertiesKey == "." || propertiesKey == ".." {
		return strings.ReplaceAll(propertiesKey, ".", "%2E")
	}
	return propertiesKey
}

// Binding reads the binding with the given ends and properties key; ErrNotFound if there is none, ErrQueueDown where nobody
// can tell.
func (c *Client) Binding(ctx context.Context, b Binding) (*Binding, error) {
	key := objectKey{
		Vhost: b.Vhost, Source: b.Source, Destination: b.Destination, DestinationType: b.DestinationType,
		PropertiesKey: b.PropertiesKey,
	}
	found, err := readShared[Binding](ctx, c, apiPath("bindings", b.Vhost), key, b.path())
	if IsAbsent(err) {
		err = c.unlessEndDown(ctx, b, err)
	}
	if IsAbsent(err) && b.DestinationType == ToQueue {
		// The queue may have come back between the two looks, and its bindings with it.
		found, err = getObject[Binding](ctx, c, b.path())
	}
	if err != nil {
		return nil, err
	}
	return &found, nil
}

// orderedArguments is how many arguments keep their order inside the broker, where they pass through an Erlang map. The
// key that it answers with is a hash of them as they came, the key of the stored binding a hash of them sorted.
const orderedArguments = 32

// CreateBinding binds and returns the properties key that the broker gave. The same binding made twice is one binding.
// ErrQueueDown where the broker cannot make it; with ErrAnswerLost it may have been made nevertheless, just before the
// node of its queue failed, and then the key is the one that it has in that case, or empty where that is not known.
func (c *Client) CreateBinding(ctx context.Context, b Binding) (propertiesKey string, err error) {
	propertiesKey, err = c.bind(ctx, b)
	switch {
	case err == nil:
		c.bindings.remember(b)
		b.PropertiesKey = propertiesKey
		c.api.NoteChange(http.MethodPut, b.path())
	case errors.Is(err, httpapi.ErrNotFound):
		lost := errors.Is(err, httpapi.ErrAnswerLost)
		if err = c.unlessEndDown(ctx, b, err); lost && errors.Is(err, ErrQueueDown) {
			return b.plainKey(), fmt.Errorf("%w when the binding was made: %w", httpapi.ErrAnswerLost, err)
		}
	}
	return propertiesKey, err
}

// plainKey is the properties key of a binding without arguments (rabbit_mgmt_format:pack_binding_props/2); empty for others,
// whose key holds a hash that only Erlang can make.
func (b Binding) plainKey() string {
	switch {
	case len(b.Arguments) > 0:
		return ""
	case b.RoutingKey == "":
		return withoutArguments
	}
	return quoteRoutingKey(b.RoutingKey)
}

func (c *Client) bind(ctx context.Context, b Binding) (propertiesKey string, err error) {
	resp, err := c.rabbitHole(ctx).DeclareBinding(b.Vhost, b.info())
	switch err = withoutStandIn(nil, err); {
	case errors.Is(err, httpapi.ErrAnswerLost), httpapi.BrokerFailed(err):
		return c.bindAgain(ctx, b, err)
	case err != nil:
		return "", err
	case len(b.Arguments) > orderedArguments:
		return c.madeKey(ctx, b)
	}
	location := resp.Header.Get("Location")
	key, err := url.PathUnescape(location[strings.LastIndex(location, "/")+1:])
	if err != nil || key == "" {
		return "", fmt.Errorf("the broker made the binding but answered without its address (Location %q)", location)
	}
	return key, nil
}

// FindBinding looks for a binding by its ends, routing key and arguments; ErrNotFound if there is none.
// That there is none may be known from a list that is up to a minute old.
func (c *Client) FindBinding(ctx context.Context, b Binding) (propertiesKey string, err error) {
	if may, err := c.bindings.mayExist(ctx, c, b); err != nil || !may {
		return "", cmp.Or(err, httpapi.ErrNotFound)
	}
	key, err := c.listedKey(ctx, b)
	b.PropertiesKey = key
	switch {
	case errors.Is(err, errNotListed), err == nil && !c.removedUntil(b.path()).IsZero():
		return "", httpapi.ErrNotFound
	case err != nil:
		return "", err
	}
	return key, nil
}

// bindAgain looks whether a binding was made although the answer was lost, and makes it if not.
func (c *Client) bindAgain(ctx context.Context, b Binding, lost error) (string, error) {
	key, err := c.listedKey(ctx, b)
	switch {
	case err == nil:
		return key, nil
	case !errors.Is(err, errNotListed):
		return "", errors.Join(lost, err)
	}
	if _, err := c.rabbitHole(ctx).DeclareBinding(b.Vhost, b.info()); err != nil {
		return "", errors.Join(lost, withoutStandIn(nil, err))
	}
	return c.madeKey(ctx, b)
}

// madeKey is listedKey for a binding that was made just now, and that every node lists before long.
func (c *Client) madeKey(ctx context.Context, b Binding) (key string, err error) {
	until := c.api.ChangedUntil()
	for round := 0; ; round++ {
		key, err = c.listedKey(ctx, b)
		if !errors.Is(err, errNotListed) || !time.Now().Before(until) || !httpapi.SleepForNews(ctx, round) {
			return key, err
		}
	}
}

var errNotListed = errors.New("the broker does not list the binding with these arguments, though it was made")

// listedKey finds the properties key of a binding by its routing key and arguments.
func (c *Client) listedKey(ctx context.Context, b Binding) (string, error) {
	all, err := get[[]Binding](ctx, c, apiPath(b.between()...))
	if err != nil {
		return "", err
	}
	for _, each := range all {
		same := len(each.Arguments) == 0 && len(b.Arguments) == 0 || reflect.DeepEqual(each.Arguments, b.Arguments)
		if each.RoutingKey == b.RoutingKey && same {
			return each.PropertiesKey, nil
		}
	}
	return "", errNotListed
}

// DeleteBinding removes the binding with the given ends and properties key; ErrQueueDown where the broker cannot.
func (c *Client) DeleteBinding(ctx context.Context, b Binding) error {
	missing, err := c.removeOrMiss(ctx, b.path(), "")
	if missing {
		err = httpapi.ErrNotFound
	}
	if IsAbsent(err) {
		err = c.unlessEndDown(ctx, b, err)
	}
	return IgnoreNotFound(err)
}
