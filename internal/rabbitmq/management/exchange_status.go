package management

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// DefaultExchange is how the API calls the default exchange, whose name is empty.
const DefaultExchange = "amq.default"

// ExchangeStatus is an exchange with the policy that applies to it; unknown where there is none.
type ExchangeStatus struct {
	Exchange
	Policy known.Value[string]
}

// ExchangeStatus reads one exchange; ErrNotFound if there is none of that name.
func (c *Client) ExchangeStatus(ctx context.Context, vhost, name string) (*ExchangeStatus, error) {
	exchange, err := getObject[struct {
		Exchange
		Policy known.Value[string] `json:"policy"`
	}](ctx, c, apiPath("exchanges", vhost, name)+exchangeList+",policy")
	if err != nil {
		return nil, err
	}
	return &ExchangeStatus{Exchange: exchange.Exchange, Policy: exchange.Policy}, nil
}
