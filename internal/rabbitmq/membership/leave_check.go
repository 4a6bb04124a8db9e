package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// check refuses what would harm those that stay, before anything is touched. The gate checks all of it again.
func (l *leaving) check(ctx context.Context) error {
	if err := l.awaitDeath(ctx); err != nil {
		return err
	}
	return l.step(ctx, "check what only the node has", l.request.Node, limitQueues, func(ctx context.Context) error {
		if l.view.AppRunning {
			return l.precheck(l.gate.mayStop(ctx))
		}
		return l.precheck(l.gate.mayForget(ctx))
	})
}

// precheck lets those queues pass for which the broker is asked to delete them later, when nothing can be published any more.
func (l *leaving) precheck(err error) error {
	var refused *RefusedError
	if !l.request.DeleteEmptyQueues || !l.view.AppRunning || !errors.As(err, &refused) || !errors.Is(refused.Reason, ErrOnlyCopy) {
		return err
	}
	lost := slices.DeleteFunc(slices.Clone(refused.lost), func(each loss) bool { return each.deletable() })
	if len(lost) == 0 {
		return nil
	}
	return lossError(l.request.Node, lost)
}

// awaitDeath waits until the cluster has noticed that the node is gone, for which it may need its net_ticktime of a minute.
// A node that runs there all the while is not dead: it is us who cannot reach it.
func (l *leaving) awaitDeath(ctx context.Context) error {
	if !l.dead || !l.seed.HasRunning(l.request.Node) {
		return nil
	}
	err := l.awaitNoticed(ctx, func(view View) bool { return !view.HasRunning(l.request.Node) })
	if errors.Is(err, context.DeadlineExceeded) {
		return &RefusedError{Node: l.request.Node, Reason: ErrViewsDisagree,
			Detail:   fmt.Sprintf("it does not answer from here, and %s sees it running", l.seed.Node),
			WhatToDo: "Make it reachable from here, or stop it"}
	}
	return err
}

// deleteEmpty has the broker delete what is empty and unused at this very moment. What is not, the gate refuses.
func (l *leaving) deleteEmpty(ctx context.Context) error {
	return l.change(ctx, "delete empty queues", l.request.Node, limitQueues, func(ctx context.Context) error {
		lost, err := l.gate.losses(ctx, l.seed, true)
		if err != nil {
			return err
		}
		for _, each := range lost {
			if !each.deletable() {
				continue
			}
			if err := l.deleteIdle(ctx, l.seed.Node, &each.queue); err != nil {
				return fmt.Errorf("delete %s: %w", each.queue, err)
			}
		}
		return nil
	})
}

// turnedBack gives a node back to its clients that was to leave and did not. Where nobody knows what has become of a call,
// nothing more is sent.
func (l *leaving) turnedBack(ctx context.Context, err error) error {
	var unknown *UnknownOutcomeError
	if errors.As(err, &unknown) || ctx.Err() != nil {
		return err
	}
	var back error
	if l.stopped {
		back = l.start(ctx, l.request.Node)
	}
	if l.drained && back == nil {
		back = l.Revive(ctx, l.request.Node)
	}
	if back != nil {
		err = fmt.Errorf("%w; and then the node could not be brought back into service: %w", err, back)
	}
	var refused *RefusedError
	if errors.As(err, &refused) && l.shrunk {
		refused.Changed = "Quorum queues and streams may have lost their members on the node by then: add them again (rabbitmq-queues grow)"
	}
	return err
}

// sayMaintenance adds to a refusal that the node is in maintenance mode, as somebody or a run that was interrupted has left it.
func (l *leaving) sayMaintenance(ctx context.Context, err error) {
	var refused *RefusedError
	if !errors.As(err, &refused) || l.dead || ctx.Err() != nil {
		return
	}
	if drained, err := l.Cluster.drained(ctx, l.request.Node); err == nil && drained {
		refused.Changed = strings.TrimPrefix(refused.Changed+". ", ". ") +
			"The node is in maintenance mode, from before: revive it (rabbitmq-upgrade revive)"
	}
}

// forced is what Force has let pass: refusals by their reason, and queues by their name, as they were when they still answered.
type forced struct {
	refusals []*RefusedError
	queues   []loss
}

// tolerated turns queues that could not be shrunk into a warning where Force says so.
func (l *leaving) tolerated(err error) error {
	var replicas *ReplicaError
	if l.request.Force && errors.As(err, &replicas) {
		return l.refuse(&RefusedError{Node: l.request.Node, Reason: ErrOnlyCopy, Detail: err.Error()})
	}
	return err
}

// refuse returns the refusal, or keeps it for a warning where Force says so.
func (l *leaving) refuse(refused *RefusedError) error {
	if !l.request.Force {
		return refused
	}
	if !slices.ContainsFunc(l.forced.refusals, func(other *RefusedError) bool { return other.Error() == refused.Error() }) {
		l.forced.refusals = append(l.forced.refusals, refused)
	}
	return nil
}

// lose refuses to lose queues, or keeps their names for a warning where Force says so.
func (l *leaving) lose(lost []loss) error {
	if !l.request.Force {
		return lossError(l.request.Node, lost)
	}
	for _, each := range lost {
		if !slices.ContainsFunc(l.forced.queues, func(other loss) bool { return other.vhost == each.vhost && other.name == each.name }) {
			l.forced.queues = append(l.forced.queues, each)
		}
	}
	return nil
}

func (l *leaving) warnings() (warnings []string) {
	refusals := l.forced.refusals
	if len(l.forced.queues) > 0 {
		refusals = append(slices.Clone(refusals), lossError(l.request.Node, l.forced.queues))
	}
	for _, refused := range refusals {
		warnings = append(warnings, fmt.Sprintf("forced although %s: %s", refused.Reason, refused.Detail))
	}
	return append(warnings, l.notes...)
}
