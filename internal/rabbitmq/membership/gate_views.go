package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// witnesses asks those that stay, all of them and not only those that somebody named, and returns the view of one. They must
// agree about the members, and be one cluster by its id. Where they disagree a change may just be spreading, which is awaited.
func (g *gate) witnesses(ctx context.Context) (seed View, err error) {
	limited, cancel := context.WithTimeout(ctx, g.convergence)
	defer cancel()
	err = g.await(limited, func(context.Context) error {
		if seed, err = g.agreed(ctx); err == nil || errors.Is(err, ErrViewsDisagree) {
			return err
		}
		return &finalError{err}
	})
	return seed, err
}

// agreed is one look at those that stay.
func (g *gate) agreed(ctx context.Context) (View, error) {
	var said, views []View
	var problems []error
	pending, asked := slices.Clone(g.through), []string{g.node}
	for len(pending) > 0 {
		status, err := ask(ctx, pending, g.brief)
		if err != nil && !errors.Is(err, ErrViewsDisagree) {
			problems = append(problems, err)
		}
		said, asked = append(said, status.Views...), append(asked, pending...)
		if views, err = oneCluster(said); err != nil {
			return View{}, err
		}
		pending = nil
		for _, view := range views {
			pending = append(pending, view.Members...)
		}
		slices.Sort(pending)
		pending = slices.DeleteFunc(slices.Compact(pending), func(node string) bool { return slices.Contains(asked, node) })
	}
	if len(views) == 0 {
		return View{}, errors.Join(append(problems, fmt.Errorf("RabbitMQ runs on none of the members that stay: %s",
			few(without(asked, g.node))))...)
	}
	return views[0], g.sameID(ctx, views)
}

// brief is View with less time for a node that did not answer before in this run.
func (g *gate) brief(ctx context.Context, node string) (View, error) {
	const little = 3 * time.Second
	if g.silent.has(node) {
		limited, cancel := context.WithTimeout(ctx, little)
		defer cancel()
		ctx = limited
	}
	view, err := g.View(ctx, node)
	if Unreachable(err) {
		g.silent.add(node)
	}
	return view, err
}

// sameID refuses to go by members of different clusters.
func (g *gate) sameID(ctx context.Context, views []View) error {
	ids := make([]known.Value[string], len(views))
	tasks := make([]func() error, len(views))
	for i, view := range views {
		tasks[i] = func() (err error) { ids[i], err = g.clusterID(ctx, view.Node); return err }
	}
	if err := together(tasks...); err != nil {
		return err
	}
	for i := range ids {
		if same, isKnown := sameValue(ids[0], ids[i]); isKnown && !same {
			return &RefusedError{Node: g.node, Reason: ErrViewsDisagree,
				Detail:   fmt.Sprintf("%s and %s are of different clusters, by their ids %s and %s", views[0].Node, views[i].Node, ids[0], ids[i]),
				WhatToDo: "Name members of one cluster"}
		}
	}
	return nil
}

// clusterID is the id that a cluster gave itself when it was born; a node that joins takes over the cluster's, and one that was
// reset gets another. A node on which RabbitMQ is stopped cannot say.
// (rabbit_runtime_parameters:value_global/1, from 3.8).
func (c *Cluster) clusterID(ctx context.Context, node string) (known.Value[string], error) {
	answer, err := c.ask(ctx, node, fn("rabbit_runtime_parameters", "value_global", erlang.Atom("internal_cluster_id")))
	if err != nil {
		return known.Value[string]{}, err
	}
	if id, ok := answer.(erlang.Binary); ok && len(id) > 0 {
		return known.Of(string(id)), nil
	}
	return known.Value[string]{}, nil
}

// sameValue compares two values, where both are known.
func sameValue[T comparable](one, other known.Value[T]) (same, isKnown bool) {
	a, aKnown := one.Get()
	b, bKnown := other.Get()
	return a == b, aKnown && bKnown
}

// identify refuses a node that runs and is of another cluster, by what it says of its members and by the cluster's id.
func (g *gate) identify(ctx context.Context, own, seed View) error {
	if !own.HasMember(seed.Node) {
		return g.elsewhere(own)
	}
	var mine, theirs known.Value[string]
	err := together(
		func() (err error) { mine, err = g.clusterID(ctx, own.Node); return err },
		func() (err error) { theirs, err = g.clusterID(ctx, seed.Node); return err },
	)
	if err != nil {
		return err
	}
	if same, isKnown := sameValue(mine, theirs); isKnown && !same {
		return &RefusedError{Node: own.Node, Reason: ErrAlreadyElsewhere,
			Detail:   fmt.Sprintf("the id of its cluster is %s, and %s is of %s", mine, seed.Node, theirs),
			WhatToDo: "Compare \"rabbitmqctl cluster_status\" on both"}
	}
	g.ours = true
	return nil
}

func (g *gate) elsewhere(own View) error {
	detail := "it is alone, and no member of this cluster any more"
	if others := own.Others(); len(others) > 0 {
		detail = "it is a member together with " + few(others)
	}
	return &RefusedError{Node: own.Node, Reason: ErrAlreadyElsewhere, Detail: detail,
		WhatToDo: "To remove only what this cluster remembers of it, try again while its Erlang node does not run"}
}
