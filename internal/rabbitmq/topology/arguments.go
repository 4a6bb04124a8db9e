package topology

import (
	"regexp"
	"slices"
)

// tenYears is the longest a message or a queue may live, in milliseconds. Versions before 3.13 accept more,
// to no one's use (rabbit_misc:check_expiry/1).
const tenYears = 315_360_000_000

// maxSegment is ?MAX_STREAM_MAX_SEGMENT_SIZE of rabbit.hrl, in bytes.
const maxSegment = 3_000_000_000

// maxAge is what rabbit_amqqueue:check_max_age/1 accepts: M is 30 days, m a minute, Y 365 days.
var maxAge = regexp.MustCompile(`^0*[1-9][0-9]*[YMDhms]$`)

var (
	queues       = []QueueType{Classic, Quorum}
	leaderValues = oneOf("client-local", "balanced", "random", "least-leaders")
	masterValues = oneOf("min-masters", "client-local", "random")
)

// arguments follows capabilities/0 of rabbit_classic_queue, rabbit_quorum_queue and rabbit_stream_queue for
// what a type takes and since when, and rabbit_amqqueue:declare_args/0 for what a value may be.
var arguments = []Argument{
	{
		Name: "x-message-ttl", Attribute: "message_ttl", Kind: Int, Limits: between(0, tenYears),
		Types: queues, PerType: map[QueueType]Span{Quorum: from(3, 10, 0)},
		Description: "How long a message may stay in the queue, in milliseconds, before it expires. No limit when absent. " +
			"Prefer a policy, which can be changed without replacing the queue.",
	}, {
		Name: "x-expires", Attribute: "expires", Kind: Int, Limits: between(1, tenYears),
		Types: queues, PerType: map[QueueType]Span{Quorum: from(3, 8, 10)},
		Description: "How long the queue may go unused, in milliseconds, before the broker deletes it. Never when absent.",
	}, {
		Name: "x-max-length", Attribute: "max_length", Kind: Int, Limits: atLeast(0),
		Types:       queues,
		Description: "The most ready messages that the queue holds; `overflow` says what happens to more. No limit when absent.",
	}, {
		Name: "x-max-length-bytes", Attribute: "max_length_bytes", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Classic, Quorum, Stream},
		Description: "The most bytes of message bodies that the queue holds, or that the stream keeps on disk in whole " +
			"segments. No limit when absent.",
	}, {
		Name: "x-overflow", Attribute: "overflow", Kind: String, Limits: oneOf("drop-head", "reject-publish", "reject-publish-dlx"),
		Types: queues, PerType: map[QueueType]Span{Quorum: from(3, 8, 10)},
		Description: "What happens when the queue is full: `drop-head` (the default) drops the oldest message, `reject-publish` " +
			"refuses new ones, `reject-publish-dlx` refuses and dead-letters them (classic queues only).",
	}, {
		Name: "x-dead-letter-exchange", Attribute: "dead_letter_exchange", Kind: String, Limits: entity(),
		Types:       queues,
		Description: "The exchange that receives expired, rejected and dropped messages. Empty (`\"\"`) is the default exchange.",
	}, {
		Name: "x-dead-letter-routing-key", Attribute: "dead_letter_routing_key", Kind: String,
		Types:       queues,
		Description: "The routing key of dead-lettered messages. Their own when absent. Needs `dead_letter_exchange`.",
	}, {
		Name: "x-dead-letter-strategy", Attribute: "dead_letter_strategy", Kind: String, Limits: oneOf("at-most-once", "at-least-once"),
		Types: []QueueType{Quorum}, Span: from(3, 10, 0),
		Description: "How surely messages are dead-lettered: `at-most-once` (the default) or `at-least-once`, which needs " +
			"`overflow = \"reject-publish\"`.",
	}, {
		Name: "x-single-active-consumer", Attribute: "single_active_consumer", Kind: Bool,
		Types:       queues,
		Description: "Whether only one consumer at a time receives messages, the next taking over when it goes. `false` when absent.",
	}, {
		Name: "x-max-priority", Attribute: "max_priority", Kind: Int, Limits: between(0, 255),
		Types: []QueueType{Classic},
		Description: "The highest message priority that the queue tells apart, 0 to 255; RabbitMQ recommends at most 5. " +
			"No priorities when absent. Quorum queues have priorities without being asked, from RabbitMQ 4.0.",
	}, {
		Name: "x-queue-mode", Attribute: "queue_mode", Kind: String, Limits: oneOf("default", "lazy"),
		Types: []QueueType{Classic},
		Description: "`lazy` keeps messages on disk only. Ignored from RabbitMQ 3.12, where every classic queue behaves " +
			"much like that.",
	}, {
		Name: "x-queue-version", Attribute: "queue_version", Kind: Int, Limits: between(1, 2),
		Types: []QueueType{Classic}, Span: from(3, 10, 0),
		Description: "The classic queue's storage version, 1 or 2. 1 when absent before RabbitMQ 4.0, always 2 from then on.",
	}, {
		Name: "x-quorum-initial-group-size", Attribute: "quorum_initial_group_size", Kind: Int, Limits: atLeast(1),
		Types:       []QueueType{Quorum},
		Description: "On how many nodes the quorum queue has a member when it is declared. 3 when absent, or the size of a smaller cluster.",
	}, {
		Name: "x-quorum-target-group-size", Attribute: "quorum_target_group_size", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Quorum}, Span: from(3, 13, 0),
		Description: "To how many members continuous membership reconciliation grows the queue, where the broker has it " +
			"switched on. Prefer a policy's `target_group_size`, which can be changed.",
	}, {
		Name: "x-delivery-limit", Attribute: "delivery_limit", Kind: Int, Limits: atLeast(-1),
		Types: []QueueType{Quorum},
		Description: "How often a message is redelivered before it is dropped or dead-lettered. When absent 20 from " +
			"RabbitMQ 4.0, without limit before; -1 is without limit from 4.0.",
	}, {
		Name: "x-queue-leader-locator", Attribute: "leader_locator", Kind: String, Limits: leaderValues,
		Types: []QueueType{Classic, Quorum, Stream}, Span: from(3, 9, 0),
		PerType: map[QueueType]Span{Quorum: from(3, 10, 0), Classic: from(4, 0, 0)},
		Description: "On which node the leader starts: `client-local` (the default), the node the declaring client is connected " +
			"to, or `balanced`. `random` and `least-leaders` are old names of `balanced`.",
	}, {
		Name: "x-queue-master-locator", Attribute: "master_locator", Kind: String, Limits: masterValues,
		Types: []QueueType{Classic}, Span: until(rabbitMQ43),
		Description: "On which node a classic queue's leader starts: `client-local`, `min-masters` or `random`. Deprecated in " +
			"RabbitMQ 4.0 and refused from 4.3; use `leader_locator` there.",
	}, {
		Name: "x-consumer-timeout", Attribute: "consumer_timeout", Kind: Int, Limits: atLeast(0),
		Types: queues, Span: from(3, 12, 0),
		PerType: map[QueueType]Span{Classic: from(3, 12, 0).before(rabbitMQ43)},
		Description: "How long a consumer may hold a delivery without acknowledging it, in milliseconds. The broker's own " +
			"`consumer_timeout` when absent, 30 minutes as shipped.",
	}, {
		Name: "x-consumer-disconnected-timeout", Attribute: "consumer_disconnected_timeout", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Quorum}, Span: from(4, 3, 0),
		Description: "How long a consumer on an unreachable node keeps its deliveries, in milliseconds, before they are " +
			"returned to the queue. 60 000 when absent.",
	}, {
		Name: "x-delayed-retry-type", Attribute: "delayed_retry_type", Kind: String, Limits: retryTypes,
		Types: []QueueType{Quorum}, Span: from(4, 3, 0),
		Description: "Which returned messages wait before they are delivered again: `all`, `failed`, `returned` or `disabled` " +
			"(the default). All but `disabled` need `delayed_retry_min`.",
	}, {
		Name: "x-delayed-retry-min", Attribute: "delayed_retry_min", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Quorum}, Span: from(4, 3, 0),
		Description: "The wait before the first redelivery, in milliseconds.",
	}, {
		Name: "x-delayed-retry-max", Attribute: "delayed_retry_max", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Quorum}, Span: from(4, 3, 0),
		Description: "The longest wait before a redelivery, in milliseconds. `delayed_retry_min` when absent.",
	}, {
		Name: "x-max-age", Attribute: "max_age", Kind: String, Limits: Limits{Pattern: maxAge},
		Types: []QueueType{Stream}, Span: from(3, 9, 0),
		Description: "How old the messages that a stream keeps may grow, such as `7D`: a number and one of `Y`, `M` (30 days), `D`, " +
			"`h`, `m` (minutes), `s`. No limit when absent. Whole segments are removed.",
	}, {
		Name: "x-stream-max-segment-size-bytes", Attribute: "max_segment_size_bytes", Kind: Int, Limits: between(0, maxSegment),
		Types: []QueueType{Stream}, Span: from(3, 9, 0),
		Description: "The size of a stream's segment files, in bytes, at most 3 000 000 000. 500 000 000 when absent.",
	}, {
		Name: "x-initial-cluster-size", Attribute: "initial_cluster_size", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Stream}, Span: from(3, 9, 0),
		Description: "On how many nodes the stream has a replica when it is declared. Every node of the cluster when absent.",
	}, {
		Name: "x-stream-filter-size-bytes", Attribute: "filter_size_bytes", Kind: Int, Limits: between(16, 255),
		Types: []QueueType{Stream}, Span: from(3, 13, 0),
		Description: "The size of a stream chunk's Bloom filter, in bytes, 16 to 255. 16 when absent.",
	},
}

var retryTypes = oneOf("all", "failed", "returned", "disabled")

// Arguments lists the queue arguments that the provider knows by name, in the order of the documentation.
// x-queue-type is not among them: it is Queue.Type.
func Arguments() []Argument { return slices.Clone(arguments) }

// ArgumentByName finds an argument by its name at the broker, such as "x-message-ttl".
func ArgumentByName(name string) (Argument, bool) {
	i := slices.IndexFunc(arguments, func(a Argument) bool { return a.Name == name })
	if i < 0 {
		return Argument{}, false
	}
	return arguments[i], true
}

// Versions is the span of versions on which a queue of type t takes the argument; false when none does.
func (a Argument) Versions(t QueueType) (Span, bool) {
	if !slices.Contains(a.Types, t) {
		return Span{}, false
	}
	if span, ok := a.PerType[t]; ok {
		return span, true
	}
	return a.Span, true
}
