package membership

import (
	"context"
	"fmt"
	"slices"
)

// Join makes a node a member and returns its view. It carries on from whatever the two sides show: for a member that runs
// there is nothing to do, one that is stopped is started, and one that only the cluster takes for a member (its disk was
// lost) is forgotten first, unless queues still depend on the old one. Joins of several nodes may be asked for at once: from the
// last check to the call that changes the members they wait for each other.
func (c *Cluster) Join(ctx context.Context, request JoinRequest) (View, error) {
	node := request.Node
	view, seed, err := c.bothViews(ctx, request)
	if err != nil {
		return view, err
	}
	gate := &gate{Cluster: c, node: node, through: slices.Clone(request.Through), stranger: true}
	if err := c.resetForgottenNode(ctx, gate, request, view, seed); err != nil {
		return view, err
	}
	if view, err = c.startedView(ctx, view); err != nil {
		return view, err
	}
	if !member(view, seed) {
		j := &joining{Cluster: c, gate: gate, request: request}
		if err := j.check(ctx, view, seed); err != nil {
			return view, err
		}
		if err := j.becomeMember(ctx, seed); err != nil {
			return view, err
		}
	}
	if err := c.awaitMember(ctx, node, seed.Node); err != nil {
		return view, err
	}
	if request.AwaitManagement != nil {
		err := c.step(ctx, "await the management API", node, limitStart, func(ctx context.Context) error {
			return request.AwaitManagement(ctx, node)
		})
		if err != nil {
			return view, err
		}
	}
	if err := c.inTurn(ctx, node, func() error { return c.spread(ctx, request, seed.Node) }); err != nil {
		return view, err
	}
	return c.View(ctx, node)
}

// bothViews asks the node and its future cluster side by side.
func (c *Cluster) bothViews(ctx context.Context, request JoinRequest) (view, seed View, err error) {
	var problem error
	_ = together(
		func() error { view, err = c.stableView(ctx, request.Node); return nil },
		func() error { seed, problem = c.peer(ctx, request.Through, request.Node); return nil },
	)
	if err == nil {
		err = problem
	}
	if err != nil {
		return view, seed, err
	}
	return c.awaitQuiescence(ctx, view, seed)
}

// member reports whether both sides say so.
func member(view, seed View) bool {
	return seed.HasMember(view.Node) && view.HasMember(seed.Node)
}

// startedView is the view of the node with RabbitMQ running, which it starts where an earlier run has stopped it: a
// stopped node tells neither what it holds nor, with Khepri, whose member it is.
func (c *Cluster) startedView(ctx context.Context, view View) (View, error) {
	if view.AppRunning {
		return view, nil
	}
	if err := c.start(ctx, view.Node); err != nil {
		return view, err
	}
	return c.View(ctx, view.Node)
}

// resetForgottenNode resets a node of Mnesia that was forgotten while RabbitMQ on it was stopped: it would refuse to start
// (inconsistent_cluster). What it holds cannot be looked at, so it takes the word of the user.
func (c *Cluster) resetForgottenNode(ctx context.Context, gate *gate, request JoinRequest, view, seed View) error {
	if view.AppRunning || !view.HasMember(seed.Node) || seed.HasMember(view.Node) {
		return nil
	}
	if !request.DiscardData {
		return &RefusedError{Node: view.Node, Reason: ErrNotEmpty,
			Detail:   "it was forgotten by " + seed.Node + " while RabbitMQ on it was stopped, and holds what it held then",
			WhatToDo: "Permit that this is discarded, or reset the node (rabbitmqctl reset)"}
	}
	return gate.reset(ctx)
}

// awaitMember waits until the node and the member through which it joined agree, and both see it running.
func (c *Cluster) awaitMember(ctx context.Context, node, seed string) error {
	return c.step(ctx, "await agreement", node, limitAgree, func(ctx context.Context) error {
		return c.await(ctx, func(ctx context.Context) error {
			mine, theirs := View{Node: node}, View{Node: seed}
			err := together(
				func() error { return c.look(ctx, node, &mine) },
				func() error { return c.look(ctx, seed, &theirs) },
			)
			switch {
			case err != nil:
				return err
			case !slices.Equal(mine.Members, theirs.Members) || !mine.HasMember(seed) || !mine.HasMember(node):
				return &DisagreementError{Views: []View{mine, theirs}}
			case !mine.HasRunning(node) || !theirs.HasRunning(node):
				return fmt.Errorf("%s does not see %s running", seed, node)
			}
			return nil
		})
	})
}

// spread gives the new member its share of queues, as asked for. All of it may be repeated.
func (c *Cluster) spread(ctx context.Context, request JoinRequest, seed string) error {
	if request.Grow != nil {
		if err := c.Grow(ctx, seed, request.Node, *request.Grow); err != nil {
			return err
		}
	}
	if request.GrowStreams != nil {
		if err := c.GrowStreams(ctx, seed, request.Node, *request.GrowStreams); err != nil {
			return err
		}
	}
	if request.Rebalance {
		return c.Rebalance(ctx, seed, "all", "", "")
	}
	return nil
}
