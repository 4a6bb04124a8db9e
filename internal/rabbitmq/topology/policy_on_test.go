package topology

import (
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// policyVersions is table 4.2 of the facts, made exact with the validators at RabbitMQ's release tags: first
// version of a user policy, first version without, then the same for operators ("-" is never).
var policyVersions = map[string][4]string{
	"alternate-exchange": {"", "", "-", ""}, "message-ttl": {}, "expires": {}, "max-length": {}, "max-length-bytes": {},
	"max-in-memory-length": {}, "max-in-memory-bytes": {}, "delivery-limit": {}, "overflow": {"", "", "3.12.7", ""},
	"dead-letter-exchange": {"", "", "-", ""}, "dead-letter-routing-key": {"", "", "-", ""}, "dead-letter-strategy": {"3.10.0", "", "-", ""},
	"target-group-size": {"3.13.0", "", "3.13.0", ""}, "queue-leader-locator": {"3.9.0", "", "-", ""},
	"queue-master-locator": {"", "4.3.0", "4.0.0", "4.3.0"}, "queue-mode": {"", "", "-", ""}, "queue-version": {"3.10.0", "", "3.11.24", ""},
	"consumer-timeout": {"3.12.0", "", "-", ""}, "consumer-disconnected-timeout": {"4.3.0", "", "-", ""},
	"delayed-retry-type": {"4.3.1", "", "4.3.1", ""}, "delayed-retry-min": {"4.3.1", "", "4.3.1", ""}, "delayed-retry-max": {"4.3.1", "", "4.3.1", ""},
	"max-age": {"3.9.0", "", "-", ""}, "stream-max-segment-size-bytes": {"3.9.0", "", "-", ""}, "initial-cluster-size": {"3.9.0", "", "-", ""},
	"stream-filter-size-bytes": {"3.13.0", "", "-", ""},
	"ha-mode":                  {"", "4.0.0", "3.11.10", "4.0.0"}, "ha-params": {"", "4.0.0", "3.11.10", "4.0.0"}, "ha-sync-mode": {"", "4.0.0", "3.11.15", "4.0.0"},
	"ha-sync-batch-size": {"", "4.0.0", "-", ""}, "ha-promote-on-shutdown": {"", "4.0.0", "-", ""}, "ha-promote-on-failure": {"", "4.0.0", "-", ""},
	"federation-upstream": {"", "", "-", ""}, "federation-upstream-set": {"", "", "-", ""}, "federation-upstream-pattern": {"", "", "-", ""},
}

func TestPolicyKeyVersions(t *testing.T) {
	versions := []string{"3.8.0", "3.8.35", "3.9.0", "3.9.29", "3.10.0", "3.11.9", "3.11.10", "3.11.14", "3.11.15", "3.11.23", "3.11.24",
		"3.12.0", "3.12.6", "3.12.7", "3.12.14", "3.13.0", "3.13.7", "4.0.0", "4.2.9", "4.3.0", "4.3.1", "4.3.6"}
	parse := func(s string) capability.Version {
		v, err := capability.ParseVersion(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	inside := func(v capability.Version, since, until string) bool {
		return since != "-" && (since == "" || v.Compare(parse(since)) >= 0) && (until == "" || v.Compare(parse(until)) < 0)
	}
	for _, k := range PolicyKeys() {
		row, ok := policyVersions[k.Name]
		if !ok {
			t.Errorf("%s is not in the table", k.Name)
		}
		definition := map[string]any{k.Name: sample(k.Limits, k.Kind)}
		for _, version := range versions {
			b := capability.Of(parse(version))
			for kind, want := range map[PolicyKind]bool{UserPolicy: inside(b.Version, row[0], row[1]), OperatorPolicy: inside(b.Version, row[2], row[3])} {
				p := Policy{Kind: kind, Definition: definition}
				refused := slices.ContainsFunc(append(CheckPolicy(p), CheckPolicyOn(p, b)...), func(x Problem) bool {
					return strings.Contains(x.Summary, " has no ") || strings.Contains(x.Summary, "An operator policy cannot set")
				})
				if refused == want {
					t.Errorf("%s, kind %d, %s: refused %t", k.Name, kind, version, refused)
				}
			}
		}
	}
	if len(policyVersions) != 35 {
		t.Errorf("%d keys in the table", len(policyVersions))
	}
}

func TestPolicyOnProblems(t *testing.T) {
	type m = map[string]any
	limit := m{"delivery-limit": int64(-1)}
	for name, row := range map[string]struct {
		policy Policy
		broker capability.Broker
		want   []string
	}{
		"queue type before 3.12":      {Policy{ApplyTo: "quorum_queues"}, on(3, 11, 28), []string{`apply_to: RabbitMQ 3.11.28 has no apply_to = "quorum_queues"`}},
		"queue type from 3.12":        {Policy{ApplyTo: "quorum_queues"}, on(3, 12, 0), nil},
		"queues before 3.12":          {Policy{ApplyTo: "queues"}, on(3, 8, 9), nil},
		"long pattern":                {Policy{Pattern: strings.Repeat("a", 1025)}, on(4, 3, 6), []string{"pattern: The pattern is longer than 1024 bytes"}},
		"longest pattern":             {Policy{Pattern: strings.Repeat("a", 1024)}, on(4, 3, 6), nil},
		"long pattern, earlier":       {Policy{Pattern: strings.Repeat("a", 1025)}, on(4, 3, 1), nil},
		"no limit before 4.0":         {Policy{Definition: limit}, on(3, 10, 8), []string{"definition.delivery_limit: RabbitMQ 3.10.8 knows no delivery limit of -1"}},
		"no limit from 4.0":           {Policy{Definition: limit}, on(4, 0, 0), nil},
		"mirroring after it is gone":  {Policy{Definition: m{"ha-mode": "exactly", "ha-params": int64(2)}}, on(4, 0, 5), []string{"definition.ha_mode: RabbitMQ 4.0.5 has no mirrored queues", "definition.ha_replicas: RabbitMQ 4.0.5 has no mirrored queues"}},
		"operator mirroring too soon": {Policy{Kind: OperatorPolicy, Definition: m{"ha-mode": "all"}}, on(3, 10, 8), []string{"definition.ha_mode: RabbitMQ 3.10.8 has no ha_mode in an operator policy"}},
		"a key too new":               {Policy{Definition: m{"target-group-size": int64(3)}}, on(3, 10, 8), []string{"definition.target_group_size: RabbitMQ 3.10.8 has no target_group_size in a policy"}},
	} {
		if got := brief(CheckPolicyOn(row.policy, row.broker)); !slices.Equal(got, row.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, row.want)
		}
	}
}

func TestMirroringProblem(t *testing.T) {
	if got := MirroringProblem(on(3, 13, 7)); got != nil {
		t.Errorf("3.13.7: %v", got)
	}
	got := MirroringProblem(on(4, 3, 6))
	want := Problem{
		Summary: "RabbitMQ 4.3.6 has no mirrored queues",
		Detail: "Mirroring of classic queues, and the ha-* policy keys with it, was removed in RabbitMQ 4.0; this broker runs 4.3.6 and would " +
			"refuse the policy. Replicate with quorum queues instead: declare each queue as rabbitmqha_queue with type = \"quorum\", and set " +
			"target_group_size and delivery_limit in a rabbitmqha_policy with apply_to = \"quorum_queues\".",
	}
	if got == nil || *got != want {
		t.Fatalf("got %+v", got)
	}
	policy := CheckPolicyOn(Policy{Definition: map[string]any{"ha-mode": "all"}}, on(4, 3, 6))
	want.Attribute = "definition.ha_mode"
	if len(policy) != 1 || policy[0] != want {
		t.Errorf("a policy says it in other words: %+v", policy)
	}
}
