package lab

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"
)

func within(t *testing.T, ask func() error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), Patience)
	defer cancel()
	check(t, poll(ctx, 200*time.Millisecond, ask))
}

// runningMembers is how many members the node believes to run.
func runningMembers(ctx context.Context, p probe) (int, error) {
	var nodes []struct {
		Running bool `json:"running"`
	}
	if err := p.get(ctx, "/api/nodes", &nodes); err != nil {
		return 0, err
	}
	running := 0
	for _, n := range nodes {
		if n.Running {
			running++
		}
	}
	return running, nil
}

func TestCutAndHeal(t *testing.T) {
	needBrokers(t)
	for _, series := range []string{"3.10", "4.3"} {
		t.Run(series, func(t *testing.T) {
			if !slices.Contains(seriesOfThisRun(), series) {
				t.Skipf("this run is about RabbitMQ %v", seriesOfThisRun())
			}
			ctx := t.Context()
			l := Start(t, Options{RabbitMQ: series, Network: true})
			first, third := l.probe(l.Nodes[0]), l.probe(l.Nodes[2])
			sees := func(p probe, want int) func() error {
				return func() error {
					got, err := runningMembers(ctx, p)
					if err == nil && got != want {
						err = fmt.Errorf("%s sees %d running, not %d", p.name, got, want)
					}
					return err
				}
			}

			check(t, l.CutPeers(ctx, 2))
			within(t, sees(first, 2))
			within(t, sees(third, 1))
			check(t, l.Heal(ctx, 2))
			// A Mnesia cluster stays split until the loser's application is started again.
			check(t, l.StopApp(ctx, 2))
			check(t, l.StartApp(ctx, 2))
			within(t, func() error { return errors.Join(sees(first, 3)(), sees(third, 3)()) })

			check(t, l.Cut(ctx, 2))
			if err := third.ready(ctx); err == nil {
				t.Error("a node that is cut off answers a client")
			}
			// The others ask it for statistics, and wait in vain, until they have noticed.
			within(t, func() error { return first.ready(ctx) })
			status, err := l.Status(ctx)
			check(t, err)
			if status[2].Cut != "all" || status[2].State != "running" {
				t.Errorf("%+v", status[2])
			}
			check(t, l.Heal(ctx, 2))
			within(t, func() error { return third.ready(ctx) })

			// Processes in namespaces are ended like others.
			check(t, l.Kill(ctx, 1))
			check(t, l.Restart(ctx, 1))
			processes := everything(l)
			check(t, l.Down(ctx))
			awaitNothingLeft(t, l, processes, time.Second)
		})
	}
}
