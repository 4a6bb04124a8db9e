package topology

import "slices"

// mirroring is the versions that know policies with ha-mode.
var mirroring = until(rabbitMQ40)

// policyKeys follows what registers as policy_validator and operator_policy_validator at RabbitMQ's release
// tags: rabbit_policies, rabbit_mirror_queue_misc, rabbit_quorum_queue, rabbit_classic_queue,
// rabbit_queue_location_validator and rabbit_federation_parameters; and unsupported_policies in the queue
// types' capabilities/0 for where a key has an effect.
var policyKeys = slices.Concat(lengthKeys, deadLetterKeys, queueKeys, streamKeys, mirrorKeys, routingKeys)

var lengthKeys = []PolicyKey{
	{
		Name: "message-ttl", Attribute: "message_ttl", Kind: Int, Limits: atLeast(0),
		Types: queues, Operator: true,
		Description: "How long a message may stay in the queue, in milliseconds, before it expires. " +
			"On quorum queues from RabbitMQ 3.10.",
	}, {
		Name: "expires", Attribute: "expires", Kind: Int, Limits: atLeast(1),
		Types: queues, Operator: true,
		Description: "How long a queue may go unused, in milliseconds, before the broker deletes it.",
	}, {
		Name: "max-length", Attribute: "max_length", Kind: Int, Limits: atLeast(0),
		Types: queues, Operator: true,
		Description: "The most ready messages that a queue holds; `overflow` says what happens to more.",
	}, {
		Name: "max-length-bytes", Attribute: "max_length_bytes", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Classic, Quorum, Stream}, Operator: true,
		Description: "The most bytes of message bodies that a queue holds, or that a stream keeps on disk in whole segments.",
	}, {
		Name: "max-in-memory-length", Attribute: "max_in_memory_length", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Quorum}, Operator: true,
		Description: "The most messages that a quorum queue keeps in memory. Accepted and ignored from RabbitMQ 3.10, " +
			"which keeps none.",
	}, {
		Name: "max-in-memory-bytes", Attribute: "max_in_memory_bytes", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Quorum}, Operator: true,
		Description: "The most bytes of message bodies that a quorum queue keeps in memory. Accepted and ignored from " +
			"RabbitMQ 3.10, which keeps none.",
	}, {
		Name: "overflow", Attribute: "overflow", Kind: String, Limits: oneOf("drop-head", "reject-publish", "reject-publish-dlx"),
		Types: queues, Operator: true, Operators: from(3, 12, 7),
		Description: "What happens when a queue is full: `drop-head` (the default) drops the oldest message, `reject-publish` " +
			"refuses new ones, `reject-publish-dlx` refuses and dead-letters them (classic queues only).",
	},
}

var deadLetterKeys = []PolicyKey{
	{
		Name: "dead-letter-exchange", Attribute: "dead_letter_exchange", Kind: String, Limits: entity(),
		Types:       queues,
		Description: "The exchange that receives expired, rejected and dropped messages. Empty (`\"\"`) is the default exchange.",
	}, {
		Name: "dead-letter-routing-key", Attribute: "dead_letter_routing_key", Kind: String,
		Types:       queues,
		Description: "The routing key of dead-lettered messages. Their own when absent.",
	}, {
		Name: "dead-letter-strategy", Attribute: "dead_letter_strategy", Kind: String, Limits: oneOf("at-most-once", "at-least-once"),
		Types: []QueueType{Quorum}, Span: from(3, 10, 0),
		Description: "How surely messages are dead-lettered: `at-most-once` (the default) or `at-least-once`, which needs " +
			"`overflow = \"reject-publish\"`.",
	},
}

