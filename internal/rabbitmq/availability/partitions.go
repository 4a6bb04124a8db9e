package availability

import (
	"slices"
	"strings"
)

// PartitionHandling is what each node that runs does in a partition, by its setting cluster_partition_handling. The HTTP API
// does not show it.
type PartitionHandling struct {
	// Known reports whether every running node was asked and answered.
	Known bool
	// Modes are the different words of the nodes: "ignore", "autoheal", "pause_minority", "pause_if_all_down".
	Modes []string
	// Needed are the lists of nodes of "pause_if_all_down": a node pauses when it sees none of its list.
	Needed [][]string
}

// partitionHandling judges whether the nodes that are left would pause after the next loss. Khepri pauses nobody: it takes no
// change without a majority, which is a rule of its own.
func (a *audit) partitionHandling() {
	all := len(a.cluster.Nodes)
	if a.cluster.Khepri || len(a.running) < 2 {
		return
	}
	how := a.cluster.Partitions
	// Half of the nodes pause as well (rabbit_node_monitor:majority/0).
	last := len(a.running) == majority(all)
	switch {
	case !how.Known && last:
		a.find("partition_handling_unknown", OfCluster, Name{}, a.running, "%d of %d nodes run: with pause_minority the next loss would stop the others, "+
			"and whether that is set is not known.", len(a.running), all)
	case last && slices.Contains(how.Modes, "pause_minority"):
		a.find("pause_minority", OfCluster, Name{}, a.running, "%d of %d nodes run: the next loss stops the others.", len(a.running), all)
	}
	for _, needed := range how.Needed {
		if up := both(needed, a.running); len(up) == 1 {
			a.find("pause_if_all_down", OfCluster, Name{}, up, "Of the nodes that the others pause without, which are %s, just %s runs.",
				list(without(needed)), strings.Join(up, ""))
		}
	}
}
