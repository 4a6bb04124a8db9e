package membership

import (
	"context"
	"errors"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// Drain puts a node into maintenance mode: it closes listeners and connections, and moves leaders to other nodes. What
// has been drained already stays so. (rabbit_maintenance:drain/0, from 3.8.9).
func (c *Cluster) Drain(ctx context.Context, node string) error {
	return c.change(ctx, "drain the node", node, limitQueues, func(ctx context.Context) error {
		return c.do(ctx, node, fn("rabbit_maintenance", "drain"))
	})
}

// Revive ends maintenance mode. (rabbit_maintenance:revive/0, from 3.8.9).
func (c *Cluster) Revive(ctx context.Context, node string) error {
	return c.change(ctx, "revive the node", node, limitQueues, func(ctx context.Context) error {
		return c.do(ctx, node, fn("rabbit_maintenance", "revive"))
	})
}

// drained reports whether a node is in maintenance mode, by its own record. (rabbit_maintenance:is_being_drained_local_read/1,
// from 3.8).
func (c *Cluster) drained(ctx context.Context, node string) (drained bool, err error) {
	err = c.step(ctx, "ask for maintenance mode", node, limitLook, func(ctx context.Context) error {
		return c.into(ctx, node, func(t erlang.Term) { drained = isTrue(t) },
			fn("rabbit_maintenance", "is_being_drained_local_read", erlang.Atom(node)))()
	})
	return drained, err
}

// Rebalance spreads the leaders of queues over the nodes that run, after whatever other rebalancing is under way: a
// cluster does one at a time. Which is "all", "quorum", "classic" or "stream"; an empty pattern means all.
// (rabbit_amqqueue:rebalance/3, from 3.8).
func (c *Cluster) Rebalance(ctx context.Context, node, which, vhostPattern, queuePattern string) error {
	return c.change(ctx, "rebalance leaders", node, limitQueues, func(ctx context.Context) error {
		return c.await(ctx, func(ctx context.Context) error {
			err := c.do(ctx, node, fn("rabbit_amqqueue", "rebalance",
				erlang.Atom(which), pattern(vhostPattern), pattern(queuePattern)))
			var answered *AnswerError
			if err != nil && (!errors.As(err, &answered) || !mentions(answered.Answer, "rebalance_in_progress")) {
				return &finalError{err}
			}
			return err
		})
	})
}

// ClusterName is the name that the node shows. (rabbit_nodes:cluster_name/0).
func (c *Cluster) ClusterName(ctx context.Context, node string) (name string, err error) {
	err = c.step(ctx, "read the cluster's name", node, c.limitLook,
		func(ctx context.Context) error {
			return c.into(ctx, node, func(t erlang.Term) { name, _ = erlang.Text(t) }, fn("rabbit_nodes", "cluster_name"))()
		})
	return name, err
}

// SetClusterName names the cluster. (rabbit_nodes:set_cluster_name/2).
func (c *Cluster) SetClusterName(ctx context.Context, node, name string) error {
	return c.change(ctx, "set the cluster's name", node, c.limitLook, func(ctx context.Context) error {
		return c.do(ctx, node, fn("rabbit_nodes", "set_cluster_name", erlang.Binary(name), erlang.Binary("terraform")))
	})
}

// start starts RabbitMQ and returns when it serves. To start what runs is no error. It waits for calls whose answer was lost: a
// start beside a join that goes on leaves a node which neither joins nor starts (3.10). It does not ask rabbit:await_startup/3,
// which 4.0.5 was seen to answer with ok while plugins still started.
// (rabbit:start/0).
func (c *Cluster) start(ctx context.Context, node string) error {
	if err := c.awaitRest(ctx); err != nil {
		return err
	}
	err := c.change(ctx, "start RabbitMQ", node, limitStart, func(ctx context.Context) error {
		return c.do(ctx, node, fn("rabbit", "start"))
	})
	if err != nil {
		return err
	}
	return c.step(ctx, "await startup", node, limitStart, func(ctx context.Context) error {
		return c.await(ctx, func(ctx context.Context) error {
			view := View{Node: node}
			switch err := c.look(ctx, node, &view); {
			case err != nil:
				return &finalError{err}
			case view.Settling:
				return errors.New("it is still on its way")
			case !view.AppRunning:
				return &finalError{errors.New("RabbitMQ has stopped again; the node's log says why")}
			}
			return nil
		})
	})
}

// pattern is a regular expression of Erlang, where an empty one means all.
func pattern(text string) erlang.Term {
	if text == "" {
		text = ".*"
	}
	return erlang.Binary(text)
}
