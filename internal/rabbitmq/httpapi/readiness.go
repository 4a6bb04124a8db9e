package httpapi

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"
	"time"
)

// How often a broker that is booting is asked, and how often the log says so.
const (
	readyPause    = time.Second
	readyProgress = 5 * time.Second
)

// gate keeps every call waiting until the broker has answered once. The first call looks; if its context ends, the next
// one goes on looking.
type gate struct {
	limit time.Duration
	open  atomic.Bool
	// turn is held by the one who looks; it guards what follows.
	turn  chan struct{}
	began time.Time
	err   error
}

func newGate(limit time.Duration) *gate {
	g := &gate{limit: limit, turn: make(chan struct{}, 1)}
	g.open.Store(limit <= 0)
	return g
}

// pass returns when the broker has answered; the same error for everyone once it has not in time.
func (g *gate) pass(ctx context.Context, c *Client) error {
	if g.open.Load() {
		return nil
	}
	select {
	case g.turn <- struct{}{}:
		defer func() { <-g.turn }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if g.open.Load() || g.err != nil {
		return g.err
	}
	if g.began.IsZero() {
		g.began = time.Now()
	}
	err := g.look(ctx, c)
	switch {
	case err == nil:
		g.open.Store(true)
	case ctx.Err() == nil:
		g.err = err
	}
	return err
}

// look asks the endpoints until one answers. That it refuses the request is an answer, too: the call that waits will
// hear the same. That all refuse the password is not worth waiting for.
func (g *gate) look(ctx context.Context, c *Client) error {
	tooLate := fmt.Errorf("%w: the broker was not ready within %s", ErrTimeout, g.limit)
	limited, cancel := context.WithDeadlineCause(ctx, g.began.Add(g.limit), tooLate)
	defer cancel()
	var ignored struct{}
	for logged := g.began; ; {
		try := c.newCall(Reading(c.hooks.ReadyPath, &ignored))
		_, answered, err := try.anyEndpoint(limited)
		if !answered {
			err = try.failure(limited)
		}
		switch {
		case limited.Err() != nil, errors.Is(err, ErrUnauthorized):
			return err
		case answered:
			return nil
		case time.Since(logged) >= readyProgress:
			logged = time.Now()
			try.logWaiting(ctx, logged.Sub(g.began))
		}
		if !Sleep(limited, readyPause) {
			return try.failure(limited)
		}
	}
}

func (c *call) logWaiting(ctx context.Context, waited time.Duration) {
	for n, reason := range c.why() {
		if reason != nil {
			c.client.progress(ctx, "waiting for the broker to be ready", map[string]any{
				"endpoint": c.client.endpoints[n].String(), "reason": reason.Error(), "seconds": int(waited.Seconds()),
			})
		}
	}
}

// AwaitReady returns when the API has answered once, or Config.WaitForReady is over; at once where it has.
func (c *Client) AwaitReady(ctx context.Context) error { return c.gate.pass(ctx, c) }
