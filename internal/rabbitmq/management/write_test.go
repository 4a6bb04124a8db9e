package management

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// Whoever interrupts a change that is under way learns what became of it; one that was not sent yet is not sent.
func TestInterruptedChanges(t *testing.T) {
	put := func(ctx context.Context, c *Client) error {
		return c.PutPolicy(ctx, UserPolicy, Policy{Vhost: "v", Name: "p"})
	}
	remove := func(ctx context.Context, c *Client) error { return c.DeletePolicy(ctx, UserPolicy, "v", "p") }
	read := func(ctx context.Context, c *Client) error {
		_, err := c.Policy(ctx, UserPolicy, "v", "p")
		return err
	}
	late := func(r reply, after time.Duration) reply {
		r.after = after
		return r
	}
	const interrupted = time.Second
	for name, test := range map[string]struct {
		call     func(context.Context, *Client) error
		replies  []reply
		deadline time.Duration
		took     time.Duration
		want     error
		said     string
	}{
		"answered a moment later":     {put, only(late(created, 3*time.Second)), 0, 3 * time.Second, nil, "PUT a"},
		"deleted a moment later":      {remove, only(late(fine, 3*time.Second)), 0, 3 * time.Second, nil, "DELETE a"},
		"refused a moment later":      {put, only(late(refusedBadly, 3*time.Second)), 0, 3 * time.Second, errAny, "PUT a"},
		"not answered":                {put, only(hangs), 0, interrupted + interruptGrace, ErrAnswerLost, "PUT a"},
		"lost after the interruption": {put, only(late(cuts, 3*time.Second), created), 0, 3 * time.Second, ErrAnswerLost, "PUT a"},
		"between two attempts":        {put, only(late(tooBusy, 3*time.Second), created), 0, 3 * time.Second, context.Canceled, "PUT a"},
		"a read":                      {read, only(late(fine, 3*time.Second)), 0, interrupted, context.Canceled, "GET a"},
		"out of time":                 {put, only(late(created, 3*time.Second)), interrupted, interrupted, ErrAnswerLost, "PUT a"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, network := scripted(t, Config{}, test.replies)
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if test.deadline > 0 {
					ctx, cancel = context.WithTimeout(ctx, test.deadline)
					defer cancel()
				} else {
					defer time.AfterFunc(interrupted, cancel).Stop()
				}
				began := time.Now()
				err := test.call(ctx, client)
				if want := test.want; (err == nil) != (want == nil) || want != nil && !errors.Is(want, errAny) && !errors.Is(err, want) {
					t.Errorf("got %v, want %v", err, want)
				}
				if took := time.Since(began); took != test.took {
					t.Errorf("it took %s, want %s", took, test.took)
				}
				if said := network.said(); said != test.said {
					t.Errorf("the requests were %s, want %s", said, test.said)
				}
			})
		})
	}
}

// errAny stands for any error.
var errAny = errors.New("any")

var refusedBadly = reply{status: 400, body: `{"error":"bad_request","reason":"no"}`}

func TestWhatWasInterruptedBeforeItWasSentIsNotSent(t *testing.T) {
	client, network := scripted(t, Config{}, only(created))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := client.PutPolicy(ctx, UserPolicy, Policy{Vhost: "v", Name: "p"})
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrAnswerLost) {
		t.Error(err)
	}
	if said := network.said(); said != "" {
		t.Errorf("the requests were %s", said)
	}
}
