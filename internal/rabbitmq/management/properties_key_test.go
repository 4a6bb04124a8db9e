package management

import (
	"testing"
	"testing/quick"
)

func TestCanonicalPropertiesKey(t *testing.T) {
	t.Parallel()
	const hash = "~eM-KAw"
	for written, want := range map[string]string{
		"~":            "~",
		"paid":         "paid",
		"a.%23":        "a.%23",
		"a.#":          "a.%23",
		"order.*.paid": "order.%2A.paid",
		"a b":          "a+b",
		"a+b":          "a+b",
		"a/b":          "a%2Fb",
		"é":            "%C3%A9",
		"100%":         "100%25",
		"a~b":          "a%7Eb",
		"#" + hash:     "%23" + hash,
		"%23" + hash:   "%23" + hash,
		hash:           hash,
	} {
		if got := CanonicalPropertiesKey(written); got != want {
			t.Errorf("%q became %q, want %q", written, got, want)
		}
	}
}

// What the broker writes for any routing key stays.
func TestBrokersPropertiesKeysStay(t *testing.T) {
	t.Parallel()
	stays := func(routingKey string) bool {
		key := Binding{RoutingKey: routingKey}.plainKey()
		return CanonicalPropertiesKey(key) == key
	}
	if err := quick.Check(stays, &quick.Config{MaxCount: 5000}); err != nil {
		t.Error(err)
	}
}
