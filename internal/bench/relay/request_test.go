package relay

import (
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
)

func TestCountsRequestsCutAnywhere(t *testing.T) {
	text := []byte(strings.Repeat("GET /api/overview HTTP/1.1\r\nHost: x\r\n\r\n", 50))
	for range 200 {
		var count atomic.Int64
		counter := requestCounter{count: &count}
		for rest := text; len(rest) > 0; {
			n := min(len(rest), 1+rand.IntN(60))
			counter.see(rest[:n])
			rest = rest[n:]
		}
		if count.Load() != 50 {
			t.Fatalf("counted %d of 50", count.Load())
		}
	}
}
