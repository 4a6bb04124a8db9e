package conversion

import "slices"

// Verdict says whether a queue can be converted.
type Verdict string

// The verdicts. A queue has the last of those that its findings lead to, in this order.
const (
	// Ready: nothing stands in the way, and nothing changes but the type.
	Ready Verdict = "ready"
	// ReadyWithChanges: nothing stands in the way, and something changes that someone has to know of.
	ReadyWithChanges Verdict = "ready_with_changes"
	// Unknown: nothing that is known stands in the way, and something is not known.
	Unknown Verdict = "unknown"
	// Blocked: something stands in the way.
	Blocked Verdict = "blocked"
)

// Verdicts lists the verdicts in their order.
func Verdicts() []Verdict { return []Verdict{Ready, ReadyWithChanges, Unknown, Blocked} }

// Code names what was found. A code has one verdict and never changes its meaning.
type Code string

// Rule is what is known of a code beforehand.
type Rule struct {
	Code Code
	// Verdict is what a finding with this code alone leads to.
	Verdict Verdict
	// Meaning is what the code stands for; Action is what to do. Both are Markdown, one to three sentences.
	Meaning, Action string
}

const removeClients = "Stop them for the conversion, or have them use AMQP 0-9-1."

// rules are all that can be found, of the cluster first.
var rules = []Rule{
	{
		"too_few_nodes", Blocked, "Fewer than three nodes run: a quorum queue would not survive the loss of one.",
		"Start or add nodes.",
	}, {
		"node_down", Blocked, "A node does not run: nothing could tell its clients, should it start in the middle of a conversion.",
		"Start it, or make the cluster forget it.",
	}, {
		"node_in_maintenance", Blocked, "A node is in maintenance mode, in which it takes no members of quorum queues (reported from RabbitMQ 3.13 on).",
		"Revive it (action `rabbitmqha_revive_node`, or `rabbitmq-upgrade revive`).",
	}, {
		"partition", Blocked, "A node was separated from others and has not been joined with them again.",
		"Choose the side to keep, and restart the nodes of the other side.",
	}, {
		"alarm", Blocked, "A node has a memory or disk alarm: publishers are blocked already, and nothing could be moved.",
		"Let consumers catch up, or give the node more memory or disk space.",
	}, {
		"quorum_queues_disabled", Blocked, "The feature flag `quorum_queue` is not enabled (RabbitMQ 3.8 to 3.10).",
		"Enable it (`rabbitmqha_feature_flag`, or `rabbitmqctl enable_feature_flag quorum_queue`).",
	}, {
		"feature_flags_unknown", Unknown, "Before RabbitMQ 3.11 only administrators may see whether the feature flag `quorum_queue` is enabled, and the provider's user is none.",
		"Give the user the tag `administrator`, or look yourself (`rabbitmqctl list_feature_flags`).",
	}, {
		"erlang_unknown", Unknown, "A conversion in place needs Erlang's own protocol to every node, and the provider has no `erlang` block: whether the nodes " +
			"can be reached is not known.",
		"Give the provider an `erlang` block.",
	}, {
		"node_unreachable", Blocked, "A node that runs did not answer over Erlang's own protocol.",
		"Check the `erlang` block of the provider, the cookie and the network.",
	}, {
		"exclusive", Blocked, "The queue is exclusive: it belongs to one connection and ends with it.",
		"Nothing: the client that declares it decides.",
	}, {
		"auto_delete", Blocked, "The queue is deleted with its last consumer, which quorum queues are not.",
		"Have its clients declare it without auto-delete, or with `x-expires`.",
	}, {
		"not_durable", Blocked, "The queue is not durable, and quorum queues always are.",
		"Have its clients declare it as durable, under another name.",
	}, {
		"server_named", Blocked, "The broker has made the queue's name up for one client, which will not find it again.",
		"Nothing: the client that declares it decides.",
	}, {
		"mqtt_queue", Blocked, "The queue is the session of an MQTT client, whose plugin declares it.",
		"Nothing: the plugin decides.",
	}, {
		"queue_down", Blocked, "The queue does not work, so that nothing can be moved out of it.",
		"Bring its nodes back.",
	}, {
		"not_measured", Unknown, "The broker has not measured the queue: whether it works and what it holds is not known. That is so for some seconds " +
			"after it was declared.",
		"Read it again. If it stays so, look at the broker's log.",
	}, {
		"unsynchronised_mirrors", Blocked, "A mirror of the queue lacks messages: they would be lost if the leader's node failed on the way (before RabbitMQ 4.0).",
		"Synchronise it (action `rabbitmqha_synchronise_queue`, or `rabbitmqctl sync_queue`).",
	}, {
		"priorities", Blocked, "The queue has priorities (`x-max-priority`), which quorum queues do not count the same way: they have two from RabbitMQ 4.0 on and none " +
			"before.",
		"Do without them, and set `drop_priorities`.",
	}, {
		"priorities_dropped", ReadyWithChanges, "The queue loses its priorities (`x-max-priority`), as `drop_priorities` says.",
		"Check that consumers bear it.",
	}, {
		"unsupported_argument", Blocked, "The queue has an argument that quorum queues of this version of RabbitMQ do not take.",
		"Upgrade RabbitMQ to where they do (the documentation of `rabbitmqha_queue` says from when), or do without it.",
	}, {
		"unknown_argument", ReadyWithChanges, "The queue has an argument that is none of RabbitMQ's own. It is kept; only the broker knows whether a quorum queue takes it.",
		"Declare a quorum queue with it under another name, as a trial.",
	}, {
		"argument_dropped", ReadyWithChanges, "The queue loses arguments that mean nothing to a quorum queue: `x-queue-mode`, `x-queue-version`, " +
			"`x-queue-master-locator`, `x-ha-policy`, `x-ha-nodes`.",
		"Nothing. Clients must not declare them any more.",
	}, {
		"overflow_changed", ReadyWithChanges, "`x-overflow` is `reject-publish-dlx`, which quorum queues do not have, and becomes `reject-publish`: what is refused " +
			"is no longer dead-lettered.",
		"Have publishers act on what the broker refuses (negative confirms).",
	}, {
		"expiration_ignored", ReadyWithChanges, "Before RabbitMQ 3.10 a quorum queue ignores the property `expiration` of messages.",
		"Ask whether publishers set it; if they do, upgrade to RabbitMQ 3.10 first.",
	}, {
		"delivery_limit", ReadyWithChanges, "From RabbitMQ 4.0 on a quorum queue drops or dead-letters a message that was given back 20 times, where nothing else is said.",
		"Set `delivery-limit` by a policy, and a dead-letter exchange, or see that consumers do not give messages back for ever.",
	}, {
		"policy_ends", ReadyWithChanges, "A policy applies to the queue and would not apply to a quorum queue. One that does nothing but mirror is not reported.",
		"Write a policy for quorum queues beside it, before.",
	}, {
		"policy_begins", ReadyWithChanges, "A policy does not apply to the queue and would apply to a quorum queue of its name.",
		"Check that this is meant.",
	}, {
		"policy_key_ignored", ReadyWithChanges, "A policy that applies has keys that do nothing for a quorum queue.",
		"Remove the keys, or write others in their place.",
	}, {
		"policy_unknown", Unknown, "Which policies apply cannot be said, since only a broker can read the pattern of one of them.",
		"Write the pattern without what the finding names.",
	}, {
		"single_active_consumer", Blocked, "The queue has a single active consumer and holds messages: nobody else can take them out.",
		"Let that consumer empty the queue, with publishers stopped.",
	}, {
		"exclusive_consumer", Blocked, "A consumer is exclusive, so that nobody else can take messages out.",
		"Stop it for the conversion.",
	}, {
		"global_qos", Blocked, "A consumer uses a prefetch count that is shared by its whole channel (`basic.qos` with `global`): a quorum queue refuses it, and " +
			"closes the connection with 540 NOT_IMPLEMENTED. RabbitMQ 4.3 takes it for a count of each consumer, and where the deprecated feature " +
			"`global_qos` is permitted there it does not show it.",
		"Have the client set the count for each consumer.",
	}, {
		"transaction", Blocked, "A client of the virtual host has published in a transaction that is still open. What it commits is not held back.",
		"Have it commit, and use confirms in place of transactions.",
	}, {
		"other_protocol", Blocked, "Clients of the virtual host speak another protocol than AMQP 0-9-1, or are plugins such as shovels and federation: what they publish " +
			"is not held back, or not surely.",
		removeClients,
	}, {
		"client_unknown", Unknown, "A connection, channel or consumer of the virtual host is so new that the broker has not measured it: its protocol, transactions or " +
			"prefetch count is not known.",
		"Read it again.",
	}, {
		"dead_letter_target", Blocked, "Messages of another queue may be dead-lettered into the queue. That is not held back, and what arrives while the queue is " +
			"exchanged would be lost.",
		"Take the dead-letter exchange from the other queue for the conversion, by its policy.",
	}, {
		"held_messages", ReadyWithChanges, "Consumers hold messages that they have not acknowledged. A conversion waits for them.",
		"See that consumers acknowledge within seconds; stop those that work for long.",
	}, {
		"long_pause", ReadyWithChanges, "So many messages wait that moving them would hold publishers back for more than 30 s.",
		"Let consumers catch up, or give the order of messages up.",
	}, {
		"clients_declare", ReadyWithChanges, "The queue has consumers. A client that declares it without `x-queue-type` `quorum` is refused with 406 PRECONDITION_FAILED " +
			"afterwards. Which clients do cannot be seen; publishers may as well.",
		"Ask who runs them, and have them declare it with `x-queue-type` `quorum`, passively, or not at all, before.",
	},
}

// Rules lists all that can be found.
func Rules() []Rule { return slices.Clone(rules) }

// Finding is one thing that stands in the way, changes or is not known.
type Finding struct {
	Rule
	// Summary is one sentence, or a few.
	Summary string
}

// found makes a finding. A code without a rule is a fault of this package, which its tests find.
func found(code Code, summary string) Finding {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Code == code })
	return Finding{rules[i], summary}
}

// worst is the verdict that findings lead to.
func worst(findings []Finding) Verdict {
	verdict := Ready
	for _, finding := range findings {
		if slices.Index(Verdicts(), finding.Verdict) > slices.Index(Verdicts(), verdict) {
			verdict = finding.Verdict
		}
	}
	return verdict
}
