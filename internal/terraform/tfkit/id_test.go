package tfkit

import (
	"slices"
	"strings"
	"testing"
	"testing/quick"
)

func TestIDRoundTrip(t *testing.T) {
	there := func(a, b, c string) bool {
		parts, err := SplitID(JoinID(a, b, c), "a", "b", "c")
		return err == nil && slices.Equal(parts, []string{a, b, c})
	}
	if err := quick.Check(there, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
	for _, name := range []string{"", "/", "//", "%", "%2F", "@", "a b", "é", "a/b@c%d", "\x00"} {
		if !there(name, name, name) {
			t.Errorf("%q does not come back", name)
		}
	}
}

func TestIDErrorsSayWhatIsWanted(t *testing.T) {
	for id, want := range map[string]string{
		"orders":      `"orders" has 1 parts between slashes, but vhost/name is wanted`,
		"a/b/c":       `"a/b/c" has 3 parts between slashes, but vhost/name is wanted`,
		"%2F/100%":    `name "100%" is not percent-encoded`,
		"%zz/orders":  `vhost "%zz" is not percent-encoded`,
		"orders@prod": `percent-encode each part, such as %2F for the virtual host "/"`,
	} {
		_, err := SplitID(id, "vhost", "name")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", id, err)
		}
	}
}
