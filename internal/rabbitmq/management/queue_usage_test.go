package management

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// shortInterval stands for the five seconds between two measurements.
const shortInterval = 400 * time.Millisecond

// usageBroker answers for the one queue "q" in the virtual host "v": at its address, in lists, and by totals. Each answer is a
// function of how often that was asked before, so that a measurement may come late.
type usageBroker struct {
	alone, listed, totals func(asked int64) string
	// asked counts the requests at the queue's address, in lists and for totals.
	asked [3]atomic.Int64
}

func always(answer string) func(int64) string { return func(int64) string { return answer } }

func (b *usageBroker) client(t *testing.T) *Client {
	t.Helper()
	return b.clientWith(t, httpapi.Config{})
}

func (b *usageBroker) clientWith(t *testing.T, config httpapi.Config) *Client {
	t.Helper()
	node := newFakeNode(t, func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		list := strings.HasSuffix(r.URL.Path, "/queues/v")
		answer := ""
		switch {
		case list && query.Get("enable_queue_totals") == "true" && query.Get("disable_stats") == "true" && b.totals != nil:
			answer = b.totals(b.asked[2].Add(1) - 1)
		case list && b.listed != nil:
			answer = b.listed(b.asked[1].Add(1) - 1)
		case r.URL.Path == "/api/queues/v/q" && b.alone != nil:
			answer = b.alone(b.asked[0].Add(1) - 1)
		}
		switch {
		case answer == "":
			answering(http.StatusNotFound, notFound)(w, r)
			return
		case query.Has("page"):
			answer = `{"items":[` + answer + `]}`
		case list:
			answer = `[` + answer + `]`
		}
		answering(http.StatusOK, answer)(w, r)
	})
	config.Endpoints = []string{node.URL}
	client := newClientWith(t, config)
	client.usageWaits.interval = shortInterval
	return client
}

// queueJSON is a queue as the API answers it.
func queueJSON(kind, more string) string {
	return fmt.Sprintf(`{"vhost":"v","name":"q","type":%q,"node":"n1"%s}`, kind, more)
}

const measured, empty = `,"state":"running","messages":3,"consumers":1`, `,"state":"running","messages":0,"consumers":0`

