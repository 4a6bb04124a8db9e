package membership

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// MemberState asks the members that are given about a node, and the node itself. Where none is given, as for an import, the node is
// asked whom else to ask. It is a *DisagreementError where nodes contradict each other about this node.
func (c *Cluster) MemberState(ctx context.Context, node string, cluster []string) (MemberState, error) {
	asked := append(slices.Clone(cluster), node)
	status, err := c.views(ctx, asked)
	if err != nil {
		return MemberState{}, err
	}
	own, witnesses := splitViews(node, status.Views)
	if own != nil && len(witnesses) == 0 {
		others := slices.DeleteFunc(own.Others(), func(member string) bool { return slices.Contains(asked, member) })
		if more, err := c.views(ctx, others); err == nil {
			status.Views = append(status.Views, more.Views...)
		}
	}
	seen, known, err := resolveMembership(node, status)
	if err == nil && !known && len(cluster) > 0 {
		return MemberState{}, fmt.Errorf("%s says of no other node that it is a member with it, and no other says anything: %w",
			node, errors.Join(silences(status, cluster)...))
	}
	return seen, err
}

// views is Status, and leaves it to resolveMembership whether nodes disagree about what matters here.
func (c *Cluster) views(ctx context.Context, nodes []string) (Status, error) {
	status, err := c.Status(ctx, nodes)
	if errors.Is(err, ErrViewsDisagree) {
		return status, nil
	}
	return status, err
}

// silences are, for each node, why it was of no help.
func silences(status Status, nodes []string) (reasons []error) {
	for _, node := range nodes {
		err := status.Unreachable[node]
		if err == nil {
			err = fmt.Errorf("RabbitMQ is stopped on %s, which therefore does not know", node)
		}
		reasons = append(reasons, err)
	}
	return reasons
}

// NameShownBy is the cluster's name as the first of the nodes shows it that runs; "" where none does.
func (c *Cluster) NameShownBy(ctx context.Context, nodes []string) string {
	for _, node := range nodes {
		if view, err := c.View(ctx, node); err == nil && view.ClusterName != "" {
			return view.ClusterName
		}
	}
	return ""
}
