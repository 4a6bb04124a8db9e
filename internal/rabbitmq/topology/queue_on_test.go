package topology

import (
	"slices"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func on(major, minor, patch int) capability.Broker {
	return capability.Of(capability.Version{Major: major, Minor: minor, Patch: patch})
}

// TestArgumentSince has the first version, and the one before it, of every argument that has not always
// been there on that type.
func TestArgumentSince(t *testing.T) {
	for _, row := range []struct {
		name        string
		queueType   QueueType
		without, in capability.Broker
	}{
		{"x-message-ttl", Quorum, on(3, 9, 29), on(3, 10, 0)},
		{"x-expires", Quorum, on(3, 8, 9), on(3, 8, 11)},
		{"x-overflow", Quorum, on(3, 8, 9), on(3, 8, 11)},
		{"x-dead-letter-strategy", Quorum, on(3, 9, 29), on(3, 10, 0)},
		{"x-queue-version", Classic, on(3, 9, 29), on(3, 10, 0)},
		{"x-quorum-target-group-size", Quorum, on(3, 12, 14), on(3, 13, 0)},
		{"x-queue-leader-locator", Quorum, on(3, 9, 29), on(3, 10, 0)},
		{"x-queue-leader-locator", Classic, on(3, 13, 7), on(4, 0, 0)},
		{"x-queue-master-locator", Classic, on(4, 3, 0), on(4, 2, 9)},
		{"x-consumer-timeout", Quorum, on(3, 11, 28), on(3, 12, 0)},
		{"x-consumer-timeout", Classic, on(3, 11, 28), on(3, 12, 0)},
		{"x-consumer-timeout", Classic, on(4, 3, 0), on(4, 2, 9)},
		{"x-consumer-disconnected-timeout", Quorum, on(4, 2, 9), on(4, 3, 0)},
		{"x-delayed-retry-type", Quorum, on(4, 2, 9), on(4, 3, 0)},
		{"x-delayed-retry-min", Quorum, on(4, 2, 9), on(4, 3, 0)},
		{"x-delayed-retry-max", Quorum, on(4, 2, 9), on(4, 3, 0)},
		{"x-stream-filter-size-bytes", Stream, on(3, 12, 14), on(3, 13, 0)},
	} {
		a, _ := ArgumentByName(row.name)
		q := queueOf(row.queueType, map[string]any{a.Name: sample(a.Limits, a.Kind)})
		want := "RabbitMQ " + row.without.Version.String() + " has no " + a.Attribute + " on a " + row.queueType.noun()
		if got := brief(CheckQueueOn(q, row.without)); !slices.Equal(got, []string{"arguments." + a.Attribute + ": " + want}) {
			t.Errorf("%s on %v: got %q", row.name, row.without.Version, got)
		}
		if got := CheckQueueOn(q, row.in); len(got) != 0 {
			t.Errorf("%s on %v: got %v", row.name, row.in.Version, got)
		}
	}
}

// What has always been there is a problem on no version, and what a type never takes is not said twice.
func TestArgumentAlways(t *testing.T) {
	versions := []capability.Broker{on(3, 8, 0), on(3, 8, 35), on(3, 10, 8), on(3, 13, 7), on(4, 0, 5), on(4, 3, 6)}
	for _, b := range versions {
		for _, name := range []string{"x-message-ttl", "x-expires", "x-max-length", "x-overflow", "x-max-priority", "x-queue-mode",
			"x-dead-letter-exchange", "x-single-active-consumer", "x-max-age"} {
			a, _ := ArgumentByName(name)
			if got := CheckQueueOn(queueOf(Classic, map[string]any{name: sample(a.Limits, a.Kind)}), b); len(got) != 0 {
				t.Errorf("%s on a classic queue, %v: %v", name, b.Version, got)
			}
		}
	}
}

func TestQueueOnProblems(t *testing.T) {
	type m = map[string]any
	for name, row := range map[string]struct {
		queue  Queue
		broker capability.Broker
		want   []string
	}{
		"stream before 3.9": {queueOf(Stream, m{"x-max-age": "1D"}), on(3, 8, 9), []string{"type: RabbitMQ 3.8.9 has no streams"}},
		"stream from 3.9":   {queueOf(Stream, m{"x-max-age": "1D"}), on(3, 9, 0), nil},
		"no limit before 4.0": {queueOf(Quorum, m{"x-delivery-limit": int64(-1)}), on(3, 13, 7), []string{
			"arguments.delivery_limit: RabbitMQ 3.13.7 knows no delivery limit of -1"}},
		"no limit from 4.0":  {queueOf(Quorum, m{"x-delivery-limit": int64(-1)}), on(4, 0, 0), nil},
		"a limit before 4.0": {queueOf(Quorum, m{"x-delivery-limit": int64(0)}), on(3, 13, 7), nil},
		"unknown value, too new": {queueOf(Quorum, m{"x-message-ttl": Unknown}), on(3, 8, 9), []string{
			"arguments.message_ttl: RabbitMQ 3.8.9 has no message_ttl on a quorum queue"}},
		"type left open":          {Queue{Name: "q", Arguments: m{"x-message-ttl": int64(1)}}, on(3, 8, 9), nil},
		"type left open, too new": {Queue{Name: "q", Arguments: m{"x-max-age": "1D"}}, on(3, 8, 9), []string{"arguments.max_age: RabbitMQ 3.8.9 has no max_age on a queue"}},
	} {
		if got := brief(CheckQueueOn(row.queue, row.broker)); !slices.Equal(got, row.want) {
			t.Errorf("%s:\n got %q\nwant %q", name, got, row.want)
		}
	}
	got := CheckQueueOn(queueOf(Classic, m{"x-queue-master-locator": "min-masters"}), on(4, 3, 6))
	want := "The argument x-queue-master-locator works on a classic queue in RabbitMQ before 4.3; this broker runs 4.3.6. " +
		"Write leader_locator instead: \"client-local\" or \"balanced\"."
	if len(got) != 1 || got[0].Detail != want {
		t.Errorf("got %v, want %s", got, want)
	}
}
