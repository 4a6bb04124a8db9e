package runtimeparameter

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The community provider sends what FederationDefinition and ShovelDefinition of rabbit-hole say: what is empty is left out
// ("omitempty") but for the keys that are always sent, and what is not empty is sent as it is.
func TestMovedValueIsWhatWasSent(t *testing.T) {
	key := func(attribute string) string { return strings.ReplaceAll(attribute, "_", "-") }
	for name, value := range map[string]any{
		"text": "", "number": json.Number("0"), "flag": false, "map": map[string]any{}, "null": nil,
	} {
		if got := MovedValue(map[string]any{"an_attribute": value}, key); len(got) > 0 {
			t.Errorf("%s: %v was never sent", name, got)
		}
	}
	want := map[string]any{
		"uri": []any{"amqp://a"}, "reconnect-delay": json.Number("0"), "trust-user-id": false, "exchange": "x", "max-hops": json.Number("1"),
	}
	got := MovedValue(map[string]any{
		"uri": "amqp://a", "reconnect_delay": json.Number("0"), "trust_user_id": false, "exchange": "x", "queue": "", "max_hops": json.Number("1"),
		"expires": json.Number("0"),
	}, key, "reconnect-delay", "trust-user-id")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
