package membership

import (
	"context"
	"errors"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Forget removes a member on which RabbitMQ does not run, dead or stopped, together with its replicas. Those go first: a
// quorum queue keeps counting a member that is gone, and forgetting resets a Khepri node under the queues' feet.
func (c *Cluster) Forget(ctx context.Context, node, through string) error {
	return c.inTurn(ctx, node, func() error { return c.forget(ctx, node, through) })
}

// forget is Forget for those who have the turn.
func (c *Cluster) forget(ctx context.Context, node, through string) error {
	if err := c.forgetReplicas(ctx, node, through); err != nil {
		return err
	}
	return c.forgetMember(ctx, node, through)
}

func (c *Cluster) forgetReplicas(ctx context.Context, node, through string) error {
	if err := c.Shrink(ctx, through, node); err != nil {
		return err
	}
	return c.forgetStreams(ctx, through, node)
}

// forgetMember removes the member alone. (rabbit_db_cluster:forget_member/2 from 3.13,
// rabbit_mnesia:forget_cluster_node/2 before).
func (c *Cluster) forgetMember(ctx context.Context, node, through string) error {
	return c.change(ctx, "forget the node", node, limitForget, func(ctx context.Context) error {
		err := c.do(ctx, through,
			fn("rabbit_db_cluster", "forget_member", erlang.Atom(node), erlang.Atom("false")),
			fn("rabbit_mnesia", "forget_cluster_node", erlang.Atom(node), erlang.Atom("false")))
		var answer *AnswerError
		if errors.As(err, &answer) && mentions(answer.Answer, "not_a_cluster_node") {
			return nil
		}
		return err
	})
}
