package httpapi

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, " 7 ": 7 * time.Second, "-7": 0, "soon": 0, "86400": time.Minute,
		now.Add(9 * time.Second).Format(http.TimeFormat): 9 * time.Second,
		now.Add(-time.Hour).Format(http.TimeFormat):      0,
		now.Add(time.Hour).Format(http.TimeFormat):       time.Minute,
	} {
		if got := retryAfter(http.Header{"Retry-After": {text}}, now); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	busyFor := func(wish string) reply { return reply{Status: 429, Header: http.Header{"Retry-After": {wish}}} }
	for name, test := range map[string]struct {
		nodes [][]reply
		want  string
		waits time.Duration
		fails bool
	}{
		"where it is the only one":     {[][]reply{{busyFor("20"), fine}}, "GET a, GET a", 20 * time.Second, false},
		"where another is well":        {[][]reply{{busyFor("20")}, {fine}}, "GET a, GET b", 0, false},
		"the one that is free earlier": {[][]reply{{busyFor("20")}, {busyFor("10"), fine}}, "GET a, GET b, GET b", 10 * time.Second, false},
		"no longer than the time-out":  {[][]reply{{busyFor("50"), busyFor("50")}}, "GET a, GET a", 50 * time.Second, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				client, nodes := scripted(t, Config{Backoff: func(int) time.Duration { return time.Millisecond }}, test.nodes...)
				began := time.Now()
				if err := read(t, client); (err != nil) != test.fails {
					t.Errorf("error %v, wanted: %t", err, test.fails)
				}
				if got := nodes.Said(); got != test.want {
					t.Errorf("asked %s, want %s", got, test.want)
				}
				if got := time.Since(began).Truncate(time.Second); got != test.waits {
					t.Errorf("waited %s, want %s", got, test.waits)
				}
			})
		})
	}
}
