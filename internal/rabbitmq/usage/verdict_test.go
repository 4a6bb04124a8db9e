package usage_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/usage"
)

func number(n int64) known.Value[int64]       { return known.Of(n) }
func word(state string) known.Value[string]   { return known.Of(state) }
func nodes(n ...string) known.Value[[]string] { return known.Of(n) }
func counted(m, c int64) usage.Queue {
	return usage.Queue{State: word("running"), Messages: number(m), Consumers: number(c)}
}
func in(state string, q usage.Queue) usage.Queue { q.State = word(state); return q }

func TestWhatAQueueHoldsAndWhoUsesIt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		queue    usage.Queue
		want     usage.Verdict
		messages usage.Answer
	}{
		"nothing is known": {
			usage.Queue{}, usage.Verdict{usage.Unknown, usage.NotMeasured, "has not been measured: nobody has counted its messages"}, usage.Unknown,
		},
		"running, and not measured": {
			usage.Queue{Type: "quorum", State: word("running")},
			usage.Verdict{usage.Unknown, usage.NotMeasured, "has not been measured: nobody has counted its messages"}, usage.Unknown,
		},
		"not measured, with a consumer": {
			usage.Queue{Consumers: number(1)},
			usage.Verdict{usage.Unknown, usage.NotMeasured, "has 1 consumer and has not been measured: nobody has counted its messages"}, usage.Unknown,
		},
		"empty and unused": {
			counted(0, 0), usage.Verdict{usage.Unused, usage.Empty, "holds no messages and has no consumers"}, usage.Unused,
		},
		"messages": {
			counted(5, 0), usage.Verdict{usage.InUse, usage.HoldsMessages, "holds 5 messages"}, usage.InUse,
		},
		"one message, two consumers": {
			counted(1, 2), usage.Verdict{usage.InUse, usage.HoldsMessages, "holds 1 message and has 2 consumers"}, usage.InUse,
		},
		"a consumer alone loses no messages": {
			counted(0, 1), usage.Verdict{usage.InUse, usage.HasConsumers, "has 1 consumer and holds no messages"}, usage.Unused,
		},
		"messages, and the consumers unknown": {
			usage.Queue{Messages: number(2)}, usage.Verdict{usage.InUse, usage.HoldsMessages, "holds 2 messages"}, usage.InUse,
		},
		"no messages, and the consumers unknown": {
			usage.Queue{Messages: number(0)},
			usage.Verdict{usage.Unknown, usage.ConsumersUnknown, "holds no messages, but nobody has counted its consumers"}, usage.Unused,
		},
		"unacknowledged alone, the total unknown": {
			usage.Queue{Unacknowledged: number(3), Consumers: number(1)},
			usage.Verdict{usage.InUse, usage.HoldsMessages, "holds 3 messages (3 of them delivered and not acknowledged) and has 1 consumer"}, usage.InUse,
		},
		"ready alone, and it is zero": {
			usage.Queue{Ready: number(0), Consumers: number(0)},
			usage.Verdict{usage.Unknown, usage.NotMeasured, "has not been measured: nobody has counted its messages"}, usage.Unknown,
		},
		"both parts are zero": {
			usage.Queue{Ready: number(0), Unacknowledged: number(0), Consumers: number(0)},
			usage.Verdict{usage.Unused, usage.Empty, "holds no messages and has no consumers"}, usage.Unused,
		},
		"the parts say more than the total": {
			usage.Queue{Messages: number(0), Ready: number(1), Consumers: number(0)},
			usage.Verdict{usage.InUse, usage.HoldsMessages, "holds 1 message"}, usage.InUse,
		},
		"a stream": {
			usage.Queue{Type: "stream", State: word("running"), Messages: number(9), Consumers: number(0)},
			usage.Verdict{usage.InUse, usage.HoldsMessages, "holds 9 messages"}, usage.InUse,
		},
		"down": {
			usage.Queue{State: word("down"), Node: "rabbit@a"},
			usage.Verdict{usage.Unknown, usage.OutOfReach, "is down: no node that could answer for it runs (rabbit@a)"}, usage.Unknown,
		},
		"down, with counts of earlier": {
			in("down", counted(0, 0)), usage.Verdict{usage.Unknown, usage.OutOfReach, "is down: no node that could answer for it runs"}, usage.Unknown,
		},
		"its node is known not to run": {
			usage.Queue{State: word("running"), Node: "rabbit@a", NodeRuns: known.Of(false), Messages: number(0), Consumers: number(0)},
			usage.Verdict{usage.Unknown, usage.OutOfReach, "is on a node that does not run (rabbit@a)"}, usage.Unknown,
		},
		"crashed": {
			in("crashed", counted(0, 0)), usage.Verdict{usage.Unknown, usage.OutOfReach, "is crashed and cannot answer for what it holds"}, usage.Unknown,
		},
		"a state that nobody has heard of": {
			in("paused", counted(0, 0)), usage.Verdict{usage.Unknown, usage.OutOfReach, "is paused and cannot answer for what it holds"}, usage.Unknown,
		},
		"in minority by its state": {
			in("minority", counted(0, 0)), usage.Verdict{usage.Unknown, usage.OutOfReach, "has lost the majority of its members"}, usage.Unknown,
		},
		"in minority by its members": {
			usage.Queue{
				Type: "quorum", State: word("running"), Members: nodes("a", "b", "c"), Online: nodes("b"), Messages: number(0), Consumers: number(0),
			},
			usage.Verdict{usage.Unknown, usage.OutOfReach, "has lost the majority of its members (1 of 3 are online: b)"}, usage.Unknown,
		},
		"two of two members, and none of four by two": {
			usage.Queue{Type: "stream", Members: nodes("a", "b"), Online: nodes("b"), Messages: number(0), Consumers: number(0)},
			usage.Verdict{usage.Unknown, usage.OutOfReach, "has lost the majority of its members (1 of 2 are online: b)"}, usage.Unknown,
		},
		"a majority is online": {
			usage.Queue{
				Type: "quorum", State: word("running"), Members: nodes("a", "b", "c"), Online: nodes("b", "c"), Messages: number(0), Consumers: number(0),
			},
			usage.Verdict{usage.Unused, usage.Empty, "holds no messages and has no consumers"}, usage.Unused,
		},
		"a mirror that is behind is no majority lost": {
			usage.Queue{Type: "classic", State: word("running"), Members: nodes("a", "b", "c"), Online: nodes("a"), Messages: number(0), Consumers: number(0)},
			usage.Verdict{usage.Unused, usage.Empty, "holds no messages and has no consumers"}, usage.Unused,
		},
	} {
		if got := usage.Of(test.queue, usage.MessagesAndConsumers); got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
		if got := usage.Of(test.queue, usage.Messages); got.Answer != test.messages {
			t.Errorf("%s, messages alone: %s (%s), want %s", name, got.Answer, got.Reason, test.messages)
		}
	}
}

func TestStatesInWhichAQueueCounts(t *testing.T) {
	t.Parallel()
	for _, state := range []string{"running", "flow", "idle", "live", "syncing"} {
		if got := usage.Of(in(state, counted(0, 0)), usage.MessagesAndConsumers); got.Answer != usage.Unused {
			t.Errorf("%s: %+v", state, got)
		}
	}
}
