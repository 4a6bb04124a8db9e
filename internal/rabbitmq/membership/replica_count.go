package membership

import (
	"context"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// ReplicaCount is how many queues have a replica on a node.
type ReplicaCount struct {
	// Quorum are the quorum queues with a member there, Streams the streams with a replica.
	Quorum, Streams int
}

// CountReplicas counts the queues with a replica on the node on, by the word of the node through. isKnown is false where that
// release does not list members (before 3.9), or there is no queue at all.
func (c *Cluster) CountReplicas(ctx context.Context, through, on string) (count ReplicaCount, isKnown bool, err error) {
	err = c.step(ctx, "count replicas", through, limitQueues, func(ctx context.Context) error {
		return c.queues(ctx, through, func(_, _ string, info erlang.Term) {
			isKnown = true
			kind, _ := erlang.Lookup(info, "type")
			members, _ := erlang.Lookup(info, "members")
			switch {
			case !slices.Contains(atoms(members), on):
			case kind == erlang.Term(erlang.Atom("stream")):
				count.Streams++
			case kind == erlang.Term(erlang.Atom("quorum")), kind == erlang.Term(erlang.Atom("rabbit_quorum_queue")):
				count.Quorum++
			}
		}, "type", "members")
	})
	return count, isKnown, err
}
