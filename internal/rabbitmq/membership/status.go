package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Status is what several nodes say of one cluster.
type Status struct {
	// Views are the answers, in the order of the nodes asked.
	Views []View
	// Unreachable says of each node that did not answer why.
	Unreachable map[string]error
}

// Members are the members in the views, sorted, each once.
func (s Status) Members() (members []string) {
	for _, view := range s.Views {
		members = append(members, view.Members...)
	}
	slices.Sort(members)
	return slices.Compact(members)
}

// Status asks several nodes side by side. It fails when none answers, and with a *DisagreementError beside the status
// when two that run have different members.
func (c *Cluster) Status(ctx context.Context, through []string) (Status, error) {
	return ask(ctx, through, c.View)
}

func ask(ctx context.Context, through []string, view func(context.Context, string) (View, error)) (Status, error) {
	views, problems := make([]View, len(through)), make([]error, len(through))
	tasks := make([]func() error, len(through))
	for i, node := range through {
		tasks[i] = func() error { views[i], problems[i] = view(ctx, node); return nil }
	}
	_ = together(tasks...)
	status := Status{Unreachable: map[string]error{}}
	for i, view := range views {
		if problems[i] != nil {
			status.Unreachable[view.Node] = problems[i]
			continue
		}
		status.Views = append(status.Views, view)
	}
	if len(status.Views) == 0 {
		return status, fmt.Errorf("none of the nodes answers: %w", errors.Join(problems...))
	}
	return status, disagreement(status.Views...)
}

// disagreement compares the members in those views that know them.
func disagreement(views ...View) error {
	var first *View
	for i := range views {
		switch view := &views[i]; {
		case !view.AppRunning:
		case first == nil:
			first = view
		case !slices.Equal(first.Members, view.Members):
			return &DisagreementError{Views: views}
		}
	}
	return nil
}

// peer is the view of a member of the cluster through which a node is to change: of the first that runs, in the caller's order.
// All of them are asked, side by side, and must agree. Where they do not, a change of members may just be spreading, which is
// awaited for a while.
func (c *Cluster) peer(ctx context.Context, through []string, node string) (View, error) {
	through = without(through, node)
	if len(through) == 0 {
		return View{}, fmt.Errorf("no other member than %s is named through which its cluster could be asked", node)
	}
	limited, cancel := context.WithTimeout(ctx, c.convergence)
	defer cancel()
	var views []View
	err := c.await(limited, func(context.Context) error {
		status, err := ask(ctx, through, c.stableView)
		if len(status.Views) == 0 {
			return &finalError{err}
		}
		views, err = oneCluster(status.Views)
		return err
	})
	if err != nil {
		return View{}, err
	}
	if len(views) == 0 {
		return View{}, fmt.Errorf("RabbitMQ runs on none of the members named: %s", few(through))
	}
	return views[0], nil
}

// oneCluster are the views that count of several nodes that were named as members: of those on which RabbitMQ runs, since others
// speak from memory. They must all have the same members, so that a node which was forgotten and does not know it is never taken
// for one. A node that is alone does not count beside such as are not: it may have yet to join, or have left.
func oneCluster(views []View) ([]View, error) {
	up := slices.DeleteFunc(slices.Clone(views), func(view View) bool { return !view.AppRunning })
	alone := func(view View) bool { return len(view.Others()) == 0 }
	together := slices.DeleteFunc(slices.Clone(up), alone)
	if len(together) == 0 {
		return up[:min(1, len(up))], nil
	}
	return together, disagreement(together...)
}
