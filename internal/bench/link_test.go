package bench

import (
	"testing"
	"time"
)

func TestParseLink(t *testing.T) {
	for text, want := range map[string]Link{
		"plain":    {},
		"tls":      {TLS: true},
		"25ms":     {RoundTrip: 25 * time.Millisecond},
		"tls+25ms": {TLS: true, RoundTrip: 25 * time.Millisecond},
		"plain+1s": {RoundTrip: time.Second},
	} {
		got, err := ParseLink(text)
		if err != nil || got != want {
			t.Errorf("%q became %+v, %v", text, got, err)
		}
		if again, err := ParseLink(got.String()); err != nil || again != got {
			t.Errorf("%q is written as %q, which becomes %+v, %v", text, got, again, err)
		}
	}
	for _, text := range []string{"", "ssl", "tls+", "tls+25", "-1ms", "tls+-1ms", "25ms+tls"} {
		if link, err := ParseLink(text); err == nil {
			t.Errorf("%q became %+v", text, link)
		}
	}
}
