package management

import (
	"context"
	"slices"
)

// BindingFilter says which bindings are wanted.
type BindingFilter struct {
	Vhost string
	// Source is an exchange, "" the default one; nil means from any.
	Source *string
	// Destination is a queue or exchange by its DestinationType; nil means to any.
	Destination *string
	// DestinationType is ToQueue or ToExchange; "" means both, and goes with no Destination.
	DestinationType string
}

func (f BindingFilter) takes(b Binding) bool {
	return (f.Source == nil || *f.Source == b.Source) && (f.Destination == nil || *f.Destination == b.Destination) &&
		(f.DestinationType == "" || f.DestinationType == b.DestinationType)
}

// path is the shortest list that holds what is wanted.
func (f BindingFilter) path() string {
	switch {
	case f.Source != nil && f.Destination != nil && *f.Source != "":
		return apiPath(Binding{Vhost: f.Vhost, Source: *f.Source, Destination: *f.Destination, DestinationType: f.DestinationType}.between()...)
	case f.Destination != nil && f.DestinationType == ToExchange:
		return apiPath("exchanges", f.Vhost, *f.Destination, "bindings", "destination")
	case f.Destination != nil:
		return apiPath("queues", f.Vhost, *f.Destination, "bindings")
	case f.Source != nil && *f.Source != "":
		return apiPath("exchanges", f.Vhost, *f.Source, "bindings", "source")
	case f.Source != nil:
		return apiPath("exchanges", f.Vhost, DefaultExchange, "bindings", "source")
	}
	return apiPath("bindings", f.Vhost)
}

// Bindings reads the bindings that a filter takes, those from the default exchange to every queue among them. The broker
// names no bindings of an exchange that does not exist, and makes one up for a queue that does not: look at these first.
func (c *Client) Bindings(ctx context.Context, filter BindingFilter) ([]Binding, error) {
	all, err := getObject[[]Binding](ctx, c, filter.path())
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(b Binding) bool { return !filter.takes(b) }), nil
}

// BindingsIn reads the bindings of a virtual host, or of all that the user may see if it is empty, but for those from the default
// exchange, which every queue has; ErrNotFound if there is no such virtual host.
func (c *Client) BindingsIn(ctx context.Context, vhost string) ([]Binding, error) {
	bindings, err := getList[Binding](ctx, c, listPath("bindings", vhost))
	return slices.DeleteFunc(bindings, func(b Binding) bool { return b.Source == "" }), err
}
