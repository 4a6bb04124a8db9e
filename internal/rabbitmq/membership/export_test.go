package membership

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// WithPageSize sets how many queues are asked for at once.
func WithPageSize(queues int) Option {
	return func(c *Cluster) { c.pageSize = queues }
}

// Queues are the descriptions of all queues, by virtual host and name.
func (c *Cluster) Queues(ctx context.Context, node string, items ...erlang.Atom) (map[[2]string]string, error) {
	found := map[[2]string]string{}
	err := c.queues(ctx, node, func(vhost, name string, info erlang.Term) {
		found[[2]string{vhost, name}] += info.String()
	}, items...)
	return found, err
}
