package haaudit_test

import (
	"fmt"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// declare declares queues of all sorts led by the first node, with a message in each. It returns the
// type of each, and which codes are to be found.
func declare(t *testing.T, broker *acctest.Broker) (queues, want map[string]string) {
	t.Helper()
	queues, want = map[string]string{}, map[string]string{}
	put := func(name, kind string, durable bool, codes string, arguments map[string]any) {
		all := map[string]any{"x-queue-type": kind}
		for key, value := range arguments {
			all[key] = value
		}
		broker.Put(t, map[string]any{"durable": durable, "arguments": all}, "queues", vhost, name)
		broker.Publish(t, vhost, name, before)
		queues[name], want[name] = kind, codes
	}
	group := func(n int) map[string]any { return map[string]any{"x-quorum-initial-group-size": n} }
	size := func(n int) map[string]any { return map[string]any{"x-initial-cluster-size": n} }
	put("q1", "quorum", true, "too_few_members", group(1))
	put("q2", "quorum", true, "too_few_members", group(2))
	put("q3", "quorum", true, "", nil)
	if broker.Version.AtLeast(3, 9, 0) {
		put("s1", "stream", true, "single_replica", size(1))
		put("s2", "stream", true, "too_few_members", size(2))
		put("s3", "stream", true, "", size(3))
		acctest.Await(t, "the member of s1", func() bool { return members(t, broker, "s1", "members") == 1 })
	}
	put("transient", "classic", false, "transient_queue", nil)
	if broker.Version.AtLeast(4, 0, 0) {
		put("plain", "classic", true, "not_replicated", nil)
		settled(t, broker)
		return queues, want
	}
	put("plain", "classic", true, "no_policy", nil)
	put("m-all", "classic", true, "", nil)
	put("m-two", "classic", true, "", nil)
	put("m-one", "classic", true, "not_replicated", nil)
	put("m-transient", "classic", false, "not_durable", nil)
	put("u-lost", "classic", true, "not_synchronised", nil)
	put("u-stops", "classic", true, "not_synchronised", nil)
	policy := func(name, pattern string, definition map[string]any) {
		broker.Put(t, map[string]any{"pattern": pattern, "apply-to": "queues", "definition": definition}, "policies", vhost, name)
	}
	policy("all", "^m-(all|transient)$", map[string]any{"ha-mode": "all", "ha-sync-mode": "automatic", "ha-promote-on-shutdown": "always"})
	policy("two", "^m-two$", map[string]any{"ha-mode": "exactly", "ha-params": 2, "ha-sync-mode": "automatic"})
	policy("one", "^m-one$", map[string]any{"ha-mode": "exactly", "ha-params": 1, "ha-sync-mode": "automatic"})
	policy("lost", "^u-lost$", map[string]any{"ha-mode": "all"})
	policy("stops", "^u-stops$", map[string]any{"ha-mode": "all", "ha-promote-on-failure": "when-synced"})
	want["all"], want["lost"], want["stops"] = "promote_on_shutdown", "manual_synchronisation", "manual_synchronisation promote_on_failure"
	acctest.Await(t, "mirrors", func() bool {
		return members(t, broker, "m-all", "synchronised_slave_nodes") == 2 && members(t, broker, "m-two", "synchronised_slave_nodes") == 1 &&
			members(t, broker, "m-transient", "synchronised_slave_nodes") == 2 && members(t, broker, "u-lost", "slave_nodes") == 2 &&
			members(t, broker, "u-stops", "slave_nodes") == 2
	})
	if broker.Version.AtLeast(3, 9, 0) {
		awaitMembers(t, broker, "online", map[string]int{"s2": 2, "s3": 3})
	}
	settled(t, broker)
	return queues, want
}

// members counts nodes of a queue.
func members(t *testing.T, broker *acctest.Broker, queue, key string) int {
	t.Helper()
	nodes, _ := broker.Get(t, "queues", vhost, queue)[key].([]any)
	return len(nodes)
}

// settled waits until all members of all queues are back, but for streams: see lost.
func settled(t *testing.T, broker *acctest.Broker) {
	t.Helper()
	awaitMembers(t, broker, "online", map[string]int{"q1": 1, "q2": 2, "q3": 3})
	if !broker.Version.AtLeast(4, 0, 0) {
		awaitMembers(t, broker, "synchronised_slave_nodes", map[string]int{"m-all": 2, "m-two": 1})
	}
}

// awaitMembers waits until queues have as many nodes under a key.
func awaitMembers(t *testing.T, broker *acctest.Broker, key string, want map[string]int) {
	t.Helper()
	for queue, count := range want {
		acctest.Await(t, fmt.Sprintf("%d %s of %s", count, key, queue), func() bool { return members(t, broker, queue, key) == count })
	}
}

// kill ends a node and waits until the others know.
func kill(t *testing.T, broker *acctest.Broker, i int) {
	t.Helper()
	if err := broker.Lab.Kill(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	acctest.Await(t, "the others to notice", func() bool { return broker.Get(t, "nodes", broker.Lab.Nodes[i].Name)["running"] == false })
}
