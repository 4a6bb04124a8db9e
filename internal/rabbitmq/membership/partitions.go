package membership

import (
	"context"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// PartitionHandling is what a node does when it loses sight of others. Only Mnesia asks it.
type PartitionHandling struct {
	// Mode is the broker's word: "ignore", "autoheal", "pause_minority" or "pause_if_all_down".
	Mode string
	// Nodes are those of "pause_if_all_down": the node pauses when it sees none of them.
	Nodes []string
}

// PartitionHandling reads what a node does when it loses sight of others, which the HTTP API does not show.
// (application:get_env(rabbit, cluster_partition_handling); rabbit_node_monitor of 3.8 to 4.2).
func (c *Cluster) PartitionHandling(ctx context.Context, node string) (handling PartitionHandling, err error) {
	err = c.step(ctx, "read what the node does in a partition", node, limitLook, func(ctx context.Context) error {
		answer, err := c.ask(ctx, node, fn("application", "get_env", erlang.Atom("rabbit"), erlang.Atom("cluster_partition_handling")))
		if err != nil {
			return err
		}
		var ok bool
		if handling, ok = readPartitionHandling(answer); !ok {
			return &AnswerError{Node: node, Call: "application:get_env/2", Answer: answer}
		}
		return nil
	})
	return handling, err
}

// readPartitionHandling reads {ok, Mode} or {ok, {pause_if_all_down, Nodes, Afterwards}}.
func readPartitionHandling(answer erlang.Term) (PartitionHandling, bool) {
	value, ok := erlang.Tagged(answer, "ok")
	if !ok || len(value) != 1 {
		return PartitionHandling{}, false
	}
	if mode, isAtom := value[0].(erlang.Atom); isAtom {
		return PartitionHandling{Mode: string(mode)}, true
	}
	const pauses = "pause_if_all_down"
	parts, ok := erlang.Tagged(value[0], pauses)
	if !ok || len(parts) == 0 {
		return PartitionHandling{}, false
	}
	return PartitionHandling{Mode: pauses, Nodes: atoms(parts[0])}, true
}
