package erlang

import (
	"strings"
	"testing"
)

func TestCookieErrorSaysWhatToCompare(t *testing.T) {
	for _, test := range []struct {
		err       CookieError
		want, not string
	}{
		{CookieError{Hash: "aGFzaA==", Closed: true}, "the hash of the cookie used here, aGFzaA==,", "command"},
		{CookieError{Closed: true}, "see that the command runs as a user", "the hash"},
	} {
		if got := test.err.Error(); !strings.Contains(got, test.want) || strings.Contains(got, test.not) {
			t.Errorf("%+v: %s", test.err, got)
		}
	}
}