var queueKeys = []PolicyKey{
	{
		Name: "target-group-size", Attribute: "target_group_size", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Quorum}, Span: from(3, 13, 0), Operator: true, Operators: from(3, 13, 0),
		Description: "To how many members continuous membership reconciliation grows a quorum queue, where the broker has it " +
			"switched on (`quorum_queue.continuous_membership_reconciliation.enabled`).",
	}, {
		Name: "delivery-limit", Attribute: "delivery_limit", Kind: Int, Limits: atLeast(-1),
		Types: []QueueType{Quorum}, Operator: true,
		Description: "How often a message is redelivered before it is dropped or dead-lettered. When absent 20 from " +
			"RabbitMQ 4.0, without limit before; -1 is without limit from 4.0.",
	}, {
		Name: "queue-leader-locator", Attribute: "leader_locator", Kind: String, Limits: leaderValues,
		Types: []QueueType{Classic, Quorum, Stream}, Span: from(3, 9, 0),
		Description: "On which node a new queue's leader starts: `client-local` (the default) or `balanced`; `random` and " +
			"`least-leaders` are old names of `balanced`. Streams from RabbitMQ 3.9, quorum queues from 3.10, classic from 4.0.",
	}, {
		Name: "queue-master-locator", Attribute: "master_locator", Kind: String, Limits: masterValues,
		Types: []QueueType{Classic}, Span: until(rabbitMQ43), Operator: true, Operators: from(4, 0, 0).before(rabbitMQ43),
		Description: "On which node a new classic queue's leader starts: `client-local`, `min-masters` or `random`. Deprecated " +
			"in RabbitMQ 4.0 and refused from 4.3; use `leader_locator` there.",
	}, {
		Name: "queue-mode", Attribute: "queue_mode", Kind: String, Limits: oneOf("default", "lazy"),
		Types: []QueueType{Classic},
		Description: "`lazy` keeps messages on disk only. Ignored from RabbitMQ 3.12, where every classic queue behaves " +
			"much like that.",
	}, {
		Name: "queue-version", Attribute: "queue_version", Kind: Int, Limits: between(1, 2),
		// 3.12.0 to 3.12.6 refuse it to operators again; too short a gap to be worth a second span.
		Types: []QueueType{Classic}, Span: from(3, 10, 0), Operator: true, Operators: from(3, 11, 24),
		Description: "The classic queue's storage version, 1 or 2. 1 when absent before RabbitMQ 4.0, always 2 from then on.",
	}, {
		Name: "consumer-timeout", Attribute: "consumer_timeout", Kind: Int, Limits: atLeast(0),
		Types: queues, Span: from(3, 12, 0),
		Description: "How long a consumer may hold a delivery without acknowledging it, in milliseconds. The broker's own " +
			"`consumer_timeout` when absent, 30 minutes as shipped. On classic queues before RabbitMQ 4.3 only.",
	}, {
		Name: "consumer-disconnected-timeout", Attribute: "consumer_disconnected_timeout", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Quorum}, Span: from(4, 3, 0),
		Description: "How long a consumer on an unreachable node keeps its deliveries, in milliseconds, before they are " +
			"returned to the queue. 60 000 when absent.",
	}, {
		Name: "delayed-retry-type", Attribute: "delayed_retry_type", Kind: String, Limits: retryTypes,
		Types: []QueueType{Quorum}, Span: from(4, 3, 1), Operator: true, Operators: from(4, 3, 1),
		Description: "Which returned messages wait before they are delivered again: `all`, `failed`, `returned` or `disabled` " +
			"(the default). All but `disabled` need `delayed_retry_min`.",
	}, {
		Name: "delayed-retry-min", Attribute: "delayed_retry_min", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Quorum}, Span: from(4, 3, 1), Operator: true, Operators: from(4, 3, 1),
		Description: "The wait before the first redelivery, in milliseconds.",
	}, {
		Name: "delayed-retry-max", Attribute: "delayed_retry_max", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Quorum}, Span: from(4, 3, 1), Operator: true, Operators: from(4, 3, 1),
		Description: "The longest wait before a redelivery, in milliseconds. `delayed_retry_min` when absent.",
	},
}

var streamKeys = []PolicyKey{
	{
		Name: "max-age", Attribute: "max_age", Kind: String, Limits: Limits{Pattern: maxAge},
		Types: []QueueType{Stream}, Span: from(3, 9, 0),
		Description: "How old the messages that a stream keeps may grow, such as `7D`: a number and one of `Y`, `M` (30 days), `D`, " +
			"`h`, `m` (minutes), `s`. Whole segments are removed.",
	}, {
		Name: "stream-max-segment-size-bytes", Attribute: "max_segment_size_bytes", Kind: Int, Limits: between(0, maxSegment),
		Types: []QueueType{Stream}, Span: from(3, 9, 0),
		Description: "The size of a stream's segment files, in bytes, at most 3 000 000 000. 500 000 000 when absent. " +
			"Read when a stream is declared.",
	}, {
		Name: "initial-cluster-size", Attribute: "initial_cluster_size", Kind: Int, Limits: atLeast(0),
		Types: []QueueType{Stream}, Span: from(3, 9, 0),
		Description: "On how many nodes a stream has a replica when it is declared. Every node of the cluster when absent.",
	}, {
		Name: "stream-filter-size-bytes", Attribute: "filter_size_bytes", Kind: Int, Limits: between(16, 255),
		Types: []QueueType{Stream}, Span: from(3, 13, 0),
		Description: "The size of a stream chunk's Bloom filter, in bytes, 16 to 255. 16 when absent. Read when a stream is declared.",
	},
}

