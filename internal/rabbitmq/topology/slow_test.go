package topology

import (
	"regexp"
	"testing"
	"time"
)

func FuzzSlow(f *testing.F) {
	for _, pattern := range goodPatterns {
		f.Add(pattern)
	}
	for _, row := range brokenPatterns {
		f.Add(row.pattern)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := time.Now()
		CheckPattern(text)
		if d := time.Since(s); d > 500*time.Millisecond {
			t.Fatalf("%q took %v", text, d)
		}
		s = time.Now()
		CheckPattern(regexp.QuoteMeta(text))
		if d := time.Since(s); d > 500*time.Millisecond {
			t.Fatalf("quoted %q took %v", text, d)
		}
	})
}
