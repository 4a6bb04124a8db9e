package management

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// AwaitRunning waits, for two minutes at most, until an endpoint shows the node running beside one of the others. Each endpoint is
// asked: some may belong to nodes that have yet to join.
func (c *Client) AwaitRunning(ctx context.Context, node string, others []string) error {
	const limit, pause = 2 * time.Minute, 200 * time.Millisecond
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("no endpoint of the management API has shown %s running "+
		"for %s, though it has joined: check that \"endpoints\" belong to this cluster", node, limit))
	defer cancel()
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for {
		views, err := c.NodesFromEach(ctx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(views, func(nodes []Node) bool { return shows(nodes, node, others) }) {
			return nil
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

// shows reports whether one endpoint's view has the node running, and in the right cluster.
func shows(nodes []Node, node string, others []string) bool {
	running := slices.ContainsFunc(nodes, func(each Node) bool { return each.Name == node && each.Running })
	return running && slices.ContainsFunc(nodes, func(each Node) bool { return slices.Contains(others, each.Name) })
}
