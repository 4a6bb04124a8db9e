package provider

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// The provider goes with the process that started it, when its calls have ended or will not end.
func TestProviderEndsWithItsParent(t *testing.T) {
	for name, test := range map[string]struct{ callEnds, want time.Duration }{
		"nothing under way":       {0, 11 * time.Second},
		"a change under way":      {14 * time.Second, 14 * time.Second},
		"a call that never ends":  {time.Hour, 11*time.Second + parentGrace},
		"a change that has ended": {time.Second, 11 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var parent atomic.Int64
				parent.Store(42)
				s, _ := withStopping(newServer)().(stopping)
				end := s.calls.begin()
				defer time.AfterFunc(test.callEnds, end).Stop()
				began, ended := time.Now(), make(chan time.Duration, 1)
				defer time.AfterFunc(10500*time.Millisecond, func() { parent.Store(1) }).Stop()
				o := orphanage{
					parent: func() int { return int(parent.Load()) }, pause: parentPause,
					end: func() { ended <- time.Since(began) },
				}
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				go o.watch(ctx, s, parentGrace)
				if got := <-ended; got != test.want {
					t.Errorf("it ended after %s, want %s", got, test.want)
				}
				if s.stopped.Err() == nil {
					t.Error("calls were not stopped")
				}
			})
		})
	}
}
