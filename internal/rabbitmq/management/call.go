package management

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// call is one request on its way round the endpoints.
type call struct {
	*transport
	request
	began time.Time
	// reasons says why each endpoint failed in this call; nil if it was not asked.
	reasons []error
	// lost: the answer to a write was lost, so that it may have been done.
	lost bool
	// whole: when the call began, every node of the cluster was seen running.
	whole bool
}

func (t *transport) newCall(r request) *call {
	return &call{transport: t, request: r, began: time.Now(), reasons: make([]error, len(t.endpoints)), whole: t.majority.whole.Load()}
}

// restart makes another attempt at the whole of it. That the answer may have been lost is not forgotten.
func (c *call) restart() {
	c.began, c.reasons = time.Now(), make([]error, len(c.endpoints))
}

// send asks the endpoints in the order of their health until one does not fail, and begins again after a pause while that
// makes sense. A broker's "no" is an end like its "yes".
func (c *call) send(ctx context.Context) (*answer, error) {
	if err := c.gate.pass(ctx, c.transport); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, c.operationTimeout,
		fmt.Errorf("%w: all attempts together took %s", ErrTimeout, c.operationTimeout))
	defer cancel()
	if c.method != http.MethodGet {
		if err := c.majority.missing(ctx, c.transport, c.request, time.Now().Add(-majorityAge)); err != nil {
			return nil, err
		}
		if !c.lost {
			c.whole = c.majority.whole.Load()
		}
	}
	for round := 0; ; round++ {
		if got, over, err := c.tryEndpoints(ctx); over {
			return got, c.believed(ctx, c.path, err)
		}
		pause, again := c.pauseAfter(round)
		if !again {
			c.health.trip()
			return nil, c.failure(ctx)
		}
		c.logRetry(ctx, round, pause)
		if !sleep(ctx, pause) {
			return nil, c.failure(ctx)
		}
	}
}

// tryEndpoints is one round. It is over for good when an endpoint has answered, when there is no time left, when the answer was
// lost for want of a majority, and when something may have been done that goes out once, such as a POST: sending that again is
// for those to decide who know what it makes.
func (c *call) tryEndpoints(ctx context.Context) (got *answer, over bool, err error) {
	for _, n := range c.health.order(c.method == http.MethodGet) {
		got, err := c.ask(ctx, n)
		if !c.faulty(err) {
			c.health.prefer(n)
			return got, true, err
		}
		if ctx.Err() == nil || c.health.reason(n) == nil {
			c.reasons[n] = err
		}
		if ctx.Err() != nil || c.lost && (!c.sentAgain() || c.majority.missing(ctx, c.transport, c.request, time.Now()) != nil) {
			return nil, true, c.failure(ctx)
		}
	}
	return nil, false, nil
}

// ask sends the request to one endpoint, if it still needs to be sent. One that may not have heard yet what another has
// changed is left the time to.
func (c *call) ask(ctx context.Context, n int) (*answer, error) {
	if left := c.health.lagLeft(n); left > 0 && !sleep(ctx, left) {
		return nil, context.Cause(ctx)
	}
	if c.lost {
		done, err := c.lookUp(ctx, n)
		if err != nil {
			return nil, err
		}
		if done {
			return doneBefore(n), nil
		}
	}
	again := c.lost
	got, sent, err := c.tryEndpoint(ctx, n, c.request)
	if again && c.listed(ctx, n, err) {
		return doneBefore(n), nil
	}
	if got != nil {
		got.again = again
	}
	if c.method != http.MethodGet && mayBeDone(sent, err) {
		c.lost = true
	}
	return got, err
}

// doneBefore stands for the answer that was lost.
func doneBefore(n int) *answer {
	return &answer{endpoint: n, status: http.StatusNoContent, header: http.Header{}, again: true}
}

// pauseAfter says how long to wait after a round, and whether there is any point in another one.
func (c *call) pauseAfter(round int) (pause time.Duration, again bool) {
	pause = max(c.backoff(round), c.health.cooldown())
	inTime := time.Since(c.began)+pause <= min(c.timeout, c.operationTimeout)
	return pause, round < c.maxRetries && inTime && !c.health.lost() && !allPermanent(c.why())
}

// why is the reason of every endpoint: what it said in this call, else what it was set aside for before.
func (c *call) why() []error {
	reasons := make([]error, len(c.reasons))
	for n := range reasons {
		reasons[n] = c.reasons[n]
		if stored := c.health.reason(n); reasons[n] == nil && stored != nil {
			reasons[n] = fmt.Errorf("set aside: %w", stored)
		}
	}
	return reasons
}

// failure is the error of a call that has come to nothing. The words of an only endpoint stand for themselves.
func (c *call) failure(ctx context.Context) error {
	failed := &UnreachableError{Method: c.method, Path: c.path}
	if ctx.Err() != nil {
		failed.Ended = context.Cause(ctx)
	}
	for n, reason := range c.why() {
		if reason != nil {
			failed.Attempts = append(failed.Attempts, Attempt{c.endpoints[n].String(), reason})
		}
	}
	var err error = failed
	var refusal *Error
	if len(c.endpoints) == 1 && failed.Ended == nil && errors.As(c.reasons[0], &refusal) {
		err = refusal
	}
	if c.lost {
		return c.withNodesDown(ctx, fmt.Errorf("%w, so it is not known whether the change was made: %w", ErrAnswerLost, err))
	}
	return err
}

// logRetry says for each endpoint why the request is sent again.
func (c *call) logRetry(ctx context.Context, round int, pause time.Duration) {
	for n, reason := range c.why() {
		if reason != nil {
			c.log(ctx, "management API retry", map[string]any{
				"method": c.method, "path": c.path, "endpoint": c.endpoints[n].String(), "reason": reason.Error(),
				"retry": round + 1, "of": c.maxRetries, "pause_milliseconds": pause.Milliseconds(), "answer_lost": c.lost,
			})
		}
	}
}

// backoff is a random time up to 200 ms, twice that after each round, 5 s at most, so that ten workers that failed
// together do not come back together.
func backoff(round int) time.Duration {
	const first, most = 200 * time.Millisecond, 5 * time.Second
	limit := most
	if round < 5 {
		limit = min(first<<round, most)
	}
	return rand.N(limit)
}

// sleep waits; false if the context ended first.
func sleep(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
