package conversion

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// leastNodes is how many nodes a quorum queue needs to survive the loss of one.
const leastNodes = 3

// findings are those about the cluster, which hold for every queue.
func (c Cluster) findings() []Finding {
	var out []Finding
	running := 0
	for _, node := range c.Nodes {
		if node.Running {
			running++
		}
		out = append(out, node.findings()...)
	}
	if running < leastNodes {
		out = append(out, found("too_few_nodes", fmt.Sprintf("%s, and a quorum queue needs three.", counted(running, "node runs", "nodes run"))))
	}
	if enabled, isKnown := c.QuorumQueues.Get(); c.Broker.QuorumQueueFlag && !isKnown {
		out = append(out, found("feature_flags_unknown", "Whether the feature flag quorum_queue is enabled is not known."))
	} else if c.Broker.QuorumQueueFlag && !enabled {
		out = append(out, found("quorum_queues_disabled", "The feature flag quorum_queue is not enabled."))
	}
	if !c.Erlang {
		out = append(out, found("erlang_unknown", "Whether the nodes can be reached over Erlang's protocol is not known."))
	}
	for _, name := range c.Unreachable {
		out = append(out, found("node_unreachable", fmt.Sprintf("Node %s did not answer over Erlang's protocol.", name)))
	}
	return out
}

func (n Node) findings() []Finding {
	if !n.Running {
		return []Finding{found("node_down", fmt.Sprintf("Node %s does not run.", n.Name))}
	}
	var out []Finding
	if n.Drained {
		out = append(out, found("node_in_maintenance", fmt.Sprintf("Node %s is in maintenance mode.", n.Name)))
	}
	if n.Alarm {
		out = append(out, found("alarm", fmt.Sprintf("Node %s has a memory or disk alarm.", n.Name)))
	}
	if len(n.Partitions) > 0 {
		out = append(out, found("partition", fmt.Sprintf("Node %s was separated from %s.", n.Name, strings.Join(n.Partitions, ", "))))
	}
	return out
}

// sortByRule orders findings as the rules are, and those of one rule by their text.
func sortByRule(findings []Finding) {
	place := func(f Finding) int { return slices.IndexFunc(rules, func(r Rule) bool { return r.Code == f.Code }) }
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(place(a), place(b)), strings.Compare(a.Summary, b.Summary))
	})
}

// counted is a number with its noun in the singular or the plural.
func counted[N int | int64](n N, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return fmt.Sprintf("%d %s", n, plural)
}
