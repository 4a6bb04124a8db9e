package topology

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

const (
	noQueue = "definition: No queue takes all keys of the policy"
	passes  = "apply_to: The policy does not apply to "
)

// TestPolicyWhole has a row for each way in which keys go together, by version; "any" is without a broker.
func TestPolicyWhole(t *testing.T) {
	one := any(int64(1))
	for name, row := range map[string]struct {
		applyTo string
		keys    string
		plugins string
		want    map[string]string // by version; those that are not named say nothing
	}{
		"no queue, since 3.9":    {"queues", "initial-cluster-size max-length", "", map[string]string{"any": noQueue}},
		"no stream":              {"streams", "initial-cluster-size max-length", "", map[string]string{"any": noQueue}},
		"no quorum queue":        {"quorum_queues", "initial-cluster-size max-length", "", map[string]string{"any": noQueue}},
		"no classic queue":       {"classic_queues", "initial-cluster-size max-length", "", map[string]string{"any": noQueue}},
		"by default":             {"all", "initial-cluster-size max-length", "", map[string]string{"any": noQueue}},
		"age and time":           {"queues", "max-age message-ttl", "", map[string]string{"any": noQueue}},
		"age and dead letters":   {"queues", "dead-letter-exchange max-age", "", map[string]string{"any": noQueue}},
		"limit and age":          {"queues", "delivery-limit max-age", "", map[string]string{"any": noQueue}},
		"age and mirrors":        {"queues", "ha-mode max-age", "", map[string]string{"any": noQueue}},
		"one key alone":          {"classic_queues", "delivery-limit", "", map[string]string{"any": noQueue}},
		"of another type":        {"streams", "max-length", "", map[string]string{"any": noQueue}},
		"mirrors of quorum":      {"quorum_queues", "ha-mode", "", map[string]string{"any": noQueue}},
		"not even for exchanges": {"all", "max-age max-length", "", map[string]string{"any": noQueue}},

		// Up to 3.9 classic queues take delivery-limit, and ignore it.
		"limit and mode": {"queues", "delivery-limit queue-mode", "", map[string]string{
			"3.8.9":  "definition.delivery_limit: delivery_limit has no effect in this policy (warning)",
			"3.9.29": "definition.delivery_limit: delivery_limit has no effect in this policy (warning)",
			"3.10.8": noQueue, "3.13.7": noQueue, "4.0.9": noQueue, "4.3.6": noQueue}},
		"limit and mirrors": {"queues", "delivery-limit ha-mode", "", map[string]string{
			"3.8.9":  "definition.delivery_limit: delivery_limit has no effect in this policy (warning)",
			"3.9.29": "definition.delivery_limit: delivery_limit has no effect in this policy (warning)",
			"3.10.8": noQueue, "3.13.7": noQueue}},

		"exchanges and no queue": {"all", "alternate-exchange max-age max-length", "", map[string]string{
			"any": "definition.max_age: max_age and max_length have no effect in this policy (warning)"}},
		"exchanges and queues":  {"all", "alternate-exchange max-length", "", map[string]string{"3.8.9": passes + "quorum queues (warning)"}},
		"federation and queues": {"all", "federation-upstream max-length", "", map[string]string{"3.8.9": passes + "quorum queues (warning)"}},
		"a plugin's and no queue": {"all", "max-age max-length", "shards-per-node", map[string]string{
			"any": "definition.max_age: max_age and max_length have no effect in this policy (warning)"}},
		"only for exchanges": {"exchanges", "alternate-exchange max-age max-length", "", nil},

		"quorum and not classic": {"queues", "delivery-limit message-ttl", "", map[string]string{
			"3.8.9":  "definition.delivery_limit: delivery_limit has no effect in this policy (warning)",
			"3.9.29": "definition.delivery_limit: delivery_limit has no effect in this policy (warning)",
			"3.10.8": passes + "classic queues (warning)", "3.13.7": passes + "classic queues (warning)",
			"4.0.9": passes + "classic queues (warning)", "4.3.6": passes + "classic queues (warning)"}},
		"classic and not quorum": {"all", "max-length queue-mode", "", map[string]string{"any": passes + "quorum queues (warning)"}},
		"leaders": {"queues", "max-length queue-leader-locator", "", map[string]string{
			"3.9.29": noQueue, "3.10.8": passes + "classic queues (warning)", "3.13.7": passes + "classic queues (warning)"}},
		"streams alone": {"queues", "max-age max-length-bytes", "", map[string]string{
			"any": passes + "classic queues (warning) " + passes + "quorum queues (warning)"}},

		"said so":             {"quorum_queues", "delivery-limit message-ttl", "", nil},
		"everyday":            {"queues", "dead-letter-exchange max-length overflow", "", map[string]string{"3.8.9": passes + "quorum queues (warning)"}},
		"everyday, of all":    {"all", "message-ttl", "", nil},
		"everyday limits":     {"queues", "max-length max-length-bytes", "", nil},
		"everyday mirroring":  {"queues", "ha-mode ha-sync-mode max-length queue-mode", "", nil},
		"streams left out":    {"queues", "max-length-bytes dead-letter-exchange", "", nil},
		"not known yet":       {"", "max-age max-length", "", nil},
		"plugins' keys alone": {"queues", "", "shards-per-node", nil},
	} {
		policy := Policy{ApplyTo: row.applyTo, Definition: map[string]any{}, PluginDefinition: map[string]any{}}
		for key := range strings.FieldsSeq(row.keys) {
			policy.Definition[key] = one
		}
		for key := range strings.FieldsSeq(row.plugins) {
			policy.PluginDefinition[key] = json.Number("1")
		}
		always := strings.Join(brief(CheckPolicyWhole(policy)), " ")
		if always != row.want["any"] {
			t.Errorf("%s, any version: %q, want %q", name, always, row.want["any"])
		}
		for _, text := range []string{"3.8.9", "3.9.29", "3.10.8", "3.13.7", "4.0.9", "4.3.6"} {
			b := capability.Of(version(t, text))
			want := row.want[text]
			if got := strings.Join(brief(CheckPolicyOn(policy, b)), " "); policy.knownTo(b) && got != want {
				t.Errorf("%s, %s: %q, want %q", name, text, got, want)
			}
		}
	}
}

