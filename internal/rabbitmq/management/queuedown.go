package management

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
)

// ErrQueueDown says that a queue exists, but the node that holds it does not run, so that it can be neither read nor deleted.
var ErrQueueDown = errors.New("the node of the queue is down")

// queuePage lists the queues whose name matches a pattern that follows it. The filter does not tell capitals from small
// letters.
const queuePage = "?page=1&page_size=100&use_regex=true&name="

// queueInList reads a queue that is "not found" when it is asked for alone: to brokers before 4.0 every classic queue is
// whose node is down (rabbit_mgmt_wm_queue asks the queue's process). Lists still name it.
func (c *Client) queueInList(ctx context.Context, vhost, name string, notFound error) (queue Queue, err error) {
	type page struct {
		Items []Queue `json:"items"`
	}
	filter := url.QueryEscape("^" + regexp.QuoteMeta(name) + "$")
	listed, err := getObject[page](ctx, c, apiPath("queues", vhost)+queuePage+filter+"&columns="+queueColumns)
	if err != nil {
		return queue, err
	}
	at := slices.IndexFunc(listed.Items, func(q Queue) bool { return q.Name == name })
	if at < 0 {
		return queue, notFound
	}
	return listed.Items[at], nil
}

// unlessDown is for a queue that is "not found": an error if it is only down.
func (c *Client) unlessDown(ctx context.Context, vhost, name string, notFound error) error {
	if _, err := c.queueInList(ctx, vhost, name, notFound); err != nil {
		return err
	}
	return fmt.Errorf("%w: queue %q in virtual host %q exists, but the broker can neither read nor delete it until the node is back",
		ErrQueueDown, name, vhost)
}
