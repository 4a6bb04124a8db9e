package management

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"reflect"
	"strings"

	rabbithole "github.com/michaelklishin/rabbit-hole/v2"
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
	// PropertiesKey tells bindings between the same two ends apart: the broker makes it of routing key and arguments.
	PropertiesKey string `json:"properties_key"`
}

func (b Binding) hole() rabbithole.BindingInfo {
	return rabbithole.BindingInfo{
		Source: b.Source, Destination: b.Destination, DestinationType: b.DestinationType,
		RoutingKey: b.RoutingKey, Arguments: b.Arguments, PropertiesKey: keyInPath(b.PropertiesKey),
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

// keyInPath writes a properties key so that it survives as the last part of a path. The broker does not encode dots
// there, and its HTTP server takes "." and ".." for steps even when they arrive percent-encoded; only the encoding of
// the key itself, which is undone after that, hides them.
func keyInPath(propertiesKey string) string {
	if propertiesKey == "." || propertiesKey == ".." {
		return strings.ReplaceAll(propertiesKey, ".", "%2E")
	}
	return propertiesKey
}

// Binding reads the binding with the given ends and properties key; ErrNotFound if there is none.
func (c *Client) Binding(ctx context.Context, b Binding) (*Binding, error) {
	var found Binding
	if err := c.getObject(ctx, apiPath(append(b.between(), keyInPath(b.PropertiesKey))...), &found); err != nil {
		return nil, err
	}
	return &found, nil
}

// orderedArguments is how many arguments keep their order inside the broker, where they pass through an Erlang map. The
// key that it answers with is a hash of them as they came, the key of the stored binding a hash of them sorted.
const orderedArguments = 32

// CreateBinding binds and returns the properties key that the broker gave. The same binding made twice is one binding.
func (c *Client) CreateBinding(ctx context.Context, b Binding) (propertiesKey string, err error) {
	resp, err := c.hole(ctx).DeclareBinding(b.Vhost, b.hole())
	if err != nil {
		return "", written(nil, err)
	}
	if len(b.Arguments) > orderedArguments {
		return c.listedKey(ctx, b)
	}
	location := resp.Header.Get("Location")
	key, err := url.PathUnescape(location[strings.LastIndex(location, "/")+1:])
	if err != nil || key == "" {
		return "", fmt.Errorf("the broker made the binding but answered without its address (Location %q)", location)
	}
	return key, nil
}

// listedKey finds the properties key of a binding by its routing key and arguments.
func (c *Client) listedKey(ctx context.Context, b Binding) (string, error) {
	var all []Binding
	if err := c.get(ctx, apiPath(b.between()...), &all); err != nil {
		return "", err
	}
	for _, each := range all {
		if each.RoutingKey == b.RoutingKey && reflect.DeepEqual(each.Arguments, b.Arguments) {
			return each.PropertiesKey, nil
		}
	}
	return "", errors.New("the broker made the binding but does not list it with these arguments")
}

// DeleteBinding removes the binding with the given ends and properties key.
func (c *Client) DeleteBinding(ctx context.Context, b Binding) error {
	return IgnoreNotFound(written(c.hole(ctx).DeleteBinding(b.Vhost, b.hole())))
}
