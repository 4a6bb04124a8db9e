package management

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// Queue is what is declared of a queue. What the broker changes at run time is in QueueStatus.
type Queue struct {
	Vhost      string         `json:"vhost"`
	Name       string         `json:"name"`
	Type       string         `json:"type"`
	Durable    bool           `json:"durable"`
	AutoDelete bool           `json:"auto_delete"`
	Exclusive  bool           `json:"exclusive"`
	Arguments  map[string]any `json:"arguments"`
}

// argumentType is the argument that carries a queue's type. From 4.0 the broker adds it to every queue.
const argumentType = "x-queue-type"

// queueList leaves out statistics, which cost the broker four fifths of the work where it can be spared them (3.9.11,
// 3.10 and newer); older brokers leave the columns out all the same.
const queueList = "?" + queueRecordColumns

const queueColumns = "vhost,name,type,durable,auto_delete,exclusive,arguments"

func queuePath(vhost, name string) string { return apiPath("queues", vhost, name) }

// Queue reads one queue, without statistics; ErrNotFound if there is none of that name.
func (c *Client) Queue(ctx context.Context, vhost, name string) (*Queue, error) {
	queue, err := readShared[Queue](ctx, c, apiPath("queues", vhost)+queueList, objectKey{Vhost: vhost, Name: name}, queuePath(vhost, name)+queueList)
	if IsAbsent(err) {
		queue, err = c.queueInList(ctx, vhost, name, err)
	}
	if err != nil {
		return nil, err
	}
	queue.normalize()
	return &queue, nil
}

// Queues reads what is declared of the queues in a virtual host, or in all that the user may see if it is empty;
// ErrNotFound if there is no such virtual host.
func (c *Client) Queues(ctx context.Context, vhost string) ([]Queue, error) {
	queues, err := getList[Queue](ctx, c, listPath("queues", vhost)+queueList)
	for i := range queues {
		queues[i].normalize()
	}
	return queues, err
}

// normalize takes the type out of the arguments, where it is an attribute of its own.
func (q *Queue) normalize() {
	if written, ok := q.Arguments[argumentType].(string); ok {
		q.Type = written
		delete(q.Arguments, argumentType)
	}
}

// DeclareQueue declares a queue. An equal one that exists is left as it is; a different one is an error of the broker
// (400, "inequivalent arg").
func (c *Client) DeclareQueue(ctx context.Context, queue Queue) error {
	_, err := c.declare(ctx, queuePath(queue.Vhost, queue.Name), queue.declaration(), queue.evidence(false))
	return err
}

// CreateQueue is DeclareQueue for a queue that nobody is to have made before: ErrExists where an equal one exists.
func (c *Client) CreateQueue(ctx context.Context, queue Queue) error {
	return c.create(ctx, queuePath(queue.Vhost, queue.Name), queue.declaration(), queue.evidence(true))
}

// declaration is what rabbit-hole's QueueSettings would say; its calls do not report whether the queue is a new one.
func (q Queue) declaration() map[string]any {
	arguments := map[string]any{argumentType: q.Type}
	for name, value := range q.Arguments {
		arguments[name] = value
	}
	return map[string]any{"durable": q.Durable, "auto_delete": q.AutoDelete, "arguments": arguments}
}

// DeleteQueue deletes a queue with its messages. With onlyUnused the broker itself refuses (400) a classic queue that
// holds messages or has consumers, at the moment of the deletion; messages that were delivered and not acknowledged do not
// count there. Quorum queues and streams do not know these conditions (rabbitmq-server issue 10543). So ask QueueUsage first.
// ErrQueueDown where the broker cannot delete it, ErrOtherName where it would delete another one.
func (c *Client) DeleteQueue(ctx context.Context, vhost, name string, onlyUnused bool) error {
	if err := checkName(name); err != nil {
		return err
	}
	query := ""
	if onlyUnused {
		query = "?if-empty=true&if-unused=true"
	}
	missing, err := c.removeOrMiss(ctx, queuePath(vhost, name), query)
	if missing {
		err = httpapi.ErrNotFound
	}
	if IsAbsent(err) {
		err = c.unlessDown(ctx, vhost, name, err)
	}
	return IgnoreNotFound(err)
}
