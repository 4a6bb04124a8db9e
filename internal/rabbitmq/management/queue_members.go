package management

import (
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// A broker may send a list of nodes twice in one object, with different nodes: `online` is once what was measured and once those
// of the members whose node runs (4.0, quorum queues and streams), and `slave_nodes` and `synchronised_slave_nodes` are each once
// older and once newer (3.10). Which is right depends on what the nodes are good for.

// named are the nodes that some occurrence names: for members, all of which count when a majority is wanted.
func named(nodes known.Repeated[[]string]) known.Value[[]string] {
	return nodes.Reduce(func(a, b []string) []string {
		out := slices.Clone(a)
		for _, node := range b {
			if !slices.Contains(out, node) {
				out = append(out, node)
			}
		}
		return out
	})
}

// agreed are the nodes that every occurrence names: for members that work, which one that is doubted does not.
func agreed(nodes known.Repeated[[]string]) known.Value[[]string] {
	return nodes.Reduce(func(a, b []string) []string {
		return slices.DeleteFunc(slices.Clone(a), func(node string) bool { return !slices.Contains(b, node) })
	})
}
