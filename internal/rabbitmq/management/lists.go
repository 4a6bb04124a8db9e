package management

import (
	"context"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Queues reads what is declared of the queues in a virtual host, or in all that the user may see if it is empty;
// ErrNotFound if there is no such virtual host. So do Exchanges and BindingsIn.
func (c *Client) Queues(ctx context.Context, vhost string) ([]Queue, error) {
	queues, err := getList[Queue](ctx, c, listPath("queues", vhost)+queueList)
	for i := range queues {
		queues[i].settle()
	}
	return queues, err
}

// Exchanges reads the exchanges of a virtual host, the broker's own among them.
func (c *Client) Exchanges(ctx context.Context, vhost string) ([]Exchange, error) {
	return getList[Exchange](ctx, c, listPath("exchanges", vhost)+exchangeList)
}

// BindingsIn reads the bindings of a virtual host, but for those from the default exchange, which every queue has.
func (c *Client) BindingsIn(ctx context.Context, vhost string) ([]Binding, error) {
	bindings, err := getList[Binding](ctx, c, listPath("bindings", vhost))
	return slices.DeleteFunc(bindings, func(b Binding) bool { return b.Source == "" }), err
}

// Vhosts reads the virtual hosts that the user may see.
func (c *Client) Vhosts(ctx context.Context) ([]Vhost, error) {
	vhosts, err := getList[Vhost](ctx, c, apiPath("vhosts")+vhostList)
	for i := range vhosts {
		vhosts[i].settle()
	}
	return vhosts, err
}

// Users reads the users of the broker's internal database.
func (c *Client) Users(ctx context.Context) ([]User, error) {
	return getList[User](ctx, c, apiPath("users")+userList)
}

// getList reads a list whole, which may be long. It shows all that this client has changed before.
func getList[T any](ctx context.Context, c *Client, path string) (list []T, err error) {
	r := httpapi.Reading(path, &list)
	r.Compress = true
	c.api.AwaitAllNews(ctx)
	_, err = c.api.Do(ctx, r)
	return list, err
}
