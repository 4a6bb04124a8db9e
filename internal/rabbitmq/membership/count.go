package membership

import (
	"context"
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// count asks the process of a classic queue what it holds and who uses it. Numbers in statistics are seconds old, and those of
// info overtake the messages that are under way to the process: a harmless call of ordinary priority goes before, which is
// answered only after these. What cannot be asked stays unknown.
// (rabbit_amqqueue:notify_down_all/2, rabbit_amqqueue:info/2).
func (c *Cluster) count(ctx context.Context, through string, q *queue) error {
	q.messages, q.consumers = known.Value[int64]{}, known.Value[int64]{}
	record, err := c.lookup(ctx, through, *q)
	if err != nil || record == nil {
		return err
	}
	info := func(names ...erlang.Atom) (erlang.Term, error) {
		return c.ask(ctx, through, fn("rabbit_amqqueue", "info", record, items(names...)))
	}
	answer, err := info("pid")
	if err != nil {
		return err
	}
	pid, _ := erlang.Lookup(answer, "pid")
	if _, alive := pid.(erlang.Pid); !alive {
		return nil
	}
	// The process that is said to be down is one which the queue has never heard of.
	barrier, err := c.ask(ctx, through, fn("rabbit_amqqueue", "notify_down_all", erlang.List{pid}, pid))
	if err != nil || !succeeded(barrier) {
		return err
	}
	if answer, err = info("messages_ready", "messages_unacknowledged", "consumers"); err != nil {
		return err
	}
	number := func(key erlang.Atom) known.Value[int64] {
		value, _ := erlang.Lookup(answer, key)
		return numberOf(value)
	}
	ready, readyKnown := number("messages_ready").Get()
	unacknowledged, unacknowledgedKnown := number("messages_unacknowledged").Get()
	if readyKnown && unacknowledgedKnown {
		q.messages = known.Of(ready + unacknowledged)
	}
	q.consumers = number("consumers")
	return nil
}

// idle reports whether a queue holds nothing and nobody uses it; what is not known is not idle.
func (q queue) idle() bool {
	messages, counted := q.messages.Get()
	consumers, seen := q.consumers.Get()
	return counted && seen && messages == 0 && consumers == 0
}

// holds says in words what a queue holds.
func (q queue) holds() string {
	messages, counted := q.messages.Get()
	consumers, seen := q.consumers.Get()
	switch {
	case !counted:
		return "nobody can say what it holds"
	case messages > 0:
		return fmt.Sprintf("%d messages", messages)
	case seen && consumers > 0:
		return fmt.Sprintf("empty, %d consumers", consumers)
	}
	return "empty"
}

// deleteIdle deletes a classic queue that is empty and unused at this very moment, and otherwise leaves it. The broker's own
// if-empty looks at ready messages only, and would delete a queue with unacknowledged ones: both are counted right before.
// (rabbit_amqqueue:delete/4).
func (c *Cluster) deleteIdle(ctx context.Context, through string, q *queue) error {
	if err := c.count(ctx, through, q); err != nil || !q.idle() {
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
