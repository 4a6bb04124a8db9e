package httpapi

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
	client  *Client
	request Request
	began   time.Time
	// reasons says why each endpoint failed in this call; nil if it was not asked.
	reasons []error
	// lost: the answer to a write was lost, so that it may have been done.
	lost bool
	// complete: before the request was sent, every node of the cluster was seen.
	complete bool
}

func (c *Client) newCall(r Request) *call {
	return &call{client: c, request: r, began: time.Now(), reasons: make([]error, len(c.endpoints))}
}

// restart makes another attempt at the whole of it. That the answer may have been lost is not forgotten.
func (c *call) restart() {
	c.began, c.reasons = time.Now(), make([]error, len(c.client.endpoints))
}

func (c *call) isWrite() bool { return c.request.Method != http.MethodGet }

// beforeWrite asks the hook whether the change may be sent, the first time or again.
func (c *call) beforeWrite(ctx context.Context, again bool) (complete bool, err error) {
	return c.client.hooks.BeforeWrite(ctx, c.request.Method, c.request.Path, again)
}

// retry asks the endpoints in the order of their health until one does not fail, and begins again after a pause while that
// makes sense, within the time-out of the operation. A broker's "no" is an end like its "yes".
func (c *call) retry(ctx context.Context) (*Response, error) {
	if err := c.client.AwaitReady(ctx); err != nil {
		return nil, err
	}
	limit := c.client.operationTimeout
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("%w: all attempts together took %s", ErrTimeout, limit))
	defer cancel()
	if c.isWrite() {
		complete, err := c.beforeWrite(ctx, false)
		if err != nil {
			return nil, err
		}
		if !c.lost {
			c.complete = complete
		}
	}
	for round := 0; ; round++ {
		if got, over, err := c.anyEndpoint(ctx); over {
			return got, c.client.hooks.VerifyNotFound(ctx, c.request.Path, err)
		}
		pause, again := c.pauseAfter(round)
		if !again {
			c.client.health.trip()
			return nil, c.failure(ctx)
		}
		c.logRetry(ctx, round, pause)
		if !Sleep(ctx, pause) {
			return nil, c.failure(ctx)
		}
	}
}

// anyEndpoint is one round. It is over for good when an endpoint has answered, when there is no time left, when the answer was
// lost and the hook lets nothing be sent any more, and when something may have been done that goes out once, such as a POST:
// sending that again is for those to decide who know what it makes.
func (c *call) anyEndpoint(ctx context.Context) (got *Response, over bool, err error) {
	health := c.client.health
	for _, n := range health.order(!c.isWrite()) {
		got, err := c.afterLookup(ctx, n)
		if !c.client.Faulty(err) {
			health.prefer(n)
			return got, true, err
		}
		if ctx.Err() == nil || health.reason(n) == nil {
			c.reasons[n] = err
		}
		if ctx.Err() != nil || c.lost && !c.mayGoOn(ctx) {
			return nil, true, c.failure(ctx)
		}
	}
	return nil, false, nil
}

// mayGoOn reports whether a write whose answer was lost may be sent again.
func (c *call) mayGoOn(ctx context.Context) bool {
	if !c.request.sentAgain() {
		return false
	}
	_, err := c.beforeWrite(ctx, true)
	return err == nil
}

// afterLookup sends the request to one endpoint, if it still needs to be sent: a write whose answer was lost is looked up
// first. An endpoint that may not have heard yet what another has changed is left the time to.
func (c *call) afterLookup(ctx context.Context, n int) (*Response, error) {
	if left := c.client.health.lagLeft(n); left > 0 && !Sleep(ctx, left) {
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
	got, sent, err := c.client.OneEndpoint(ctx, n, c.request)
	if again && c.listed(ctx, n, err) {
		return doneBefore(n), nil
	}
	if got != nil {
		got.Again = again
	}
	if c.isWrite() && mayBeDone(sent, err) {
		c.lost = true
	}
	return got, err
}

// doneBefore stands for the answer that was lost.
func doneBefore(n int) *Response {
	return &Response{Endpoint: n, Status: http.StatusNoContent, Header: http.Header{}, Again: true}
}

// pauseAfter says how long to wait after a round, and whether there is any point in another one.
func (c *call) pauseAfter(round int) (pause time.Duration, again bool) {
	client := c.client
	pause = max(client.backoff(round), client.health.cooldown())
	inTime := time.Since(c.began)+pause <= min(client.timeout, client.operationTimeout)
	return pause, round < client.maxRetries && inTime && !client.health.isTripped() && !allPermanent(c.why())
}

// why is the reason of every endpoint: what it said in this call, else what it was set aside for before.
func (c *call) why() []error {
	reasons := make([]error, len(c.reasons))
	for n := range reasons {
		reasons[n] = c.reasons[n]
		if stored := c.client.health.reason(n); reasons[n] == nil && stored != nil {
			reasons[n] = fmt.Errorf("set aside: %w", stored)
		}
	}
	return reasons
}

// failure is the error of a call that has come to nothing. The words of an only endpoint stand for themselves.
func (c *call) failure(ctx context.Context) error {
	endpoints := c.client.endpoints
	failed := &UnreachableError{Method: c.request.Method, Path: c.request.Path}
	if ctx.Err() != nil {
		failed.Ended = context.Cause(ctx)
	}
	for n, reason := range c.why() {
		if reason != nil {
			failed.Attempts = append(failed.Attempts, Attempt{endpoints[n].String(), reason})
		}
	}
	var err error = failed
	var refusal *Error
	if len(endpoints) == 1 && failed.Ended == nil && errors.As(c.reasons[0], &refusal) {
		err = refusal
	}
	if c.lost {
		err = fmt.Errorf("%w, so it is not known whether the change was made: %w", ErrAnswerLost, err)
		return c.client.hooks.ExplainLost(ctx, err)
	}
	return err
}

// logRetry says for each endpoint why the request is sent again.
func (c *call) logRetry(ctx context.Context, round int, pause time.Duration) {
	for n, reason := range c.why() {
		if reason != nil {
			c.client.log(ctx, "management API retry", map[string]any{
				"method": c.request.Method, "path": c.request.Path, "endpoint": c.client.endpoints[n].String(),
				"reason": reason.Error(), "retry": round + 1, "of": c.client.maxRetries,
				"pause_milliseconds": pause.Milliseconds(), "answer_lost": c.lost,
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
