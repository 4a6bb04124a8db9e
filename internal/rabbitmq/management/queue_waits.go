package management

import (
	"sync"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

// statisticsInterval is how often brokers measure, unless configured otherwise (collect_statistics_interval,
// quorum_tick_interval, stream_tick_interval: 5 s each).
const statisticsInterval = 5 * time.Second

// vainWaitCounts is for how long a wait in vain spares others the same wait, so that one unknown queue costs a run of Terraform
// ten seconds, and a thousand of them hardly more.
const vainWaitCounts = time.Minute

// vainConsumersAtMost is after how many queues whose consumers stayed no more consumers are awaited: as many as Terraform
// destroys at once.
const vainConsumersAtMost = 10

// usageWaits bounds the waiting for the usage of queues, over all calls of one client.
type usageWaits struct {
	// interval is that of the broker's statistics.
	interval time.Duration

	mu   sync.Mutex
	vain map[wait]time.Time
	// failed is when a process could not be asked for the last time.
	failed time.Time
}

// wait is what was waited for: the consumers of one queue, or the measurements of a node, which another queue of that node need
// not await as well.
type wait struct {
	consumers   objectKey
	measurement string
}

func waitFor(q *QueueUsage) wait {
	if q.Cause == usage.HasConsumers {
		return wait{consumers: objectKey{Vhost: q.Vhost, Name: q.Name}}
	}
	return wait{measurement: q.Node}
}

// limit is for how long in all a queue is waited for; 0 if not at all.
func (w *usageWaits) limit(q *QueueUsage, question UsageQuestion) time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	consumersStay := 0
	for waited, at := range w.vain {
		switch {
		case time.Since(at) >= vainWaitCounts:
			delete(w.vain, waited)
		case waited == waitFor(q):
			return 0
		case waited.consumers != (objectKey{}):
			consumersStay++
		}
	}
	switch {
	case q.Cause != usage.HasConsumers:
		return 2 * w.interval
	case consumersStay >= vainConsumersAtMost:
		return 0
	}
	return question.AwaitConsumers
}

// inVain notes that a wait has come to nothing.
func (w *usageWaits) inVain(q *QueueUsage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.vain == nil {
		w.vain = map[wait]time.Time{}
	}
	w.vain[waitFor(q)] = time.Now()
}

// processesAnswer reports whether processes may be asked: not for a minute after a node could not be reached, or did not answer.
func (w *usageWaits) processesAnswer() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.failed.IsZero() || time.Since(w.failed) >= vainWaitCounts
}

func (w *usageWaits) processesFailed() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.failed = time.Now()
}