func TestUsageFromEveryKindOfAnswer(t *testing.T) {
	t.Parallel()
	lateBy := func(rounds int64, kind string) func(int64) string {
		return func(asked int64) string {
			if asked < rounds {
				return queueJSON(kind, `,"state":"running"`)
			}
			return queueJSON(kind, empty)
		}
	}
	unmeasured := always(queueJSON("quorum", `,"state":"running"`))
	for name, test := range map[string]struct {
		broker *usageBroker
		scope  usage.Scope
		want   usage.Answer
		cause  usage.Cause
	}{
		"measured":  {&usageBroker{alone: always(queueJSON("quorum", measured))}, usage.MessagesAndConsumers, usage.InUse, usage.HoldsMessages},
		"empty":     {&usageBroker{alone: always(queueJSON("quorum", empty))}, usage.MessagesAndConsumers, usage.Unused, usage.Empty},
		"never":     {&usageBroker{alone: unmeasured, listed: unmeasured}, usage.MessagesAndConsumers, usage.Unknown, usage.NotMeasured},
		"null":      {&usageBroker{alone: always(queueJSON("quorum", `,"messages":null`)), listed: unmeasured}, usage.Messages, usage.Unknown, usage.NotMeasured},
		"late":      {&usageBroker{alone: lateBy(2, "quorum"), listed: unmeasured}, usage.MessagesAndConsumers, usage.Unused, usage.Empty},
		"late list": {&usageBroker{alone: unmeasured, listed: lateBy(2, "quorum")}, usage.MessagesAndConsumers, usage.Unused, usage.Empty},
		"alone it runs, in the list it is down (from 4.0)": {
			&usageBroker{alone: always(queueJSON("classic", `,"state":"running"`)), listed: always(queueJSON("classic", `,"state":"down"`))},
			usage.Messages, usage.Unknown, usage.OutOfReach,
		},
		"alone it is not found, in the list it is down (before 4.0)": {
			&usageBroker{listed: always(queueJSON("classic", `,"state":"down"`))}, usage.Messages, usage.Unknown, usage.OutOfReach,
		},
		"totals of a quorum queue with messages": {
			&usageBroker{alone: unmeasured, listed: unmeasured, totals: always(queueJSON("quorum", `,"messages":4`))},
			usage.MessagesAndConsumers, usage.InUse, usage.HoldsMessages,
		},
		"totals of a quorum queue that become messages": {
			&usageBroker{alone: unmeasured, listed: unmeasured, totals: func(asked int64) string {
				return queueJSON("quorum", fmt.Sprintf(`,"messages":%d`, min(asked, 2)))
			}},
			usage.Messages, usage.InUse, usage.HoldsMessages,
		},
		"totals of a quorum queue stay zero": {
			&usageBroker{alone: unmeasured, listed: unmeasured, totals: always(queueJSON("quorum", `,"messages":0`))},
			usage.Messages, usage.Unused, usage.Empty,
		},
		"totals know no consumers": {
			&usageBroker{alone: unmeasured, listed: unmeasured, totals: always(queueJSON("quorum", `,"messages":0`))},
			usage.MessagesAndConsumers, usage.Unknown, usage.ConsumersUnknown,
		},
		"totals without counts (before 3.8.10)": {
			&usageBroker{alone: unmeasured, listed: unmeasured, totals: unmeasured}, usage.Messages, usage.Unknown, usage.NotMeasured,
		},
		"minority": {
			&usageBroker{
				alone:  always(queueJSON("quorum", `,"messages":0,"consumers":0,"members":["n1","n2","n3"],"online":["n1"]`)),
				listed: always(queueJSON("quorum", `,"messages":0,"consumers":0,"members":["n1","n2","n3"],"online":["n1"]`)),
			},
			usage.Messages, usage.Unknown, usage.OutOfReach,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := test.broker.client(t).QueueUsage(t.Context(), "v", "q", UsageQuestion{Scope: test.scope})
			if err != nil || got.Answer != test.want || got.Cause != test.cause || got.Reason == "" {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
}

// The process of a classic queue counts while it answers, so that its zero counts at once.
func TestTotalsOfAClassicQueueNeedNoWaiting(t *testing.T) {
	t.Parallel()
	unmeasured := always(queueJSON("classic", `,"state":"running"`))
	broker := &usageBroker{alone: unmeasured, listed: unmeasured, totals: always(queueJSON("classic", `,"messages":0`))}
	got, err := broker.client(t).QueueUsage(t.Context(), "v", "q", UsageQuestion{Scope: usage.Messages})
	if err != nil || got.Answer != usage.Unused || broker.asked[2].Load() != 1 {
		t.Errorf("%+v, %v, totals were asked for %d times", got, err, broker.asked[2].Load())
	}
}

func TestAllQueuesOfAVirtualHostAreCountedOnceMore(t *testing.T) {
	t.Parallel()
	broker := &usageBroker{listed: always(queueJSON("classic", empty)), totals: always(queueJSON("classic", `,"messages":1`))}
	got, err := broker.client(t).QueuesUsage(t.Context(), "v", UsageQuestion{Scope: usage.Messages})
	if err != nil || len(got) != 1 || got[0].Answer != usage.InUse {
		t.Errorf("%+v, %v", got, err)
	}
	if got, err := (&usageBroker{}).client(t).QueuesUsage(t.Context(), "v", UsageQuestion{}); !errors.Is(err, httpapi.ErrNotFound) {
		t.Errorf("a virtual host that is not there: %+v, %v", got, err)
	}
}

// One queue that is never measured is waited for, and then none any more.
func TestAWaitInVainIsNotRepeated(t *testing.T) {
	t.Parallel()
	unmeasured := always(queueJSON("quorum", `,"state":"running"`))
	broker := &usageBroker{alone: unmeasured, listed: unmeasured}
	client := broker.client(t)
	var first [3]int64
	for i := range first {
		if got, err := client.QueueUsage(t.Context(), "v", "q", UsageQuestion{}); err != nil || got.Answer != usage.Unknown {
			t.Fatalf("%+v, %v", got, err)
		}
		first[i] = broker.asked[0].Swap(0)
	}
	if first[0] < 2 || first[1] != 1 || first[2] != 1 {
		t.Errorf("the queue was read %d times", first)
	}
}

// What was waited for in common ends for all at the same time.
func TestManyQueuesAreWaitedForTogether(t *testing.T) {
	t.Parallel()
	unmeasured := always(queueJSON("quorum", `,"state":"running"`))
	broker := &usageBroker{alone: unmeasured, listed: unmeasured}
	client := broker.client(t)
	var all sync.WaitGroup
	began := time.Now()
	const queues = 200
	workers := make(chan struct{}, atOnce)
	for range queues {
		all.Go(func() {
			workers <- struct{}{}
			defer func() { <-workers }()
			if got, err := client.QueueUsage(context.Background(), "v", "q", UsageQuestion{}); err != nil || got.Answer != usage.Unknown {
				t.Errorf("%+v, %v", got, err)
			}
		})
	}
	all.Wait()
	if waits := float64(time.Since(began)) / float64(2*shortInterval); waits > queues/atOnce/2 {
		t.Errorf("%d queues took as long as %.0f waits", queues, waits)
	}
}

func TestConsumersThatGoAreAwaited(t *testing.T) {
	t.Parallel()
	goes := func(asked int64) string {
		return queueJSON("classic", fmt.Sprintf(`,"state":"running","messages":0,"consumers":%d`, max(0, 3-asked)))
	}
	broker := &usageBroker{alone: goes}
	var progress atomic.Int64
	client := broker.clientWith(t, httpapi.Config{Progress: func(context.Context, string, map[string]any) { progress.Add(1) }})
	got, err := client.QueueUsage(t.Context(), "v", "q", UsageQuestion{AwaitConsumers: time.Minute})
	if err != nil || got.Answer != usage.Unused || progress.Load() == 0 {
		t.Errorf("%+v, %v, %d lines of progress", got, err, progress.Load())
	}
	broker = &usageBroker{alone: goes}
	got, err = broker.client(t).QueueUsage(t.Context(), "v", "q", UsageQuestion{})
	if err != nil || got.Cause != usage.HasConsumers || broker.asked[0].Load() != 1 {
		t.Errorf("without waiting: %+v, %v, read %d times", got, err, broker.asked[0].Load())
	}
	stays := &usageBroker{alone: always(queueJSON("classic", `,"state":"running","messages":0,"consumers":1`))}
	got, err = stays.client(t).QueueUsage(t.Context(), "v", "q", UsageQuestion{AwaitConsumers: shortInterval})
	if err != nil || got.Cause != usage.HasConsumers || got.Reason != "has 1 consumer and holds no messages" || stays.asked[0].Load() < 2 {
		t.Errorf("a consumer that stays: %+v, %v", got, err)
	}
}

// processes answers for the processes of queues.
type processes struct {
	counts usage.Queue
	err    error
	asked  atomic.Int64
}

func (p *processes) QueueCounts(context.Context, string, string, string) (usage.Queue, error) {
	p.asked.Add(1)
	return p.counts, p.err
}

func TestTheProcessOfAQueueAnswersWhatStatisticsDoNot(t *testing.T) {
	t.Parallel()
	counts := func(messages, consumers int64) usage.Queue {
		return usage.Queue{Messages: known.Of(messages), Consumers: known.Of(consumers)}
	}
	for name, test := range map[string]struct {
		answer    string
		processes *processes
		want      usage.Answer
		asked     bool
	}{
		"not measured":                       {queueJSON("quorum", ""), &processes{counts: counts(0, 0)}, usage.Unused, true},
		"not measured, with a message":       {queueJSON("quorum", ""), &processes{counts: counts(1, 0)}, usage.InUse, true},
		"the zero of a quorum queue is old":  {queueJSON("quorum", empty), &processes{counts: counts(1, 0)}, usage.InUse, true},
		"the zero of a stream is old":        {queueJSON("stream", empty), &processes{counts: counts(1, 0)}, usage.InUse, true},
		"the broker looks itself":            {queueJSON("classic", empty), &processes{counts: counts(1, 0)}, usage.Unused, false},
		"the consumers are gone":             {queueJSON("classic", `,"messages":0,"consumers":1`), &processes{counts: counts(0, 0)}, usage.Unused, true},
		"messages need no second look":       {queueJSON("quorum", measured), &processes{counts: counts(0, 0)}, usage.InUse, false},
		"it cannot be asked, and is counted": {queueJSON("quorum", empty), &processes{err: errors.New("unreachable")}, usage.Unused, true},
		"it cannot be asked, nor is counted": {queueJSON("quorum", ""), &processes{err: errors.New("unreachable")}, usage.Unknown, true},
		"it answers nothing":                 {queueJSON("quorum", ""), &processes{}, usage.Unknown, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client := (&usageBroker{alone: always(test.answer), listed: always(test.answer)}).client(t)
			got, err := client.QueueUsage(t.Context(), "v", "q", UsageQuestion{Processes: test.processes})
			if err != nil || got.Answer != test.want || (test.processes.asked.Load() > 0) != test.asked {
				t.Errorf("%+v, %v, asked %d times", got, err, test.processes.asked.Load())
			}
			if test.processes.err != nil && test.processes.asked.Load() != 1 {
				t.Errorf("a node that does not answer was asked %d times", test.processes.asked.Load())
			}
		})
	}
}
