package failover

import (
	"encoding/json"
	"testing"
)

func TestTargetOfDeadLetters(t *testing.T) {
	for text, want := range map[string][2]string{
		`{"arguments":{},"effective_policy_definition":[]}`:                              {},
		`{"arguments":{"x-dead-letter-exchange":"dlx"}}`:                                 {"dlx", "q"},
		`{"arguments":{"x-dead-letter-exchange":"","x-dead-letter-routing-key":"dead"}}`: {"", "dead"},
		`{"arguments":[],"effective_policy_definition":{"dead-letter-exchange":"p"}}`:    {"p", "q"},
		`{"arguments":{"x-dead-letter-exchange":"a"},"effective_policy_definition":{"dead-letter-exchange":"p",` +
			`"dead-letter-routing-key":"k"}}`: {"a", "k"},
	} {
		var settings deadLetterSettings
		if err := json.Unmarshal([]byte(text), &settings); err != nil {
			t.Fatal(err)
		}
		exchange, key, ok := settings.target("q")
		if ok != (want[1] != "") || ok && (exchange != want[0] || key != want[1]) {
			t.Errorf("%s: %q, %q, %t", text, exchange, key, ok)
		}
	}
}
