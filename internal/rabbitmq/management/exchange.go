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

// DeclareExchange declares an exchange. An equal one that exists is left as it is; a different one is an error of the
// broker (400, "inequivalent arg").
func (c *Client) DeclareExchange(ctx context.Context, exchange Exchange) error {
	if exchange.Arguments == nil {
		exchange.Arguments = map[string]any{}
	}
	// rabbit-hole's ExchangeSettings cannot say "internal".
	return c.put(ctx, apiPath("exchanges", exchange.Vhost, exchange.Name), map[string]any{
		"type": exchange.Type, "durable": exchange.Durable, "auto_delete": exchange.AutoDelete,
		"internal": exchange.Internal, "arguments": exchange.Arguments,
	})
}

// DeleteExchange deletes an exchange and with it every binding from and to it.
func (c *Client) DeleteExchange(ctx context.Context, vhost, name string) error {
	return c.remove(ctx, apiPath("exchanges", vhost, name), "")
}
