package membership

import (
	"context"
	"errors"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// count asks the process of a classic queue what it holds and who uses it. A process that does not answer leaves that unknown.
func (c *Cluster) count(ctx context.Context, through string, q *queue) (err error) {
	limited, cancel := context.WithTimeout(ctx, limitCounts)
	defer cancel()
	q.use, err = c.QueueCounts(limited, through, q.vhost, q.name)
	if limited.Err() != nil && ctx.Err() == nil {
		q.use, err = usage.Queue{}, nil
	}
	return err
}

// verdict says whether anything is in the queue or anybody uses it.
func (q queue) verdict() usage.Verdict {
	use := q.use
	use.Type = q.kind
	return usage.Of(use, usage.MessagesAndConsumers)
}

// deleteIdle deletes a classic queue that is empty and unused at this very moment, and otherwise leaves it. The broker's own
// if-empty looks at ready messages only, and would delete a queue with unacknowledged ones: both are counted right before.
// (rabbit_amqqueue:delete/4).
func (c *Cluster) deleteIdle(ctx context.Context, through string, q *queue) error {
	if err := c.count(ctx, through, q); err != nil || q.verdict().Answer != usage.Unused {
		return err
	}
	record, err := c.lookup(ctx, through, *q)
	if err != nil || record == nil {
		return err
	}
	err = c.do(ctx, through, fn("rabbit_amqqueue", "delete", record, erlang.Atom("true"), erlang.Atom("true"), erlang.Binary("terraform")))
	var answer *AnswerError
	if errors.As(err, &answer) && (mentions(answer.Answer, "in_use") || mentions(answer.Answer, "not_empty")) {
		return nil
	}
	return err
}
