package topology

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func version(t *testing.T, text string) capability.Version {
	t.Helper()
	v, err := capability.ParseVersion(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestEffectOf has one row for each rule.
func TestEffectOf(t *testing.T) {
	type m = map[string]any
	user := func(name, pattern, applyTo string, priority int64, definition m) Policy {
		return Policy{Name: name, Pattern: pattern, ApplyTo: applyTo, Priority: priority, Definition: definition}
	}
	operator := func(name string, priority int64, definition m) Policy {
		return Policy{Kind: OperatorPolicy, Name: name, ApplyTo: "queues", Priority: priority, Definition: definition}
	}
	five, ten := m{"max-length": json.Number("5")}, m{"max-length": json.Number("10")}
	for name, row := range map[string]struct {
		target   Target
		version  string
		policies []Policy
		user     string
		operator string
		merged   m
		ignored  string
		barred   string // "name: key key" of each
		tied     string
	}{
		"nothing": {target: Target{"q", Quorum}, version: "4.3.6", merged: m{}},
		"the highest priority": {
			target: Target{"q", Classic}, version: "3.10.8", user: "b", merged: ten,
			policies: []Policy{user("a", "^q", "queues", 1, five), user("b", "", "all", 2, ten), user("c", "", "exchanges", 3, five), user("d", "^x", "all", 4, five)},
		},
		"equals": {
			target: Target{"q", Classic}, version: "3.10.8", user: "a", merged: five, tied: "b",
			policies: []Policy{user("a", "", "queues", 1, five), user("b", "", "all", 1, ten)},
		},
		"negative priorities": {
			target: Target{"q", Classic}, version: "3.10.8", user: "b", merged: ten,
			policies: []Policy{user("a", "", "queues", -2, five), user("b", "", "all", -1, ten)},
		},
		"one key too many": {
			target: Target{"q", Quorum}, version: "3.10.8", user: "plain", merged: five, barred: "ha: ha-mode ha-sync-mode",
			policies: []Policy{user("plain", "", "queues", 0, five),
				user("ha", "", "all", 9, m{"ha-mode": "all", "ha-sync-mode": "automatic", "max-length": json.Number("1")})},
		},
		"mirroring a classic queue": {
			target: Target{"q", Classic}, version: "3.10.8", user: "ha", merged: m{"ha-mode": "all"},
			policies: []Policy{user("ha", "", "all", 9, m{"ha-mode": "all"})},
		},
		"3.8 takes seven keys for quorum queues": {
			target: Target{"q", Quorum}, version: "3.8.9", merged: m{}, barred: "a: expires",
			policies: []Policy{user("a", "", "all", 0, m{"expires": json.Number("1"), "delivery-limit": json.Number("1")})},
		},
		"a time to live on a quorum queue of 3.9":  {target: Target{"q", Quorum}, version: "3.9.29", merged: m{}, barred: "a: message-ttl", policies: []Policy{user("a", "", "all", 0, m{"message-ttl": json.Number("1")})}},
		"a time to live on a quorum queue of 3.10": {target: Target{"q", Quorum}, version: "3.10.0", user: "a", merged: m{"message-ttl": json.Number("1")}, policies: []Policy{user("a", "", "all", 0, m{"message-ttl": json.Number("1")})}},
		"streams": {
			target: Target{"s", Stream}, version: "4.3.6", user: "age", merged: m{"max-age": "7D"}, barred: "length: max-length",
			policies: []Policy{user("age", "", "streams", 0, m{"max-age": "7D"}), user("length", "", "queues", 1, five), user("other", "", "quorum_queues", 1, ten)},
		},
		"keys for exchanges on a queue": {
			target: Target{"q", Quorum}, version: "4.3.6", user: "a", merged: m{"alternate-exchange": "x", "shards-per-node": json.Number("2")},
			ignored: "alternate-exchange", policies: []Policy{user("a", "", "all", 0, m{"alternate-exchange": "x", "shards-per-node": json.Number("2")})},
		},
		"keys for queues on an exchange": {
			target: Target{Name: "x"}, version: "4.3.6", user: "a", merged: m{"alternate-exchange": "x", "max-length": json.Number("5"), "ha-mode": "all"},
			ignored:  "ha-mode max-length",
			policies: []Policy{user("a", "", "all", 0, m{"alternate-exchange": "x", "max-length": json.Number("5"), "ha-mode": "all"})},
		},
		"the stricter of two": {
			target: Target{"q", Classic}, version: "3.10.8", user: "a", operator: "o",
			merged: m{"max-length": json.Number("5"), "expires": json.Number("7"), "overflow": "drop-head", "message-ttl": json.Number("3")},
			policies: []Policy{user("a", "", "all", 0, m{"max-length": json.Number("10"), "overflow": "reject-publish", "message-ttl": json.Number("3")}),
				operator("o", 0, m{"max-length": json.Number("5"), "overflow": "drop-head", "expires": json.Number("7")}), operator("p", -1, five)},
		},
		"no limit is not strict": {
			target: Target{"q", Quorum}, version: "4.3.6", user: "a", operator: "o", merged: m{"delivery-limit": json.Number("9")},
			policies: []Policy{user("a", "", "all", 0, m{"delivery-limit": json.Number("9")}), operator("o", 0, m{"delivery-limit": json.Number("-1")})},
		},
		"keys of the user's JSON": {
			target: Target{"q", Quorum}, version: "4.3.6", user: "a", merged: m{"delivery-limit": json.Number("9"), "x": true},
			policies: []Policy{{Name: "a", ApplyTo: "all", Definition: m{"delivery-limit": json.Number("9")}, PluginDefinition: m{"x": true}}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadPolicies(row.policies).EffectOf(row.target, version(t, row.version))
			if err != nil {
				t.Fatal(err)
			}
			var barred []string
			for _, b := range got.Barred {
				barred = append(barred, b.Policy.Name+": "+strings.Join(b.Keys, " "))
			}
			called := func(p *Policy) string {
				if p == nil {
					return ""
				}
				return p.Name
			}
			want := []any{row.user, row.operator, row.merged, row.ignored, row.barred, row.tied}
			if diff := cmp.Diff(want, []any{called(got.User), called(got.Operator), got.Definition, strings.Join(got.Ignored, " "),
				strings.Join(barred, ", "), strings.Join(got.Tied, " ")}); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEffectThatOnlyTheBrokerKnows(t *testing.T) {
	_, err := ReadPolicies([]Policy{{Name: "odd", Pattern: "(", ApplyTo: "all"}}).EffectOf(Target{"q", Classic}, version(t, "3.10.8"))
	if err == nil || !strings.Contains(err.Error(), `"odd"`) {
		t.Errorf("the error is %v", err)
	}
}

// What keeps a policy away from a type of queue has no effect on it either.
func TestUnfitKeysHaveNoEffect(t *testing.T) {
	for queueType, keys := range unfitKeys {
		for name, span := range keys {
			for _, key := range policyKeys {
				if key.Name == name && slices.Contains(key.Types, queueType) && span.Until.IsZero() {
					t.Errorf("%s is unfit for %s and has an effect on it", name, queueType)
				}
			}
		}
	}
}
