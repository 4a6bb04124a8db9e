package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestAllCallsWaitForTheSameBroker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, nodes := scripted(t, Config{WaitForReady: time.Minute}, only(refuses), only(refuses))
		began := time.Now()
		time.AfterFunc(17*time.Second, func() { nodes.Set("b", fine) })
		first, cancel := context.WithCancel(t.Context())
		time.AfterFunc(3*time.Second, cancel)
		var calls sync.WaitGroup
		calls.Go(func() {
			if _, err := client.Do(first, readRaw("/api/overview")); !errors.Is(err, context.Canceled) {
				t.Errorf("the first call ended with %v", err)
			}
		})
		synctest.Wait()
		for range 5 {
			calls.Go(func() {
				if err := put(t, client); err != nil {
					t.Error(err)
				}
			})
		}
		calls.Wait()
		if got := time.Since(began); got < 17*time.Second || got > 20*time.Second {
			t.Errorf("they waited %s", got)
		}
		if said := nodes.Said(); strings.Count(said, "GET b") > 21 || strings.Count(said, "PUT b") != 5 {
			t.Errorf("asked %s", said)
		}
		progress := 0
		for _, line := range nodes.Lines() {
			if strings.HasPrefix(line, "waiting for the broker to be ready") && strings.Contains(line, "endpoint:http://a") {
				progress++
			}
		}
		if progress < 2 || progress > 4 {
			t.Errorf("the log says so %d times:\n%s", progress, strings.Join(nodes.Lines(), "\n"))
		}
	})
}

func TestProgressOfTheWaitIsNotAmongTheRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var told []string
		client, nodes := scripted(t, Config{
			WaitForReady: time.Minute,
			Progress:     func(_ context.Context, message string, _ map[string]any) { told = append(told, message) },
		}, only(tooBusy))
		time.AfterFunc(17*time.Second, func() { nodes.Set("a", fine) })
		if err := read(t, client); err != nil {
			t.Error(err)
		}
		if len(told) != 3 || strings.Contains(strings.Join(nodes.Lines(), ""), told[0]) {
			t.Errorf("told %q beside the log %q", told, nodes.Lines())
		}
	})
}

func TestWhatEndsTheWait(t *testing.T) {
	for name, test := range map[string]struct {
		nodes [][]reply
		want  error
		says  string
		waits time.Duration
	}{
		"a refusal of this request": {[][]reply{{{Status: http.StatusForbidden}, fine}}, nil, "", 0},
		"a wrong password":          {[][]reply{{intruder}}, ErrUnauthorized, "Login failed", 0},
		"a wrong password for all":  {[][]reply{{intruder}, {intruder}}, ErrUnauthorized, "Login failed", 0},
		"not that one is not asked": {[][]reply{{intruder}, {refuses, refuses, fine}}, nil, "", 2 * time.Second},
		"not that it is too busy":   {[][]reply{{tooBusy, tooBusy, fine}}, nil, "", 2 * time.Second},
		"its time":                  {[][]reply{{intruder}, {refuses}}, ErrTimeout, "connection refused", time.Minute},
		"its time, without a word":  {[][]reply{{hangs}}, ErrTimeout, "not ready within 1m0s", time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, _ := scripted(t, Config{WaitForReady: time.Minute}, test.nodes...)
				began := time.Now()
				for range 2 { // the second call hears the same, without another wait
					err := read(t, client)
					if !errors.Is(err, test.want) || err != nil && !strings.Contains(err.Error(), test.says) {
						t.Errorf("got %v", err)
					}
				}
				if got := time.Since(began); got != test.waits {
					t.Errorf("waited %s, want %s", got, test.waits)
				}
			})
		})
	}
}
