package membership

import (
	"context"
	"errors"
	"fmt"
)

// Leave ends a membership, of a node that runs, is stopped, or is dead. It carries on from whatever the cluster shows; for
// a node that is no member and alone there is nothing to do. With Force it returns as warnings what it would otherwise
// refuse.
func (c *Cluster) Leave(ctx context.Context, request LeaveRequest) (warnings []string, err error) {
	if request.Afterwards == "" {
		request.Afterwards = Reset
	}
	l := &leaving{Cluster: c, request: request}
	err = c.inTurn(ctx, request.Node, func() error {
		if err := l.awaitStarting(ctx); err != nil {
			return err
		}
		return l.run(ctx)
	})
	return l.warnings, err
}

// leaving is one Leave under way.
type leaving struct {
	*Cluster
	request LeaveRequest

	// dead tells that the node does not answer; else view is its own.
	dead bool
	view View
	// seed is the view of a member that stays.
	seed     View
	warnings []string
}

func (l *leaving) run(ctx context.Context) error {
	err := l.lookAround(ctx)
	if err != nil || l.seed.Node == "" {
		return err
	}
	if !l.dead {
		if l.view, l.seed, err = l.becalmed(ctx, l.view, l.seed); err != nil {
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
			return err
		}
	}
	err = l.tolerated(l.forgetReplicas(ctx, l.request.Node, l.seed.Node))
	if err != nil {
		return err
	}
	if err := l.forgetMember(ctx, l.request.Node, l.seed.Node); err != nil {
		return err
	}
	// The node's own view was of before; nothing runs there now.
	l.view.AppRunning, l.view.Members = false, nil
	return l.finish(ctx)
}

// awaitStarting waits for nodes that have joined and do not run yet. While we have the turn, no other can join.
func (l *leaving) awaitStarting(ctx context.Context) error {
	if l.starting.Load() == 0 {
		return nil
	}
	return l.step(ctx, "wait for joined nodes to start", l.request.Node, limitStart, func(ctx context.Context) error {
		return l.await(ctx, func(context.Context) error {
			if count := l.starting.Load(); count > 0 {
				return fmt.Errorf("%d have joined and do not run yet", count)
			}
			return nil
		})
	})
}

// lookAround asks the node and those that stay side by side. A node that is alone has no seed.
func (l *leaving) lookAround(ctx context.Context) error {
	var mine, theirs error
	_ = together(
		func() error { l.view, mine = l.settled(ctx, l.request.Node); return nil },
		func() error { l.seed, theirs = l.peer(ctx, l.request.Through, l.request.Node); return nil },
	)
	switch {
	case mine != nil && !Unreachable(mine):
		return mine
	case mine != nil:
		l.dead = true
		return theirs
	case theirs != nil && l.view.AppRunning && len(l.view.Others()) > 0:
		// The members named do not answer; the node itself knows others.
		l.seed, theirs = l.peer(ctx, l.view.Others(), l.request.Node)
		return theirs
	case theirs != nil && l.view.AppRunning:
		return l.refuse(&RefusedError{Node: l.request.Node, Reason: ErrLastNode,
			WhatToDo: "To destroy the cluster, remove the node's data, or remove it from Terraform's state"})
	}
	return theirs
}

// revived starts a node that is stopped, as an earlier run leaves it that was interrupted: only a node that runs tells
// what it holds, and Khepri may need it for its majority.
func (l *leaving) revived(ctx context.Context) (err error) {
	if l.dead || l.view.AppRunning || l.request.Force {
		return nil
	}
	if l.view, err = l.startedView(ctx, l.view); err != nil {
		return err
	}
	// What those that stay have said was of before: a node that counts towards the majority again must count for them,
	// unless the earlier run has come as far as having it forgotten.
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
	if err := l.tolerated(l.Shrink(ctx, l.seed.Node, l.request.Node)); err != nil {
		return err
	}
	if l.request.Drain {
		if err := l.Drain(ctx, l.request.Node); err != nil {
			return err
		}
	}
	// Last of all while it still runs: of a coordinator of two members the other could not remove it alone.
	if err := l.forgetStreams(ctx, l.seed.Node, l.request.Node); err != nil {
		return err
	}
	return l.stop(ctx, l.request.Node)
}

// finish makes of the node, which is no member any more, what was asked for. A node that runs alone is left as it is: it
// may have a new life already.
func (l *leaving) finish(ctx context.Context) error {
	switch {
	case l.request.Afterwards != Reset:
		return nil
	case l.dead:
		l.warn("%s does not answer and was not reset: remove its data folder before it is started again", l.request.Node)
		return nil
	case l.view.AppRunning && len(l.view.Others()) == 0:
		return nil
	case l.view.AppRunning:
		if err := l.stop(ctx, l.request.Node); err != nil {
			return err
		}
	}
	if err := l.reset(ctx, l.request.Node); err != nil {
		return err
	}
	return l.start(ctx, l.request.Node)
}

// tolerated turns queues that could not be shrunk into a warning where Force says so.
func (l *leaving) tolerated(err error) error {
	var replicas *ReplicaError
	if l.request.Force && errors.As(err, &replicas) {
		l.warn("%v", err)
		return nil
	}
	return err
}

// refuse returns the refusal, or makes it a warning where Force says so.
func (l *leaving) refuse(refused *RefusedError) error {
	if !l.request.Force {
		return refused
	}
	l.warn("forced although %v", refused)
	return nil
}

func (l *leaving) warn(format string, args ...any) {
	l.warnings = append(l.warnings, fmt.Sprintf(format, args...))
}
