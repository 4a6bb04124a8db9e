package availability

import "slices"

// Code names what is wrong. A code has one severity and never changes its meaning.
type Code string

// Rule is what is known of a code beforehand.
type Rule struct {
	Code     Code
	Severity Severity
	// Meaning is what the code stands for; Action is what to do. Both are Markdown, one to three sentences.
	Meaning, Action string
}

const (
	makeQuorum = "Declare it again as a quorum queue."
	growQuorum = "Add members (action `rabbitmqha_grow_queues`, or `rabbitmq-queues grow`; for a stream `rabbitmq-streams add_replica`) until there are three or five."
)

// stopped are the states of a queue that does not work.
var stopped = []string{"down", "crashed", "stopped", "minority"}

// rules are all that can be found, of the cluster first.
var rules = []Rule{
	{
		"single_node", Error, "The cluster has one node.",
		"Add two nodes.",
	}, {
		"no_majority", Error, "Less than a majority of the nodes runs: quorum queues stop, and with Khepri nothing can be declared.",
		"Start the nodes that are down.",
	}, {
		"no_spare_node", Error, "With the metadata store Khepri (RabbitMQ 4.3, or where it is enabled): exactly a majority of the nodes " +
			"runs, so that without one more nothing can be declared, changed or deleted.",
		"Start the nodes that are down; where there are only two, add a third.",
	}, {
		"one_open_node", Error, "One node takes clients, and the other nodes that run are in maintenance mode: no client could connect without it " +
			"(from RabbitMQ 3.13 on).",
		"Finish the maintenance, and revive the nodes (`rabbitmqha_revive_node`).",
	}, {
		"pause_minority", Error, "The nodes have `cluster_partition_handling` `pause_minority` (before RabbitMQ 4.3, with the metadata store " +
			"Mnesia), and exactly a majority of them runs: when one more is lost, all others stop.",
		"Start the nodes that are down; where there are only two, add a third.",
	}, {
		"pause_if_all_down", Error, "The nodes have `cluster_partition_handling` `pause_if_all_down` (before RabbitMQ 4.3, with the metadata " +
			"store Mnesia), and of the nodes that they pause without one runs: when it is lost, all others stop.",
		"Start the other nodes of that list, or name more than one there.",
	}, {
		"partition_handling_unknown", Error, "With the metadata store Mnesia (before RabbitMQ 4.3): exactly a majority of the nodes runs, and " +
			"with `pause_minority` the loss of one more would stop all others. The HTTP API does not show `cluster_partition_handling`; " +
			"a provider with an `erlang` block reads it from the nodes.",
		"Start the nodes that are down; where there are only two, add a third. Or give the provider an `erlang` block; ignore this code where the " +
			"nodes have `ignore` or `autoheal`.",
	}, {
		"partition", Error, "A node was separated from others and has not been joined with them again.",
		"Choose the side to keep, and restart the nodes of the other side.",
	}, {
		"memory_alarm", Error, "A node is above its memory limit: publishers are blocked on the whole cluster.",
		"Let consumers catch up, or give the node more memory.",
	}, {
		"disk_alarm", Error, "A node has less free disk space than its limit: publishers are blocked on the whole cluster.",
		"Free or add disk space on that node.",
	}, {
		"two_nodes", Warning, "The cluster has two nodes: neither is a majority, so that quorum queues cannot survive the loss of one, and " +
			"with `pause_minority` (before RabbitMQ 4.3) the other node stops, too.",
		"Add a third node.",
	}, {
		"even_nodes", Warning, "The cluster has an even number of nodes: it survives the loss of no more than one node less would.",
		"Add a node, or take one away.",
	}, {
		"node_down", Warning, "A node does not run.",
		"Start it, or make the cluster forget it and add another.",
	}, {
		"node_in_maintenance", Warning, "A node is in maintenance mode: it takes no clients and leads no queues (reported from RabbitMQ 3.13 on).",
		"Finish the maintenance, and revive the node (action `rabbitmqha_revive_node`, or `rabbitmq-upgrade revive`).",
	}, {
		"ram_node", Warning, "A node keeps metadata in memory only (before RabbitMQ 4.3).",
		"Make it a disc node (`rabbitmqctl change_cluster_node_type disc`).",
	}, {
		"mixed_versions", Warning, "The nodes run different versions of RabbitMQ.",
		"Finish the upgrade.",
	}, {
		"leaders_on_one_node", Warning, "One node leads all replicated queues that were looked at, and there are at least as many of them as nodes: its loss " +
			"stops all for a moment, and it does most of the work.",
		"Rebalance (action `rabbitmqha_rebalance_queues`, or `rabbitmq-queues rebalance all`).",
	}, {
		"deprecated_feature", Warning, "A deprecated feature is in use, and a later version will not have it (reported from RabbitMQ 3.13 on).",
		"Stop using it before the next upgrade.",
	}, {
		"manual_synchronisation", Warning, "A policy mirrors queues with `ha-sync-mode` `manual`, which is the default: a mirror that was " +
			"restarted or added lacks the messages that are there already.",
		"Set `ha-sync-mode` to `automatic`.",
	}, {
		"promote_on_shutdown", Warning, "A policy mirrors queues with `ha-promote-on-shutdown` `always`: when the leader is shut down, as in " +
			"an upgrade, a mirror takes over that may lack messages.",
		"Leave `ha-promote-on-shutdown` out, which means `when-synced`.",
	}, {
		"promote_on_failure", Warning, "A policy mirrors queues with `ha-promote-on-failure` `when-synced`: when the leader fails while no " +
			"mirror is synchronised, the queue is down until that node is back.",
		"Synchronise automatically; ignore this code where losing messages is worse than waiting.",
	}, {
		"vhost_down", Error, "A virtual host does not run on a node that runs: clients are refused there, and its classic queues on that " +
			"node do not work.",
		"Read that node's log, and restart the virtual host (`rabbitmqctl restart_vhost`) or the node.",
	}, {
		"vhost_hidden", Error, "The provider's user may not see into a virtual host, so that its queues were not judged.",
		"Give the user permissions there, which may be empty (`^$`), or the tag `administrator`.",
	}, {
		"transient_exchange", Warning, "An exchange is not durable: it and its bindings are gone once all nodes have stopped. With Khepri it " +
			"stays, so that this is not reported there.",
		"Declare it again as durable.",
	}, {
		"queue_down", Error, "A queue does not work: its node is down, it has crashed, or too many of its members are offline.",
		"Bring its nodes back.",
	}, {
		"not_replicated", Error, "A classic queue has one copy: from RabbitMQ 4.0 on always, before where the policy that applies does not mirror " +
			"it, or no mirror runs.",
		makeQuorum + " Before RabbitMQ 4.0 a policy with `ha-mode` can mirror it.",
	}, {
		"no_policy", Error, "Before RabbitMQ 4.0: a classic queue has one copy, and no policy applies to it.",
		makeQuorum + " A policy with `ha-mode` can mirror it, too.",
	}, {
		"transient_queue", Error, "A queue is not durable and has one copy: it is gone with its node.",
		makeQuorum + " Or make it exclusive, if it belongs to one connection.",
	}, {
		"not_synchronised", Error, "No mirror of a queue is synchronised: with the leader go the messages that the mirrors lack, or the queue " +
			"stops until the leader is back, as its policy says.",
		"Synchronise it (action `rabbitmqha_synchronise_queue`, or `rabbitmqctl sync_queue`), and set `ha-sync-mode` to `automatic`.",
	}, {
		"single_replica", Error, "A stream has one replica.",
		growQuorum,
	}, {
		"too_few_members", Error, "A quorum queue has one or two members, or a stream has two replicas: neither of two is a majority.",
		growQuorum,
	}, {
		"no_spare_member", Error, "Members of a queue are offline, and those that are left are just a majority.",
		"Bring its nodes back; take members away whose node will not return, and add others.",
	}, {
		"no_spare_coordinator", Error, "Just a majority of the nodes runs, and streams need one for their coordinator, wherever their " +
			"replicas are.",
		"Start the nodes that are down; where there are only two, add a third.",
	}, {
		"members_offline", Warning, "Members of a queue are offline, and it survives the loss of one more.",
		"Bring its nodes back.",
	}, {
		"lost_member", Warning, "A queue counts a member on a node that is not in the cluster any more.",
		"Take that member away (action `rabbitmqha_shrink_queues`, or `rabbitmq-queues delete_member`, for a stream `rabbitmq-streams delete_replica`).",
	}, {
		"even_members", Warning, "A queue has an even number of members: it survives the loss of no more than one member less would.",
		"Add a member, or take one away.",
	}, {
		"mirrors_behind", Warning, "Some mirrors of a queue are not synchronised, and at least one is.",
		"Synchronise it (action `rabbitmqha_synchronise_queue`, or `rabbitmqctl sync_queue`), and set `ha-sync-mode` to `automatic`.",
	}, {
		"not_durable", Warning, "A mirrored queue is not durable: it survives the loss of a node, and is gone once all nodes have stopped.",
		makeQuorum,
	}, {
		"not_measured", Error, "The broker does not tell where a queue is, or on which nodes a virtual host runs, so that it was not judged: it has not measured it yet, or " +
			"`management_agent.disable_metrics_collector` is set.",
		"Look again a few seconds later.",
	}, {
		"unknown_type", Error, "A queue has a type that is not known here, so that it was not judged.",
		"See the documentation of the plugin that it comes from.",
	},
}

// Rules are all that an audit can find.
func Rules() []Rule { return slices.Clone(rules) }

// rule is the one of a code.
func rule(code Code) Rule {
	return rules[slices.IndexFunc(rules, func(r Rule) bool { return r.Code == code })]
}
