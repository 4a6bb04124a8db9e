package management

import "context"

// Exchange is what is declared of an exchange.
type Exchange struct {
	Vhost      string         `json:"vhost"`
	Name       string         `json:"name"`
	Type       string         `json:"type"`
	Durable    bool           `json:"durable"`
	AutoDelete bool           `json:"auto_delete"`
	Internal   bool           `json:"internal"`
	Arguments  map[string]any `json:"arguments"`
}

// exchangeList leaves out statistics, as queueList does.
const exchangeList = "?disable_stats=true&columns=vhost,name,type,durable,auto_delete,internal,arguments"

// Exchange reads one exchange; ErrNotFound if there is none of that name.
func (c *Client) Exchange(ctx context.Context, vhost, name string) (*Exchange, error) {
	exchange, err := readShared[Exchange](ctx, c,
		apiPath("exchanges", vhost)+exchangeList, objectKey{Vhost: vhost, Name: name}, apiPath("exchanges", vhost, name)+exchangeList)
	if err != nil {
		return nil, err
	}
	return &exchange, nil
}

// Exchanges reads the exchanges of a virtual host, or of all that the user may see if it is empty, the broker's own among them;
// ErrNotFound if there is no such virtual host.
func (c *Client) Exchanges(ctx context.Context, vhost string) ([]Exchange, error) {
	return getList[Exchange](ctx, c, listPath("exchanges", vhost)+exchangeList)
}

// DeclareExchange declares an exchange. An equal one that exists is left as it is; a different one is an error of the
// broker (400, "inequivalent arg").
func (c *Client) DeclareExchange(ctx context.Context, exchange Exchange) error {
	_, err := c.declare(ctx, apiPath("exchanges", exchange.Vhost, exchange.Name), exchange.declaration(), nil)
	return err
}

// CreateExchange is DeclareExchange for one that nobody is to have made before: ErrExists where an equal one exists.
func (c *Client) CreateExchange(ctx context.Context, exchange Exchange) error {
	return c.create(ctx, apiPath("exchanges", exchange.Vhost, exchange.Name), exchange.declaration(), nil)
}

// declaration says what rabbit-hole's ExchangeSettings cannot: "internal".
func (e Exchange) declaration() map[string]any {
	if e.Arguments == nil {
		e.Arguments = map[string]any{}
	}
	return map[string]any{
		"type": e.Type, "durable": e.Durable, "auto_delete": e.AutoDelete, "internal": e.Internal, "arguments": e.Arguments,
	}
}

// DeleteExchange deletes an exchange and with it every binding from and to it. ErrOtherName where the broker would delete another
// one.
func (c *Client) DeleteExchange(ctx context.Context, vhost, name string) error {
	if err := checkName(name); err != nil {
		return err
	}
	return c.remove(ctx, apiPath("exchanges", vhost, name))
}
