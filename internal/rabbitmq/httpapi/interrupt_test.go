package httpapi

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// Whoever interrupts a change that is under way learns what became of it; one that was not sent yet is not sent.
func TestInterruptedChanges(t *testing.T) {
	put, remove, get := writing(http.MethodPut), writing(http.MethodDelete), readRaw(objectPath)
	late := func(r reply, after time.Duration) reply {
		r.After = after
		return r
	}
	const interrupted = time.Second
	for name, test := range map[string]struct {
		request  Request
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
		"a read":                      {get, only(late(fine, 3*time.Second)), 0, interrupted, context.Canceled, "GET a"},
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
				_, err := client.Do(ctx, test.request)
				if want := test.want; (err == nil) != (want == nil) || want != nil && !errors.Is(want, errAny) && !errors.Is(err, want) {
					t.Errorf("got %v, want %v", err, want)
				}
				if took := time.Since(began); took != test.took {
					t.Errorf("it took %s, want %s", took, test.took)
				}
				if said := network.Said(); said != test.said {
					t.Errorf("the requests were %s, want %s", said, test.said)
				}
			})
		})
	}
}

// errAny stands for any error.
var errAny = errors.New("any")

var refusedBadly = reply{Status: 400, Body: `{"error":"bad_request","reason":"no"}`}

func TestWhatWasInterruptedBeforeItWasSentIsNotSent(t *testing.T) {
	client, network := scripted(t, Config{}, only(created))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := client.Do(ctx, writing(http.MethodPut))
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrAnswerLost) {
		t.Error(err)
	}
	if said := network.Said(); said != "" {
		t.Errorf("the requests were %s", said)
	}
}
