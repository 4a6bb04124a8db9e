package membership

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How long a step may take, whatever time the caller has.
const (
	// limitLook is for questions, which a broker answers at once or not at all.
	limitLook = 20 * time.Second
	// limitLookByCommand is for the same questions where they start an Erlang machine, behind ssh or the like. On a machine
	// that has other work to do that takes much longer than a broker's answer.
	limitLookByCommand = 2 * time.Minute
	// limitStop lets a broker close its clients' connections.
	limitStop = 2 * time.Minute
	// limitJoin covers the minute for which Khepri itself repeats a change while another is under way.
	limitJoin = 2 * time.Minute
	// limitStart covers a broker that recovers its queues. A node of 4.3 that was forgotten waits five minutes in vain.
	limitStart = 10 * time.Minute
	// limitForget covers the minute for which Khepri itself repeats a change while another is under way.
	limitForget = 2 * time.Minute
	// limitReset is short: on Khepri a reset without a majority never ends.
	limitReset = time.Minute
	// limitAgree is for views to become equal, after all has been done.
	limitAgree = 2 * time.Minute
	// limitQueues is for changes of many queues.
	limitQueues = 30 * time.Minute
	// limitStreams is for the coordinator to do what it agreed to: it waits ten seconds after each look at a dead node
	// (rabbit_stream_coordinator:maybe_sleep/1).
	limitStreams = 2 * time.Minute
	// grace is how long a step that changes something may go on when the caller gives up: it goes on in the node anyway,
	// and who comes next should find it done.
	grace = 10 * time.Second
)

// step runs one step under a deadline, logs it, and names it in the error. Refusals stay as they are.
func (c *Cluster) step(ctx context.Context, name, node string, limit time.Duration, do func(context.Context) error) error {
	begun := time.Now()
	c.log(ctx, name, map[string]any{"node": node})
	limited, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("no end of it within %s: %w", limit, context.DeadlineExceeded))
	defer cancel()
	err := do(limited)
	fields := map[string]any{"node": node, "took": time.Since(begun).Round(time.Millisecond).String()}
	if err != nil {
		fields["error"] = err.Error()
	}
	c.log(ctx, name, fields)
	var refused *RefusedError
	if err == nil || errors.As(err, &refused) {
		return err
	}
	return &StepError{Step: name, Node: node, Err: err}
}

// change is a step that changes something. It is not begun when the caller has given up already; once begun, it has some
// grace to end.
func (c *Cluster) change(ctx context.Context, name, node string, limit time.Duration, do func(context.Context) error) error {
	return c.step(ctx, name, node, limit, func(ctx context.Context) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		lasting, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
		defer cancel(nil)
		stop := context.AfterFunc(ctx, func() {
			if errors.Is(ctx.Err(), context.DeadlineExceeded) {
				cancel(context.Cause(ctx))
				return
			}
			timer := time.AfterFunc(grace, func() { cancel(context.Cause(ctx)) })
			context.AfterFunc(lasting, func() { timer.Stop() })
		})
		defer stop()
		return do(lasting)
	})
}

// finalError ends a wait: to look again would not help.
type finalError struct{ error }

// await looks at short intervals until look returns nil or a finalError, and returns its last answer when the time is over.
func (c *Cluster) await(ctx context.Context, look func(context.Context) error) error {
	ticker := time.NewTicker(c.poll)
	defer ticker.Stop()
	for {
		err := look(ctx)
		var end *finalError
		if err == nil {
			return nil
		}
		if errors.As(err, &end) {
			return end.error
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w; last seen: %w", context.Cause(ctx), err)
		case <-ticker.C:
		}
	}
}
