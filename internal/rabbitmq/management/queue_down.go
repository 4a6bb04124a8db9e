package management

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// ErrQueueDown says that a queue exists, but the node that holds it does not run, so that it can be neither read nor deleted.
var ErrQueueDown = errors.New("the node of the queue is down")

// queueInList reads a queue that is "not found" when it is asked for alone: to brokers before 4.0 every classic queue is
// whose node is down (rabbit_mgmt_wm_queue asks the queue's process). Lists still name it, those with statistics not always: for
// a moment after a node went they are answered with status 500 (3.10).
func (c *Client) queueInList(ctx context.Context, vhost, name string, notFound error) (queue Queue, err error) {
	listed, err := getObject[page[Queue]](ctx, c, queuesNamed(vhost, name, queueRecordColumns))
	if err != nil {
		return queue, err
	}
	if found := listed.find(func(q Queue) bool { return q.Name == name }); found != nil {
		return *found, nil
	}
	return queue, notFound
}

// unlessDown is for a queue that is "not found": an error if it is only down.
func (c *Client) unlessDown(ctx context.Context, vhost, name string, notFound error) error {
	if _, err := c.queueInList(ctx, vhost, name, notFound); err != nil {
		return err
	}
	return fmt.Errorf("%w: queue %q in virtual host %q exists, but the broker can neither read nor delete it until the node is back",
		ErrQueueDown, name, vhost)
}

// unlessEndDown is for a binding that is "not found", even by one node alone: ErrQueueDown if a list names the queue that it
// leads to, which cannot be read. Brokers before 4.0 forget the bindings of a classic queue whose node is down until that is
// back (rabbit_amqqueue:on_node_down).
func (c *Client) unlessEndDown(ctx context.Context, b Binding, notFound error) error {
	if b.DestinationType != ToQueue {
		return notFound
	}
	_, err := get[struct{}](ctx, c, queuePath(b.Vhost, b.Destination)+"?columns=name")
	if !errors.Is(err, httpapi.ErrNotFound) {
		return cmp.Or(err, notFound)
	}
	if _, err := c.queueInList(ctx, b.Vhost, b.Destination, notFound); err != nil {
		return err
	}
	return fmt.Errorf("%w: queue %q in virtual host %q exists, but the broker neither knows its bindings nor changes them until the node is back",
		ErrQueueDown, b.Destination, b.Vhost)
}