var mirrorKeys = []PolicyKey{
	{
		Name: "ha-mode", Attribute: "ha_mode", Kind: String, Limits: oneOf("all", "exactly", "nodes"),
		Types: []QueueType{Classic}, Span: mirroring, Operator: true, Operators: from(3, 11, 10).before(rabbitMQ40),
		Description: "Which nodes mirror a classic queue: `all`, `exactly` as many as `ha_replicas`, or the `nodes` of `ha_nodes`. " +
			"Removed in RabbitMQ 4.0.",
	}, {
		Name: "ha-params", Attribute: "ha_replicas", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Classic}, Span: mirroring, Operator: true, Operators: from(3, 11, 10).before(rabbitMQ40),
		Description: "How many copies a classic queue has in all, with `ha_mode = \"exactly\"`. Removed in RabbitMQ 4.0.",
	}, {
		Name: "ha-params", Attribute: "ha_nodes", Kind: StringList,
		Types: []QueueType{Classic}, Span: mirroring, Operator: true, Operators: from(3, 11, 10).before(rabbitMQ40),
		Description: "The nodes that have a copy, such as `rabbit@rabbit1`, with `ha_mode = \"nodes\"`. Removed in RabbitMQ 4.0.",
	}, {
		Name: "ha-sync-mode", Attribute: "ha_sync_mode", Kind: String, Limits: oneOf("manual", "automatic"),
		Types: []QueueType{Classic}, Span: mirroring, Operator: true, Operators: from(3, 11, 15).before(rabbitMQ40),
		Description: "Whether a new mirror copies what the queue already holds: `manual` (the default) or `automatic`. " +
			"Removed in RabbitMQ 4.0.",
	}, {
		Name: "ha-sync-batch-size", Attribute: "ha_sync_batch_size", Kind: Int, Limits: atLeast(1),
		Types: []QueueType{Classic}, Span: mirroring,
		Description: "How many messages a synchronisation sends at a time. 4096 when absent. Removed in RabbitMQ 4.0.",
	}, {
		Name: "ha-promote-on-shutdown", Attribute: "ha_promote_on_shutdown", Kind: String, Limits: oneOf("when-synced", "always"),
		Types: []QueueType{Classic}, Span: mirroring,
		Description: "Whether a mirror that is behind takes over when the leader is shut down: `when-synced` (the default) or " +
			"`always`. Removed in RabbitMQ 4.0.",
	}, {
		Name: "ha-promote-on-failure", Attribute: "ha_promote_on_failure", Kind: String, Limits: oneOf("always", "when-synced"),
		Types: []QueueType{Classic}, Span: mirroring,
		Description: "Whether a mirror that is behind takes over when the leader fails: `always` (the default) or `when-synced`. " +
			"Removed in RabbitMQ 4.0.",
	},
}

var routingKeys = []PolicyKey{
	{
		Name: "alternate-exchange", Attribute: "alternate_exchange", Kind: String, Limits: entity(),
		Exchanges:   true,
		Description: "The exchange that receives messages which an exchange cannot route.",
	}, {
		Name: "federation-upstream", Attribute: "federation_upstream", Kind: String,
		Types: queues, Exchanges: true,
		Description: "The federation upstream to link to, by name. Needs the federation plugin.",
	}, {
		Name: "federation-upstream-set", Attribute: "federation_upstream_set", Kind: String,
		Types: queues, Exchanges: true,
		Description: "The set of federation upstreams to link to, by name; `all` is every upstream. Needs the federation plugin.",
	}, {
		Name: "federation-upstream-pattern", Attribute: "federation_upstream_pattern", Kind: String,
		Types: queues, Exchanges: true,
		Description: "The federation upstreams to link to: an Erlang regular expression on their names. Needs the federation plugin.",
	},
}

// PolicyKeys lists the policy keys that the provider knows by name, in the order of the documentation.
// ha-params occurs twice: as ha_replicas, an Int, and as ha_nodes, a StringList.
func PolicyKeys() []PolicyKey { return slices.Clone(policyKeys) }
