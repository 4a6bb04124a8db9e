package availability

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

func TestClassic(t *testing.T) {
	old := func() *scene { return healthy(t, "3.10.8", 3) }
	today := func() *scene { return healthy(t, "4.3.6", 3) }
	told := func(policy string, definition map[string]any) func(*Queue) {
		return func(q *Queue) { q.Policy, q.Definition = policy, definition }
	}
	mode := func(mode string, params any) topology.Policy {
		return topology.Policy{Name: "p", Definition: map[string]any{"ha-mode": mode, "ha-params": params}}
	}
	opaque := topology.Policy{Name: "p", Pattern: "(*NUL)", Definition: map[string]any{"max-length": 9}}
	transient := func(q *Queue) { q.Durable = false }
	limit := topology.Policy{Name: "limit", Priority: 5, Definition: map[string]any{"max-length": 9}}
	ha := topology.Policy{Name: "ha", Priority: 1, Definition: automatic()}
	_, err := topology.NewPattern("(*NUL)")
	if err == nil {
		t.Fatal("a pattern that only PCRE has is judged")
	}
	doubt := err.Error()
	const only = "Its only copy is on r1"
	try(t, []trial{
		{"not_replicated", today().classic(nil), "r1", only + "."},
		{"not_replicated", today().policies(ha).classic(told("ha", ha.Definition)), "r1", only + "."},
		{"not_replicated", old().policies(limit).classic(nil), "r1", only + `; policy "limit" applies, without ha-mode.`},
		{"not_replicated", old().policies(limit, ha).classic(nil), "r1",
			only + `; policy "limit" applies, without ha-mode; "ha" (priority 1) would mirror it, but comes after.`},
		{"not_replicated", old().policies(mode("exactly", 1)).classic(nil), "r1", only + `; policy "p" asks for one copy.`},
		{"not_replicated", old().policies(mode("exactly", 2)).classic(nil), "r1", only + `; policy "p" asks for mirrors, but none runs.`},
		{"not_replicated", old().policies(mode("nodes", []any{"r9"})).classic(nil), "r1", only + `; policy "p" asks for mirrors, but none runs.`},
		// What the broker tells is old: it did not know the policy.
		{"not_replicated", old().policies(limit).classic(told("", map[string]any{})), "r1", only + `; policy "limit" applies, without ha-mode.`},
		// Only the broker knows which of two of one priority holds, and what it makes of some patterns.
		{"not_replicated", old().policies(mode("all", nil), topology.Policy{Name: "tied", Definition: limit.Definition}).classic(told("tied", limit.Definition)),
			"r1", only + `; policy "tied" applies, without ha-mode; "p" (priority 0) would mirror it, but comes after.`},
		{"not_replicated", old().policies(opaque).classic(told("p", opaque.Definition)), "r1", only + `; policy "p" applies, without ha-mode.`},
		{"not_replicated", old().policies(opaque).classic(nil), "r1",
			only + `; only the broker can say which policy applies, and it has not yet: policy "p": ` + doubt + "."},
		{"not_replicated", old().policies(topology.Policy{Kind: topology.OperatorPolicy, Name: "ops", Definition: limit.Definition}).classic(nil), "r1",
			only + `; policy "ops" of operators applies, without ha-mode.`},
		// The only mirror is on a node that is down.
		{"not_replicated", old().down("r2", "r3").mirrored(automatic(), nil), "r1", only + `; policy "ha" asks for mirrors, but none runs.`},
		{"-not_replicated", old().mirrored(automatic(), nil), "", ""},
		{"-not_replicated", old().classic(nil), "", ""},
		{"no_policy", old().classic(nil), "r1", only + "; no policy applies to it."},
		{"no_policy", old().classic(told("ha", ha.Definition)), "r1", only + "; no policy applies to it."},
		{"no_policy", old().policies(topology.Policy{Name: "other", Pattern: "^x", Definition: automatic()}).classic(nil), "r1",
			only + "; no policy applies to it."},
		{"no_policy", old().policies(topology.Policy{Name: "ha", Definition: automatic("delivery-limit", 3)}).classic(nil), "r1",
			only + `; no policy applies to it; "ha" would mirror it, but for its delivery-limit, not for classic queues.`},
		{"no_policy", old().classic(func(q *Queue) { q.Arguments = map[string]any{"x-ha-policy": "all"} }), "r1",
			only + "; no policy applies to it; its argument x-ha-policy does nothing."},
		{"-no_policy", old().policies(limit).classic(nil), "", ""},
		{"-no_policy", today().classic(nil), "", ""},
		{"transient_queue", old().classic(transient), "r1", only + ", and it is not durable."},
		{"transient_queue", today().classic(transient), "r1", only + ", and it is not durable."},
		{"-transient_queue", old().mirrored(automatic(), transient), "", ""},
		{"-transient_queue", today().classic(func(q *Queue) { q.Durable, q.Exclusive = false, true }), "", ""},
		{"queue_down", old().down("r1").classic(nil), "r1", "Its node r1 does not run."},
		{"queue_down", old().classic(func(q *Queue) { q.State = "crashed" }), "r1", "It is crashed; its node is r1."},
		{"-queue_down", old().classic(func(q *Queue) { q.State = "live" }), "", ""},
		{"not_measured", today().queue(Queue{Type: "classic", Durable: true}), "", "The broker does not tell its node."},
	})
}

