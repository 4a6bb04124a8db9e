package membership

import (
	"context"
	"fmt"
	"slices"
)

// mayStop checks that a member which runs may stop for good.
func (g *gate) mayStop(ctx context.Context) error {
	seed, err := g.witnesses(ctx)
	if err != nil {
		return err
	}
	own, err := g.View(ctx, g.node)
	if err != nil {
		return err
	}
	if own.AppRunning {
		if err := g.identify(ctx, own, seed); err != nil {
			return err
		}
		if !slices.Equal(own.Members, seed.Members) {
			return &DisagreementError{Views: []View{own, seed}}
		}
	}
	if err := g.mayMiss(seed); err != nil {
		return err
	}
	return g.mayLose(ctx, seed, true)
}

// mayStopStranger checks that a node which is no member any more, and does not know it, is this cluster's and no other's.
func (g *gate) mayStopStranger(ctx context.Context) error {
	seed, err := g.witnesses(ctx)
	if err != nil {
		return err
	}
	own, err := g.View(ctx, g.node)
	switch {
	case err != nil:
		return err
	case seed.HasMember(g.node):
		return &DisagreementError{Views: []View{own, seed}}
	}
	return g.identify(ctx, own, seed)
}

// mayForget checks that the cluster may forget the node, on which RabbitMQ must not run.
func (g *gate) mayForget(ctx context.Context) error {
	seed, err := g.unseen(ctx)
	if err != nil || !seed.HasMember(g.node) {
		return err
	}
	if err := g.mayTouch(ctx, seed); err != nil {
		return err
	}
	if err := g.mayMiss(seed); err != nil {
		return err
	}
	return g.mayLose(ctx, seed, false)
}

// unseen is the view of a member that stays once those no longer see the node running.
func (g *gate) unseen(ctx context.Context) (seed View, err error) {
	limited, cancel := context.WithTimeout(ctx, g.convergence)
	defer cancel()
	err = g.await(limited, func(context.Context) error {
		if seed, err = g.witnesses(ctx); err != nil {
			return &finalError{err}
		}
		if seed.HasMember(g.node) && seed.HasRunning(g.node) {
			return &RefusedError{Node: g.node, Reason: ErrViewsDisagree,
				Detail:   fmt.Sprintf("%s sees it running", seed.Node),
				WhatToDo: "Make it reachable from here, or stop it"}
		}
		return nil
	})
	return seed, err
}

// mayReset checks that the node is no member of anything any more, or only in its own memory.
func (g *gate) mayReset(ctx context.Context) error {
	seed, err := g.witnesses(ctx)
	if err != nil {
		return err
	}
	if seed.HasMember(g.node) {
		return &RefusedError{Node: g.node, Reason: ErrViewsDisagree,
			Detail: fmt.Sprintf("%s has it as a member still", seed.Node), WhatToDo: "Let it leave first"}
	}
	return g.mayTouch(ctx, seed)
}

// mayTouch checks that a node on which RabbitMQ is stopped is not another cluster's: to be forgotten resets a node with Khepri
// that can be reached. With Mnesia a stopped node knows whose it is; with Khepri only one that runs does, and then the word
// counts that it gave earlier in this run. A node that does not answer is not touched by anything.
func (g *gate) mayTouch(ctx context.Context, seed View) error {
	own, err := g.View(ctx, g.node)
	g.reachable = err == nil
	switch {
	case Unreachable(err):
		return nil
	case err != nil:
		return err
	case own.AppRunning || own.Settling:
		return &RefusedError{Node: g.node, Reason: ErrViewsDisagree,
			Detail: "RabbitMQ has started on it meanwhile", WhatToDo: "Try again"}
	case len(own.Members) > 0 && len(own.Others()) > 0 && !own.HasMember(seed.Node):
		return g.elsewhere(own)
	case len(own.Members) == 0 && !g.ours:
		return &RefusedError{Node: g.node, Reason: ErrAlreadyElsewhere,
			Detail:   "or may be: with Khepri a node on which RabbitMQ is stopped cannot say whose member it is",
			WhatToDo: "Start RabbitMQ there, or end its Erlang node, and try again"}
	}
	return nil
}

// mayJoin checks once more, when the node is stopped, that the cluster takes it for a stranger and can decide.
func (g *gate) mayJoin(ctx context.Context) error {
	seed, err := g.deciding(ctx)
	if err != nil {
		return err
	}
	if seed.HasMember(g.node) && !g.forgotten {
		return &RefusedError{Node: g.node, Reason: ErrViewsDisagree,
			Detail: fmt.Sprintf("%s has it as a member already", seed.Node), WhatToDo: "Plan again"}
	}
	return g.mayTouch(ctx, seed)
}

// mayMiss looks at the members that stay, and with Khepri also at those of now: a change that cannot be agreed upon hangs for
// ever there, so that Force does not help.
func (g *gate) mayMiss(seed View) error {
	if err := g.khepriDecides(seed); err != nil {
		return err
	}
	rest := without(seed.Members, g.node)
	then := running(seed, rest)
	if 2*len(then) > len(rest) {
		return nil
	}
	refused := &RefusedError{Node: g.node, Reason: ErrNoMajority,
		Detail:   fmt.Sprintf("only %d of the %d members that stay run (%s)", len(then), len(rest), few(then)),
		WhatToDo: "Start more members first, or force it"}
	if g.tolerate == nil {
		return refused
	}
	return g.tolerate(refused)
}

// deciding are the witnesses when they can decide, for which members that are just starting get some time.
func (g *gate) deciding(ctx context.Context) (seed View, err error) {
	limited, cancel := context.WithTimeout(ctx, g.convergence)
	defer cancel()
	err = g.await(limited, func(context.Context) error {
		if seed, err = g.witnesses(ctx); err != nil {
			return &finalError{err}
		}
		return g.khepriDecides(seed)
	})
	return seed, err
}

func (g *gate) khepriDecides(seed View) error {
	// Those that have just joined vote before RabbitMQ runs on them.
	now := slices.DeleteFunc(slices.Clone(seed.Members), func(node string) bool { return !seed.HasRunning(node) && !g.starting.has(node) })
	switch {
	case g.stranger:
		// A fresh node of the name of a member that was lost runs, and has no vote.
		now = without(now, g.node)
	case g.ours && g.reachable && seed.HasMember(g.node) && !seed.HasRunning(g.node):
		// The metadata store is started on a stopped node for its own removal (rabbit_khepri:remove_reachable_member/1).
		now = append(now, g.node)
	}
	if !seed.Khepri || 2*len(now) > len(seed.Members) {
		return nil
	}
	return &RefusedError{Node: g.node, Reason: ErrNoMajority,
		Detail:   fmt.Sprintf("only %d of %d members run (%s), and Khepri would wait for ever", len(now), len(seed.Members), few(now)),
		WhatToDo: "Start more members first"}
}

func running(seed View, members []string) []string {
	return slices.DeleteFunc(slices.Clone(members), func(node string) bool { return !seed.HasRunning(node) })
}
