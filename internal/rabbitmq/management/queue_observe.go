package management

import (
	"context"
	"fmt"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// observed is what is asked about: one queue, or all queues of a virtual host where name is empty.
type observed struct {
	vhost, name string
	read        func(context.Context) ([]QueueStatus, error)
	totals      func(context.Context) ([]queueTotals, error)
}

// String names what is asked about.
func (o observed) String() string {
	if o.name == "" {
		return fmt.Sprintf("the queues of virtual host %q", o.vhost)
	}
	return fmt.Sprintf("queue %q in virtual host %q", o.name, o.vhost)
}

// observe reads queues until it is known whether they are in use, or more waiting makes no sense. In each round it reads the
// statistics first. What these do not answer is counted in other ways: totals (see queueTotals), and over Erlang the queue's own
// process. A queue that is out of reach is not waited for: what is down stays down for longer.
func (c *Client) observe(ctx context.Context, question UsageQuestion, o observed) ([]QueueUsage, error) {
	seen, began, logged := zeros{}, time.Now(), time.Time{}
	for {
		statuses, err := o.read(ctx)
		if err != nil {
			return nil, err
		}
		out := c.judge(ctx, question, o, statuses, seen)
		waiting := firstUnsettled(out)
		if waiting == nil {
			return out, nil
		}
		limit := c.usageWaits.limit(waiting, question)
		if limit == 0 {
			return out, nil
		}
		waited := time.Since(began)
		if waited >= limit {
			c.usageWaits.inVain(waiting)
			return out, nil
		}
		if time.Since(logged) >= c.usageWaits.interval {
			logged = time.Now()
			c.api.Progress(ctx, "waiting for what a queue holds, or for its consumers to go", map[string]any{
				"what": o.String(), "queue": waiting.Name, "reason": waiting.Reason,
				"seconds": int(waited.Seconds()), "seconds_at_most": int(limit.Seconds()),
			})
		}
		if !httpapi.Sleep(ctx, c.usageWaits.interval/lookEach) {
			return nil, context.Cause(ctx)
		}
	}
}

// lookEach is how often queues are looked at within one interval of the statistics.
const lookEach = 5

// firstUnsettled is the first queue whose answer may be another one within seconds, or nil.
func firstUnsettled(queues []QueueUsage) *QueueUsage {
	for i := range queues {
		switch queues[i].Cause {
		case usage.NotMeasured, usage.ConsumersUnknown, usage.HasConsumers:
			return &queues[i]
		case usage.Empty, usage.HoldsMessages, usage.OutOfReach:
		}
	}
	return nil
}

// judge answers for each queue.
func (c *Client) judge(ctx context.Context, q UsageQuestion, o observed, statuses []QueueStatus, seen zeros) []QueueUsage {
	var doubtful []*QueueStatus
	for i := range statuses {
		verdict := usage.Of(statuses[i].used(), q.Scope)
		if verdict.Cause == usage.NotMeasured || verdict.Answer == usage.Unused && o.name == "" {
			doubtful = append(doubtful, &statuses[i])
		}
	}
	if len(doubtful) > 0 {
		c.addTotals(ctx, o, doubtful, seen)
	}
	out := make([]QueueUsage, len(statuses))
	asked := 0
	for i := range statuses {
		queue := statuses[i].used()
		verdict := usage.Of(queue, q.Scope)
		if o.asksProcess(verdict, queue) && asked < processesAtMost {
			asked++
			verdict = c.askProcess(ctx, q, &statuses[i], queue, verdict)
		}
		out[i] = QueueUsage{Vhost: statuses[i].Vhost, Name: statuses[i].Name, Type: statuses[i].Type, Node: queue.Node, Verdict: verdict}
	}
	return out
}

// addTotals counts queues by totals. Where they cannot be had the queues stay as they are, and the log says why.
func (c *Client) addTotals(ctx context.Context, o observed, queues []*QueueStatus, seen zeros) {
	listed, err := o.totals(ctx)
	if err != nil {
		c.api.Log(ctx, "the totals of queues cannot be read", map[string]any{"what": o.String(), "reason": err.Error()})
		return
	}
	byName := make(map[objectKey]queueTotals, len(listed))
	for _, totals := range listed {
		byName[objectKey{Vhost: totals.Vhost, Name: totals.Name}] = totals
	}
	for _, queue := range queues {
		if totals, found := byName[objectKey{Vhost: queue.Vhost, Name: queue.Name}]; found {
			totals.fill(queue, seen, c.usageWaits.interval)
		}
	}
}

// processesAtMost bounds how many queues are asked over Erlang in one round; the others are waited for.
const processesAtMost = 100

// asksProcess reports whether the statistics leave a doubt that the queue's own process can settle: they do not answer, or one
// queue is to be deleted whose zero is some seconds old, and the broker does not look again before it deletes it.
func (o observed) asksProcess(verdict usage.Verdict, queue usage.Queue) bool {
	switch verdict.Cause {
	case usage.NotMeasured, usage.ConsumersUnknown, usage.HasConsumers:
		return true
	case usage.Empty:
		return o.name != "" && queue.Type != "classic"
	case usage.HoldsMessages, usage.OutOfReach:
	}
	return false
}

// askProcess judges a queue again by what its process answers.
func (c *Client) askProcess(ctx context.Context, q UsageQuestion, status *QueueStatus, queue usage.Queue, verdict usage.Verdict) usage.Verdict {
	if q.Processes == nil || queue.Node == "" || !c.usageWaits.processesAnswer() {
		return verdict
	}
	counts, err := q.Processes.QueueCounts(ctx, queue.Node, status.Vhost, status.Name)
	if err != nil {
		c.usageWaits.processesFailed()
		c.api.Log(ctx, "the process of a queue cannot be asked over Erlang", map[string]any{
			"vhost": status.Vhost, "queue": status.Name, "node": queue.Node, "reason": err.Error(),
		})
		return verdict
	}
	if _, answered := counts.Messages.Get(); answered {
		queue.Messages, queue.Ready, queue.Unacknowledged = counts.Messages, counts.Ready, counts.Unacknowledged
	}
	if _, answered := counts.Consumers.Get(); answered {
		queue.Consumers = counts.Consumers
	}
	return usage.Of(queue, q.Scope)
}