func TestMirrored(t *testing.T) {
	mirrored := func(synchronised []string, more ...any) *scene {
		return healthy(t, "3.10.8", 3).mirrored(automatic(more...), func(q *Queue) { q.Synchronised = synchronised })
	}
	all := []string{"r1", "r2", "r3"}
	two := healthy(t, "3.10.8", 3).mirrored(map[string]any{"ha-mode": "all"}, nil).mirrored(map[string]any{"ha-mode": "all"}, nil)
	try(t, []trial{
		{"not_synchronised", mirrored([]string{"r1"}), "r1",
			"No mirror is synchronised: messages are lost with its leader on r1, and it stops if that is shut down."},
		{"not_synchronised", mirrored([]string{"r1"}, "ha-promote-on-failure", "when-synced"), "r1",
			"No mirror is synchronised: without its leader on r1 it stops."},
		{"not_synchronised", mirrored([]string{"r1", "r2"}).down("r2"), "r1",
			"No mirror is synchronised: messages are lost with its leader on r1, and it stops if that is shut down."},
		{"-not_synchronised", mirrored([]string{"r1", "r3"}), "", ""},
		{"mirrors_behind", mirrored([]string{"r1", "r3"}), "r2", "Not synchronised: r2."},
		{"-mirrors_behind", mirrored(all), "", ""},
		{"-mirrors_behind", mirrored([]string{"r1"}), "", ""},
		{"not_durable", healthy(t, "3.10.8", 3).mirrored(automatic(), func(q *Queue) { q.Durable = false }), "r1 r2 r3", "It is mirrored, but not durable."},
		{"-not_durable", mirrored(all), "", ""},
		{"manual_synchronisation", two, "", "Its mirrors are synchronised only by hand."},
		{"manual_synchronisation", mirrored(all, "ha-sync-mode", "manual"), "", "Its mirrors are synchronised only by hand."},
		{"-manual_synchronisation", mirrored(all), "", ""},
		{"promote_on_shutdown", mirrored(all, "ha-promote-on-shutdown", "always"), "",
			"A mirror that lacks messages takes over when the leader is shut down."},
		{"-promote_on_shutdown", mirrored(all, "ha-promote-on-shutdown", "when-synced"), "", ""},
		{"promote_on_failure", mirrored(all, "ha-promote-on-failure", "when-synced"), "",
			"Without a synchronised mirror a queue stops when its leader fails."},
		{"-promote_on_failure", mirrored(all, "ha-promote-on-failure", "always"), "", ""},
	})
}
