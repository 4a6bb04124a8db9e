package management

import (
	"context"
	"net/http"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// SynchroniseQueue has the mirrors of a classic queue copy the messages that they lack; the queue serves nobody until
// they have. The answer comes at once, and says nothing about whether there was anything to do. Before RabbitMQ 4.0.
func (c *Client) SynchroniseQueue(ctx context.Context, vhost, name string) error {
	return c.order(ctx, apiPath("queues", vhost, name, "actions"), `{"action":"sync"}`)
}

// RebalanceQueues has the cluster spread the leaders of all queues over its nodes. The answer comes at once, and the
// work goes on in the broker (rabbit_mgmt_wm_rebalance_queues, from 3.8; the user needs the tag administrator).
func (c *Client) RebalanceQueues(ctx context.Context) error {
	return c.order(ctx, apiPath("rebalance", "queues"), "{}")
}

// order sends what begins some work at the broker. Like every POST it is not sent again where its answer is lost.
func (c *Client) order(ctx context.Context, path, body string) error {
	_, err := c.api.Do(ctx, httpapi.Request{Method: http.MethodPost, Path: path, Body: []byte(body)})
	return err
}
