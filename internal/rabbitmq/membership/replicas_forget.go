package membership

import "context"

// forgetReplicas takes a member on which RabbitMQ does not run out of quorum queues and streams. That goes before the member is
// forgotten: a quorum queue keeps counting a member that is gone, and forgetting resets a Khepri node under the queues' feet.
func (c *Cluster) forgetReplicas(ctx context.Context, node, through string) error {
	if err := c.Shrink(ctx, through, node); err != nil {
		return err
	}
	return c.forgetStreams(ctx, through, node)
}
