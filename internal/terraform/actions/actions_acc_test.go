package actions_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// membersOf are the nodes with a replica of a quorum queue, by the broker's own word.
func membersOf(t *testing.T, l *lab.Lab, queue string) (members []string) {
	t.Helper()
	// What rabbitmq-queues quorum_status shows; list_queues knows no members before 3.9.
	const format = `[proplists:get_value(<<"Node Name">>, Each) || Each <- rabbit_quorum_queue:status(<<"/">>, <<"%s">>)].`
	output, err := l.Rabbitmqctl(t.Context(), 0, "eval", fmt.Sprintf(format, queue))
	if err != nil {
		t.Fatal(err)
	}
	members = strings.FieldsFunc(output, func(r rune) bool { return strings.ContainsRune("[',]\n ", r) })
	slices.Sort(members)
	return members
}

func TestAccActionsMaintenance(t *testing.T) {
	l := cluster(t, 2)
	s := configured(t, l)
	drained := func() bool {
		output, err := l.Rabbitmqctl(t.Context(), 0, "eval", fmt.Sprintf("rabbit_maintenance:is_being_drained_consistent_read('%s').", l.Nodes[1].Name))
		if err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(output) == "true"
	}
	node := map[string]any{"node": l.Nodes[1].Name}
	for range 2 {
		succeeds(t, s, "drain_node", node)
		if !drained() {
			t.Error("the node is not drained")
		}
	}
	succeeds(t, s, "revive_node", node)
	if drained() {
		t.Error("the node is still drained")
	}
	_, problems := invoke(t.Context(), t, s, "drain_node", map[string]any{"node": "rabbit@no-such-host.invalid"})
	if !strings.Contains(problems, "Could not drain rabbit@no-such-host.invalid") || strings.Contains(problems, l.Cookie) {
		t.Errorf("a node that is not there: %q", problems)
	}
}

func TestAccActionsQueues(t *testing.T) {
	l := cluster(t, 3)
	s := configured(t, l)
	names := []string{l.Nodes[0].Name, l.Nodes[1].Name, l.Nodes[2].Name}
	slices.Sort(names)
	broker := acctest.At(t, l)
	for _, queue := range []string{"grown 1", "grown 2", "other"} {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum", "x-quorum-initial-group-size": 1}}, "queues", "/", queue)
	}
	alone := membersOf(t, l, "grown 1")
	if len(alone) != 1 {
		t.Fatalf("the queue begins with %q", alone)
	}
	for _, name := range names {
		told := succeeds(t, s, "grow_queues", map[string]any{"node": name, "queue_pattern": "^grown", "vhost_pattern": "^/$"})
		if broker.Version.AtLeast(3, 9, 0) && !strings.Contains(told, name+" has members of ") {
			t.Errorf("growing told %q", told)
		}
	}
	if got := membersOf(t, l, "grown 2"); !slices.Equal(got, names) {
		t.Errorf("grown onto %q", got)
	}
	if got := membersOf(t, l, "other"); len(got) != 1 {
		t.Errorf("another queue has grown onto %q", got)
	}
	if told := succeeds(t, s, "rebalance_queues", nil); !strings.Contains(told, "leaders by node: "+names[0]+" ") {
		t.Errorf("rebalancing told %q", told)
	}
	succeeds(t, s, "rebalance_queues", map[string]any{"node": names[1], "queue_type": "quorum", "queue_pattern": "^grown"})
	off := slices.IndexFunc(names, func(name string) bool { return name != membersOf(t, l, "other")[0] })
	told := succeeds(t, s, "shrink_queues", map[string]any{"node": names[off], "through": membersOf(t, l, "other")[0]})
	if want := names[off] + " has members of 0 quorum queues (2 fewer than before)"; broker.Version.AtLeast(3, 9, 0) && !strings.Contains(told, want) {
		t.Errorf("shrinking told %q, want %q", told, want)
	}
	if got := membersOf(t, l, "grown 1"); slices.Contains(got, names[off]) || len(got) != 2 {
		t.Errorf("shrunk to %q", got)
	}
}

func TestAccActionsSynchroniseQueue(t *testing.T) {
	l := cluster(t, 2)
	s := configured(t, l)
	broker := acctest.At(t, l)
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "classic"}}, "queues", "/", "m")
	_, problems := invoke(t.Context(), t, s, "synchronise_queue", map[string]any{"name": "m"})
	if !strings.Contains(problems, "It has no mirrors") {
		t.Errorf("a queue without mirrors: %q", problems)
	}
	_, problems = invoke(t.Context(), t, s, "synchronise_queue", map[string]any{"name": "none", "vhost": "/"})
	if !strings.Contains(problems, `"none"`) {
		t.Errorf("a queue that is not there: %q", problems)
	}
	if broker.Version.AtLeast(4, 0, 0) {
		return
	}
	broker.Publish(t, "/", "m", "one")
	broker.Put(t, map[string]any{"pattern": "^m$", "definition": map[string]any{"ha-mode": "all", "ha-sync-mode": "manual"}}, "policies", "/", "m")
	synchronised := func() int {
		nodes, _ := broker.Get(t, "queues", "/", "m")["synchronised_slave_nodes"].([]any)
		return len(nodes)
	}
	acctest.Await(t, "a mirror", func() bool {
		mirrors, _ := broker.Get(t, "queues", "/", "m")["slave_nodes"].([]any)
		return len(mirrors) == 1
	})
	if synchronised() != 0 {
		t.Fatal("the mirror is synchronised already")
	}
	succeeds(t, s, "synchronise_queue", map[string]any{"name": "m"})
	if synchronised() != 1 {
		t.Error("the mirror is not synchronised")
	}
}
