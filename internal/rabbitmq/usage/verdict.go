package usage

import (
	"fmt"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// Answer is whether a queue is in use. The zero Answer is Unknown.
type Answer int

// The three answers. Only Unused lets a queue be deleted without force.
const (
	Unknown Answer = iota
	InUse
	Unused
)

// String names the answer as a log line does.
func (a Answer) String() string { return [...]string{"unknown", "in use", "unused"}[a] }

// Scope is what counts as use.
type Scope int

const (
	// MessagesAndConsumers counts both: the queue itself is to be deleted or replaced.
	MessagesAndConsumers Scope = iota
	// Messages counts messages alone: clients are known to be cut off, and only what would be lost matters.
	Messages
)

// Cause is why the answer is what it is.
type Cause int

// The causes.
const (
	// Empty belongs to Unused.
	Empty Cause = iota
	// HoldsMessages and HasConsumers belong to InUse; HasConsumers says that the queue holds no messages.
	HoldsMessages
	HasConsumers
	// OutOfReach belongs to Unknown: the queue, its node or the majority of its members is down.
	OutOfReach
	// NotMeasured and ConsumersUnknown belong to Unknown: the queue serves, and nobody has answered the number of its messages,
	// or only that of its consumers. Both may pass with the broker's next measurement.
	NotMeasured
	ConsumersUnknown
)

// Verdict is the answer with its reason.
type Verdict struct {
	Answer Answer
	Cause  Cause
	// Reason completes a sentence whose subject is the queue: "holds 3 messages and has 1 consumer".
	Reason string
}

// Of answers for one queue. A count that is above zero is use, even where another count is unknown. The queue is unused only
// where every count of the scope is known to be zero, and the queue is known to be able to count.
//
// The answer is as old as what was read: see Client.QueueUsage of package management.
func Of(q Queue, scope Scope) Verdict {
	if reason := q.outOfReach(); reason != "" {
		return Verdict{Unknown, OutOfReach, reason}
	}
	messages, haveMessages := q.messages().Get()
	consumers, haveConsumers := q.Consumers.Get()
	users := ""
	if haveConsumers && consumers > 0 {
		users = "has " + count(consumers, "consumer")
	}
	switch {
	case haveMessages && messages > 0:
		return Verdict{InUse, HoldsMessages, joined(q.holds(messages), users)}
	case scope == MessagesAndConsumers && users != "" && haveMessages:
		return Verdict{InUse, HasConsumers, users + " and holds no messages"}
	case !haveMessages:
		return Verdict{Unknown, NotMeasured, joined(users, "has not been measured: nobody has counted its messages")}
	case scope == MessagesAndConsumers && !haveConsumers:
		return Verdict{Unknown, ConsumersUnknown, "holds no messages, but nobody has counted its consumers"}
	case scope == Messages:
		return Verdict{Unused, Empty, "holds no messages"}
	}
	return Verdict{Unused, Empty, "holds no messages and has no consumers"}
}

// messages are all messages. Of three counts that contradict each other the greatest counts, since they are measured at
// different moments.
func (q Queue) messages() known.Value[int64] {
	total, haveTotal := q.Messages.Get()
	ready, haveReady := q.Ready.Get()
	unacknowledged, haveUnacknowledged := q.Unacknowledged.Get()
	var sum int64
	if haveReady {
		sum += ready
	}
	if haveUnacknowledged {
		sum += unacknowledged
	}
	switch {
	case haveTotal:
		return known.Of(max(total, sum))
	case haveReady && haveUnacknowledged, sum > 0:
		return known.Of(sum)
	}
	return known.Value[int64]{}
}

// holds says how many messages there are, and how many of them consumers have and did not acknowledge.
func (q Queue) holds(messages int64) string {
	text := "holds " + count(messages, "message")
	if unacknowledged, isKnown := q.Unacknowledged.Get(); isKnown && unacknowledged > 0 {
		text += fmt.Sprintf(" (%d of them delivered and not acknowledged)", unacknowledged)
	}
	return text
}

// at names the node, for the end of a sentence.
func (q Queue) at() string {
	if q.Node == "" {
		return ""
	}
	return " (" + q.Node + ")"
}

// online counts the members, for the end of a sentence.
func (q Queue) online() string {
	members, haveMembers := q.Members.Get()
	online, haveOnline := q.Online.Get()
	if !haveMembers || !haveOnline {
		return ""
	}
	return fmt.Sprintf(" (%d of %d are online: %s)", len(online), len(members), strings.Join(online, ", "))
}

func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func joined(first, second string) string {
	if first == "" || second == "" {
		return first + second
	}
	return first + " and " + second
}
