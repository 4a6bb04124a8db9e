package membership

import "context"

// awaitQuiescence waits, where RabbitMQ is found stopped on a node, until the node makes no call any more that an earlier run began,
// and neither it nor the member has anything new to say. A call goes on in a node when its caller is killed: to start RabbitMQ
// beside a join, or to judge views that are just changing, would do harm.
func (c *Cluster) awaitQuiescence(ctx context.Context, view, seed View) (View, View, error) {
	if view.AppRunning || view.Node == "" || seed.Node == "" {
		return view, seed, nil
	}
	err := c.step(ctx, "await calls that an earlier run began", view.Node, limitAgree, func(ctx context.Context) error {
		if err := c.atRest(ctx, view.Node); err != nil {
			return err
		}
		return together(
			func() (err error) { view, err = c.stableView(ctx, view.Node); return err },
			func() (err error) { seed, err = c.stableView(ctx, seed.Node); return err },
		)
	})
	return view, seed, err
}
