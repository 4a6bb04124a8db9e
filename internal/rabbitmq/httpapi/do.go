package httpapi

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Do gets one request done. What contradicts a change that this client has just made, and so comes from a node that has not
// heard of it, is asked for again; so is, once, what a broker has failed at.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	if r.Method == http.MethodGet && !r.AtOnce {
		c.AwaitNews(ctx, r.Path)
	}
	try := c.newCall(r)
	began, news, failed := try.began, c.changes.changedUntil(), false
	for round := 0; ; round++ {
		got, err := try.retry(ctx)
		var pause time.Duration
		switch {
		case time.Now().Before(c.doubted(r, began, news, err)):
			pause = pauseForNews(round)
		case BrokerFailed(err) && r.sentAgain() && !failed:
			// It may have failed when the change was made.
			failed, try.lost = true, r.Method != http.MethodGet
			pause = c.backoff(round)
		default:
			return got, err
		}
		if !Sleep(ctx, pause) {
			return got, err
		}
		try.restart()
	}
}

// BrokerFailed reports whether a broker has answered 500: its own code has failed, before or after a change. Brokers before
// 3.11.28 and 3.12.11 fail once at one of two lists that are the first to be asked for after their start, at the same moment,
// with status 500 and no reason (rabbit_mgmt_db_cache:fetch/4); what a broker fails at twice it fails at for good.
func BrokerFailed(err error) bool {
	var refusal *Error
	return errors.As(err, &refusal) && refusal.Status == http.StatusInternalServerError && !errors.Is(err, ErrAnswerLost)
}

// AnyEndpoint sends a request in one round, without retries, and returns whatever is answered first: no hook judges it.
func (c *Client) AnyEndpoint(ctx context.Context, r Request) (*Response, error) {
	try := c.newCall(r)
	got, over, err := try.anyEndpoint(ctx)
	if !over {
		err = try.failure(ctx)
	}
	return got, err
}

// OtherEndpoint asks the endpoints other than the one of the given address, in the order of their health, until one answers.
// answered is false where none did.
func (c *Client) OtherEndpoint(ctx context.Context, address string, r Request) (got *Response, answered bool, err error) {
	for _, n := range c.health.order(true) {
		if c.endpoints[n].String() == address {
			continue
		}
		if got, _, err := c.OneEndpoint(ctx, n, r); !c.Faulty(err) {
			return got, true, err
		}
	}
	return nil, false, nil
}

// Sleep waits; false if the context ended first.
func Sleep(ctx context.Context, pause time.Duration) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
