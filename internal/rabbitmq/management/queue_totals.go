package management

import (
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// queueTotals are counts that a broker takes while it answers, not from the management plugin's statistics, so that they are
// there also while these are switched off (management_agent.disable_metrics_collector) or have not begun. Consumers are not
// among them. From 3.8.10 by the sources; an older broker answers without counts. (rabbit_mgmt_wm_queues:queues_with_totals/1,
// rabbit_amqqueue:collect_info_all/2).
//
// A classic queue's process is asked itself. For quorum queues the node of the leader looks into a table that they write about
// every five seconds, and a missing row counts as zero (rabbit_quorum_queue:i_totals/1, from 4.x
// rabbit_queue_type_util:coarse_message_counts/1): a zero counts only once it has stood for longer than that. Streams have no
// totals. Only lists may be asked. From 3.13 the address of a single queue
// answers totals, too, but from the table of whichever node is asked, where the row of a queue led elsewhere is missing.
type queueTotals struct {
	Vhost          string             `json:"vhost"`
	Name           string             `json:"name"`
	Messages       known.Value[int64] `json:"messages"`
	Ready          known.Value[int64] `json:"messages_ready"`
	Unacknowledged known.Value[int64] `json:"messages_unacknowledged"`
}

const queueTotalsColumns = "disable_stats=true&enable_queue_totals=true&columns=vhost,name,messages,messages_ready,messages_unacknowledged"

// zeros remembers since when, and with which leader, the totals of a queue have been zero.
type zeros map[objectKey]struct {
	leader string
	since  time.Time
}

// fill takes the totals into a queue that was not measured, as far as they can be trusted.
func (t queueTotals) fill(status *QueueStatus, seen zeros, interval time.Duration) {
	messages, haveMessages := t.Messages.Get()
	if !haveMessages {
		return
	}
	if messages == 0 && status.Type != "classic" && !seen.stands(status, interval) {
		return
	}
	status.Messages, status.MessagesReady, status.MessagesUnacknowledged = t.Messages, t.Ready, t.Unacknowledged
}

// stands notes a zero, and reports whether it has stood for longer than a queue takes to write its counts, under one leader.
func (z zeros) stands(status *QueueStatus, interval time.Duration) bool {
	leader, haveLeader := status.Leader.Get()
	if !haveLeader {
		return false
	}
	key := objectKey{Vhost: status.Vhost, Name: status.Name}
	first, noted := z[key]
	if !noted || first.leader != leader {
		first.leader, first.since = leader, time.Now()
		z[key] = first
	}
	// A fifth more than the interval, since the table is written some time after the tick.
	return time.Since(first.since) >= interval+interval/5
}
