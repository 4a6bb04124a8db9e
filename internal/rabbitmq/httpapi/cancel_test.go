package httpapi

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestCancellationEndsEverythingAtOnce(t *testing.T) {
	unready := Config{WaitForReady: time.Hour}
	for name, test := range map[string]struct {
		config Config
		nodes  [][]reply
	}{
		"an attempt":               {Config{}, [][]reply{{hangs}}},
		"a pause":                  {Config{}, [][]reply{{{Status: 503, Header: http.Header{"Retry-After": {"60"}}}}}},
		"waiting for the broker":   {unready, [][]reply{{refuses}}},
		"an attempt at the broker": {unready, [][]reply{{hangs}, {hangs}}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _ := scripted(t, test.config, test.nodes...)
				ctx, cancel := context.WithCancel(t.Context())
				began := time.Now()
				time.AfterFunc(7500*time.Millisecond, cancel)
				_, err := client.Do(ctx, readRaw("/api/overview"))
				if !errors.Is(err, context.Canceled) || errors.Is(err, ErrTimeout) {
					t.Errorf("got %v", err)
				}
				if got := time.Since(began); got != 7500*time.Millisecond {
					t.Errorf("it ended after %s", got)
				}
			})
		})
	}
}