// A user reads which type takes which keys, by the names of attributes.
func TestPolicyWholeInWords(t *testing.T) {
	type m = map[string]any
	on := func(text string) capability.Broker { return capability.Of(version(t, text)) }
	for _, row := range []struct {
		got  []Problem
		want []string
	}{
		{CheckPolicyWhole(Policy{ApplyTo: "queues", Definition: m{"initial-cluster-size": int64(3), "max-length": int64(5)}}), []string{
			"classic queues do not take initial_cluster_size, quorum queues do not take initial_cluster_size and streams do not take max_length"}},
		{CheckPolicyOn(Policy{ApplyTo: "queues", Definition: m{"delivery-limit": int64(3), "message-ttl": int64(5)}}, on("4.3.6")), []string{
			`apply_to = "queues" includes them`, "classic queues do not take delivery_limit", "go without message_ttl",
			"applies to quorum queues", `Write apply_to = "quorum_queues"`}},
		{CheckPolicyOn(Policy{ApplyTo: "queues", Definition: m{"delivery-limit": int64(3), "message-ttl": int64(5)}}, on("3.10.8")), []string{
			"Give classic queues a policy of their own without delivery_limit"}},
		{CheckPolicyOn(Policy{ApplyTo: "all", Definition: m{"ha-mode": "exactly", "ha-params": int64(2), "delivery-limit": int64(5)}}, on("3.10.8")), []string{
			"classic queues do not take delivery_limit, quorum queues do not take ha_mode and ha_replicas"}},
	} {
		if len(row.got) != 1 {
			t.Errorf("%+v", row.got)
			continue
		}
		for _, want := range row.want {
			if !strings.Contains(row.got[0].Detail, want) {
				t.Errorf("%q does not say %q", row.got[0].Detail, want)
			}
		}
	}
}

func TestPolicyWholeWaitsForValues(t *testing.T) {
	policy := Policy{ApplyTo: "queues", Definition: map[string]any{"max-age": Unknown, "max-length": int64(5)}}
	if got := brief(CheckPolicyWhole(policy)); !slices.Equal(got, []string{noQueue + " (warning)"}) {
		t.Errorf("a value is not known: %q", got)
	}
	policy.Partial = true
	if got := brief(CheckPolicyWhole(policy)); len(got) > 0 {
		t.Errorf("keys are not known: %q", got)
	}
}
