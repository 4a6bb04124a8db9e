package membership

import (
	"context"
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
)

// joining is one Join under way, of a node that runs and is no member yet.
type joining struct {
	*Cluster
	gate    *gate
	request JoinRequest
	// warned is that the queues which are let go have been named.
	warned bool
}

// check refuses what can be known to fail or to do harm before anything is touched. It is repeated when it is the node's turn.
func (j *joining) check(ctx context.Context, view, seed View) error {
	if err := j.checkVersions(ctx, view, seed); err != nil {
		return err
	}
	if err := j.checkJoin(ctx, j.request, view, seed); err != nil {
		return err
	}
	if !seed.HasMember(j.request.Node) {
		return nil
	}
	return j.step(ctx, "check what only the lost member has", j.request.Node, limitQueues, func(ctx context.Context) error {
		lost, err := j.gate.losses(ctx, seed, false)
		if err != nil || len(lost) == 0 {
			return err
		}
		return j.forgets(lost)
	})
}

// forgets decides about queues that the cluster would forget together with a member that was lost.
func (j *joining) forgets(lost []loss) error {
	refused := lossError(j.request.Node, lost)
	refused.Detail = "it came back without its data, and the cluster must forget the member that it was, with " + refused.Detail
	refused.WhatToDo = "If the old data can be had, bring the node back with it. Otherwise let the queues go by force"
	if !j.request.Force {
		return refused
	}
	if j.request.Warn != nil && !j.warned {
		j.warned = true
		j.request.Warn(fmt.Sprintf("forced although %s: %s", refused.Reason, refused.Detail))
	}
	return nil
}

// becomeMember takes the steps of a join. The node is stopped only when it is its turn, so that one which waits in vain still
// runs. To start takes seconds on some releases and concerns nobody else: that is done out of turn, and a Leave waits for those
// that have joined and are about to start, whom it would count as down.
func (j *joining) becomeMember(ctx context.Context, seed View) error {
	node := j.request.Node
	err := j.inTurn(ctx, node, func() error {
		if err := j.gate.stop(ctx, j.mayStop); err != nil {
			return err
		}
		if err := j.enter(ctx, seed.Node); err != nil {
			return j.asFound(ctx, err)
		}
		j.starting.add(node)
		return nil
	})
	if err != nil {
		return err
	}
	defer j.starting.remove(node)
	return j.start(ctx, node)
}

// mayStop checks once more, since others may have changed the cluster or the node while it waited for its turn. The node is alone,
// so that nobody misses it.
func (j *joining) mayStop(ctx context.Context) error {
	seed, err := j.gate.deciding(ctx)
	if err != nil {
		return err
	}
	view, err := j.View(ctx, j.request.Node)
	if err != nil {
		return err
	}
	if !view.AppRunning {
		return fmt.Errorf("RabbitMQ on %s has been stopped meanwhile", view.Node)
	}
	if err := j.check(ctx, view, seed); err != nil {
		return err
	}
	j.gate.ours = true
	return nil
}

// enter has the cluster forget a member of the same name that was lost, and makes the node a new one.
func (j *joining) enter(ctx context.Context, through string) error {
	seed, err := j.View(ctx, through)
	if err != nil {
		return err
	}
	if seed.HasMember(j.request.Node) {
		j.gate.accept = j.forgets
		if err := j.forgetReplicas(ctx, j.request.Node, seed.Node); err != nil && !j.forced(err) {
			return err
		}
		if err := j.gate.forgetMember(ctx, seed.Node); err != nil {
			return err
		}
	}
	kind := erlang.Atom("disc")
	if j.request.RAM {
		kind = "ram"
	}
	return j.gate.join(ctx, seed.Node, kind)
}

// forced reports whether queues that could not be shrunk are let go.
func (j *joining) forced(err error) bool {
	var replicas *ReplicaError
	return j.request.Force && errors.As(err, &replicas)
}

// asFound starts the node again that could not join. Where nobody knows what has become of the call, start waits until it is
// over: the node is a member then, or runs alone again.
func (j *joining) asFound(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	if restart := j.start(ctx, j.request.Node); restart != nil {
		return fmt.Errorf("%w; and then the node did not start again: %w", err, restart)
	}
	var unknown *UnknownOutcomeError
	if !errors.As(err, &unknown) {
		return err
	}
	view, look := j.View(ctx, j.request.Node)
	if look == nil && len(view.Others()) > 0 {
		return nil
	}
	return err
}
