package membership

import (
	"context"
	"errors"
	"reflect"
	"time"
)

// becalmed waits, where RabbitMQ is found stopped on a node, until neither the node nor the member has anything new to
// say. A call goes on in a node when its caller is killed, so one that an earlier run began may still be at work: to start
// RabbitMQ beside a join, or to judge views that are just changing, would do harm.
func (c *Cluster) becalmed(ctx context.Context, view, seed View) (View, View, error) {
	if view.AppRunning || view.Node == "" || seed.Node == "" {
		return view, seed, nil
	}
	err := c.step(ctx, "await calls that an earlier run began", view.Node, limitAgree, func(ctx context.Context) error {
		changed := time.Now()
		return c.await(ctx, func(ctx context.Context) error {
			mine, theirs := View{Node: view.Node}, View{Node: seed.Node}
			err := together(
				func() error { return c.look(ctx, view.Node, &mine) },
				func() error { return c.look(ctx, seed.Node, &theirs) },
			)
			if err != nil {
				return err
			}
			if !reflect.DeepEqual(mine, view) || !reflect.DeepEqual(theirs, seed) {
				view, seed, changed = mine, theirs, time.Now()
			}
			if time.Since(changed) < c.calm {
				return errors.New("it has just changed")
			}
			return nil
		})
	})
	if err != nil || !view.Settling {
		return view, seed, err
	}
	view, err = c.settled(ctx, view.Node)
	return view, seed, err
}
