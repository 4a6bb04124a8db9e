package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Leave ends a membership, of a node that runs, is stopped, or is dead. It carries on from whatever the cluster shows; for
// a node that is no member and alone there is nothing to do. With Force it returns as warnings what it would otherwise
// refuse.
func (c *Cluster) Leave(ctx context.Context, request LeaveRequest) (warnings []string, err error) {
	if request.Afterwards == "" {
		request.Afterwards = Reset
	}
	l := &leaving{Cluster: c, request: request}
	l.gate = &gate{Cluster: c, node: request.Node, through: slices.Clone(request.Through), tolerate: l.refuse, accept: l.lose,
		countAll: request.DeleteEmptyQueues}
	err = c.inTurn(ctx, request.Node, func() error {
		if err := l.awaitStarting(ctx); err != nil {
			return err
		}
		return l.run(ctx)
	})
	if err != nil {
		l.sayMaintenance(ctx, err)
	}
	return l.warnings(), err
}

// leaving is one Leave under way.
type leaving struct {
	*Cluster
	request LeaveRequest
	gate    *gate

	// dead reports whether the node does not answer; else view is its own.
	dead bool
	view View
	// seed is the view of a member that stays.
	seed View
	// What has been done to the node: members of its queues may be gone, it is in maintenance mode, it is stopped.
	shrunk, drained, stopped bool
	forced                   forced
	// notes are warnings of other kinds.
	notes []string
}

func (l *leaving) run(ctx context.Context) error {
	err := l.lookAround(ctx)
	if err != nil || l.seed.Node == "" {
		return err
	}
	if !l.dead {
		if l.view, l.seed, err = l.awaitQuiescence(ctx, l.view, l.seed); err != nil {
			return err
		}
	}
	if !l.seed.HasMember(l.request.Node) {
		return l.finish(ctx)
	}
	if err := l.revived(ctx); err != nil {
		return err
	}
	if !l.seed.HasMember(l.request.Node) {
		return l.finish(ctx)
	}
	if err := l.check(ctx); err != nil {
		return err
	}
	if l.view.AppRunning {
		if err := l.depart(ctx); err != nil {
			return l.turnedBack(ctx, err)
		}
	}
	if err := l.tolerated(l.forgetReplicas(ctx, l.request.Node, l.seed.Node)); err != nil {
		return err
	}
	if err := l.gate.forgetMember(ctx, l.seed.Node); err != nil {
		return l.turnedBack(ctx, err)
	}
	l.stopped = false
	// The node's own view was of before: nothing runs there now, and with Mnesia it still takes itself for a member.
	if !l.dead {
		if l.view, err = l.View(ctx, l.request.Node); err != nil && !Unreachable(err) {
			return err
		}
	}
	return l.finish(ctx)
}

// awaitStarting waits for nodes that have joined and do not run yet. While we have the turn, no other can join.
func (l *leaving) awaitStarting(ctx context.Context) error {
	if len(l.starting.list()) == 0 {
		return nil
	}
	return l.step(ctx, "wait for joined nodes to start", l.request.Node, limitStart, func(ctx context.Context) error {
		return l.await(ctx, func(context.Context) error {
			if nodes := l.starting.list(); len(nodes) > 0 {
				return fmt.Errorf("joined, and not running yet: %s", few(nodes))
			}
			return nil
		})
	})
}

// lookAround asks the node and those that stay side by side. A node that is alone has no seed.
func (l *leaving) lookAround(ctx context.Context) error {
	var mine, theirs error
	_ = together(
		func() error { l.view, mine = l.stableView(ctx, l.request.Node); return nil },
		func() error { l.seed, theirs = l.peer(ctx, l.request.Through, l.request.Node); return nil },
	)
	switch {
	case mine != nil && !Unreachable(mine):
		return mine
	case mine != nil:
		l.dead = true
		return theirs
	case errors.Is(theirs, ErrViewsDisagree):
		return theirs
	case theirs != nil && l.view.AppRunning && len(l.view.Others()) > 0:
		// The members named do not answer; the node itself knows others.
		l.gate.through = append(l.gate.through, l.view.Others()...)
		l.seed, theirs = l.peer(ctx, l.view.Others(), l.request.Node)
		return theirs
	case theirs != nil && l.view.AppRunning:
		return l.refuse(&RefusedError{Node: l.request.Node, Reason: ErrLastNode,
			WhatToDo: "To destroy the cluster, remove the node's data, or remove it from Terraform's state"})
	}
	return theirs
}

// revived starts a node that is stopped, as an earlier run leaves it that was interrupted: only a node that runs tells
// what it holds, with Khepri whose member it is, and Khepri may need it for its majority.
func (l *leaving) revived(ctx context.Context) (err error) {
	if l.dead || l.view.AppRunning || l.request.Force && len(l.view.Members) > 0 {
		return nil
	}
	if l.view, err = l.startedView(ctx, l.view); err != nil {
		return err
	}
	// What those that stay have said was of before: a node that counts towards the majority again must count for them,
	// unless the earlier run has come as far as having it forgotten.
	if !l.view.HasMember(l.seed.Node) {
		return nil
	}
	return l.awaitNoticed(ctx, func(view View) bool { return !view.HasMember(l.request.Node) || view.HasRunning(l.request.Node) })
}

// awaitNoticed waits until what the member that stays says of the node is as it should be, and keeps what it says.
func (l *leaving) awaitNoticed(ctx context.Context, noticed func(View) bool) error {
	return l.step(ctx, "await that the cluster notices", l.request.Node, limitAgree, func(ctx context.Context) error {
		return l.await(ctx, func(ctx context.Context) error {
			view := View{Node: l.seed.Node}
			if err := l.look(ctx, view.Node, &view); err != nil {
				return err
			}
			if !noticed(view) {
				return fmt.Errorf("%s still sees %s as it was", view.Node, l.request.Node)
			}
			l.seed = view
			return nil
		})
	})
}

// depart takes the node out of service. Its replicas go first: a drained node has stopped them, and a queue of two
// members can no longer agree on anything then.
func (l *leaving) depart(ctx context.Context) error {
	l.shrunk = true
	if err := l.tolerated(l.Shrink(ctx, l.seed.Node, l.request.Node)); err != nil {
		return err
	}
	if l.request.Drain {
		if err := l.drain(ctx); err != nil {
			return err
		}
	}
	// Last of all while it still runs: of a coordinator of two members the other could not remove it alone.
	if err := l.forgetStreams(ctx, l.seed.Node, l.request.Node); err != nil {
		return err
	}
	if l.request.DeleteEmptyQueues {
		if err := l.deleteEmpty(ctx); err != nil {
			return err
		}
	}
	if err := l.gate.stop(ctx, l.gate.mayStop); err != nil {
		return err
	}
	l.stopped = true
	return nil
}

// drain remembers to revive the node should it stay, unless somebody else has drained it before.
func (l *leaving) drain(ctx context.Context) error {
	before, err := l.Cluster.drained(ctx, l.request.Node)
	if err != nil {
		return err
	}
	l.drained = !before
	return l.Drain(ctx, l.request.Node)
}
