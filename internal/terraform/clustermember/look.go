package clustermember

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// look asks the members that the configuration names about the node, and the node itself. An import names none, so that
// the node is asked whom else to ask.
func look(ctx context.Context, members *membership.Cluster, node string, cluster []string) (sight, error) {
	asked := append(slices.Clone(cluster), node)
	status, err := ask(ctx, members, asked)
	if err != nil {
		return sight{}, err
	}
	own, witnesses := apart(node, status.Views)
	if own != nil && len(witnesses) == 0 {
		others := slices.DeleteFunc(own.Others(), func(member string) bool { return slices.Contains(asked, member) })
		if more, err := ask(ctx, members, others); err == nil {
			status.Views = append(status.Views, more.Views...)
		}
	}
	seen, known, err := judge(node, status)
	if err == nil && !known && len(cluster) > 0 {
		return sight{}, fmt.Errorf("%s says of no other node that it is a member with it, and no other says anything: %w",
			node, errors.Join(reasons(status, cluster)...))
	}
	return seen, err
}

// ask leaves it to judge whether nodes disagree about what matters here.
func ask(ctx context.Context, members *membership.Cluster, nodes []string) (membership.Status, error) {
	status, err := members.Status(ctx, nodes)
	if errors.Is(err, membership.ErrViewsDisagree) {
		return status, nil
	}
	return status, err
}

// reasons says of each node why it was of no help.
func reasons(status membership.Status, nodes []string) (reasons []error) {
	for _, node := range nodes {
		err := status.Unreachable[node]
		if err == nil {
			err = fmt.Errorf("RabbitMQ is stopped on %s, which therefore does not know", node)
		}
		reasons = append(reasons, err)
	}
	return reasons
}

// nameOf is the cluster's name as the first member shows it that runs.
func nameOf(ctx context.Context, members *membership.Cluster, cluster []string) string {
	for _, node := range cluster {
		if view, err := members.View(ctx, node); err == nil && view.ClusterName != "" {
			return view.ClusterName
		}
	}
	return ""
}
