package membership

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// A broker that hangs is given up soon, a rabbitmqctl that only starts slowly is not.
func TestLimitOfAQuestion(t *testing.T) {
	for what, test := range map[string]struct {
		cluster *Cluster
		tooSlow bool
	}{
		"by distribution": {New(NewDistribution(nil)), true},
		"by command":      {New(NewCommand([]string{"rabbitmqctl"})), false},
	} {
		t.Run(what, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				err := test.cluster.step(t.Context(), "ask", "rabbit@a", test.cluster.limitLook, func(ctx context.Context) error {
					select {
					case <-time.After(time.Minute):
						return nil
					case <-ctx.Done():
						return context.Cause(ctx)
					}
				})
				if errors.Is(err, context.DeadlineExceeded) != test.tooSlow {
					t.Errorf("an answer after a minute: %v", err)
				}
			})
		})
	}
}
