package management

import (
	"context"
	"fmt"
	"net/url"
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
		RoutingKey: b.RoutingKey, Arguments: b.Arguments, PropertiesKey: b.PropertiesKey,
	}
}

// Binding reads the binding with the given ends and properties key; ErrNotFound if there is none.
func (c *Client) Binding(ctx context.Context, b Binding) (*Binding, error) {
	kind := "q"
	if b.DestinationType == ToExchange {
		kind = "e"
	}
	var found Binding
	path := apiPath("bindings", b.Vhost, "e", b.Source, kind, b.Destination, b.PropertiesKey)
	if err := c.getObject(ctx, path, &found); err != nil {
		return nil, err
	}
	return &found, nil
}

// CreateBinding binds and returns the properties key that the broker gave. The same binding made twice is one binding.
func (c *Client) CreateBinding(ctx context.Context, b Binding) (propertiesKey string, err error) {
	resp, err := c.hole(ctx).DeclareBinding(b.Vhost, b.hole())
	if err != nil {
		return "", written(nil, err)
	}
	location := resp.Header.Get("Location")
	key, err := url.PathUnescape(location[strings.LastIndex(location, "/")+1:])
	if err != nil || key == "" {
		return "", fmt.Errorf("the broker made the binding but answered without its address (Location %q)", location)
	}
	return key, nil
}

// DeleteBinding removes the binding with the given ends and properties key.
func (c *Client) DeleteBinding(ctx context.Context, b Binding) error {
	return IgnoreNotFound(written(c.hole(ctx).DeleteBinding(b.Vhost, b.hole())))
}
