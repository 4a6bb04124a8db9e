package clustermember

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// awaitManagement waits until the management API shows the node running beside one of the members that it joined
// through. Each endpoint is asked: some may belong to nodes that have yet to join.
func awaitManagement(client *management.Client, through []string) func(context.Context, string) error {
	return func(ctx context.Context, node string) error {
		const patience, pause = 2 * time.Minute, 200 * time.Millisecond
		ctx, cancel := context.WithTimeoutCause(ctx, patience, fmt.Errorf("no endpoint of the management API has shown %s running "+
			"for %s, though it has joined: check that \"endpoints\" belong to this cluster", node, patience))
		defer cancel()
		tick := time.NewTicker(pause)
		defer tick.Stop()
		for {
			views, err := client.NodesFromEach(ctx)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(views, func(nodes []management.Node) bool { return shows(nodes, node, through) }) {
				return nil
			}
			select {
			case <-tick.C:
			case <-ctx.Done():
				return context.Cause(ctx)
			}
		}
	}
}

// shows reports whether one endpoint's view has the node running, and in the right cluster.
func shows(nodes []management.Node, node string, through []string) bool {
	running := slices.ContainsFunc(nodes, func(each management.Node) bool { return each.Name == node && each.Running })
	return running && slices.ContainsFunc(nodes, func(each management.Node) bool { return slices.Contains(through, each.Name) })
}
