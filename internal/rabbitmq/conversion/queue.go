package conversion

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/known"
)

// stopped are the states of a queue that does not work.
var stopped = []string{"down", "crashed", "stopped"}

// mqttSession begins the names of queues that the MQTT plugin declares for sessions (rabbit_mqtt_util:queue_name_bin/2, 3.8 to 4.3).
const mqttSession = "mqtt-subscription-"

// findings are those about the queue alone.
func (q Queue) findings() []Finding {
	var out []Finding
	for code, holds := range map[Code]bool{
		"exclusive": q.Exclusive, "auto_delete": q.AutoDelete, "not_durable": !q.Durable, "server_named": strings.HasPrefix(q.Name.Name, "amq.gen-"),
		"mqtt_queue": strings.HasPrefix(q.Name.Name, mqttSession),
	} {
		if holds {
			out = append(out, found(code, kinds[code]))
		}
	}
	return append(append(out, q.stateFindings()...), q.messageFindings()...)
}

// kinds say what a queue is that cannot be converted whatever it holds.
var kinds = map[Code]string{
	"exclusive": "It is exclusive to one connection.", "auto_delete": "It is deleted with its last consumer.", "not_durable": "It is not durable.",
	"server_named": "The broker has made its name up.", "mqtt_queue": "It is the session of an MQTT client.",
}

// stateFindings are about whether the queue works, and all of its copies.
func (q Queue) stateFindings() []Finding {
	state, isKnown := q.State.Get()
	switch {
	case isKnown && slices.Contains(stopped, state):
		return []Finding{found("queue_down", fmt.Sprintf("Its state is %q.", state))}
	case !isKnown:
		return []Finding{found("not_measured", "The broker does not tell its state.")}
	}
	members, membersKnown := q.Members.Get()
	complete, isMirrored := q.Synchronised.Get()
	if !membersKnown || !isMirrored {
		return nil
	}
	lacking := slices.DeleteFunc(slices.Clone(members), func(node string) bool { return slices.Contains(complete, node) })
	if len(lacking) == 0 {
		return nil
	}
	return []Finding{found("unsynchronised_mirrors", fmt.Sprintf("The mirror on %s is not synchronised.", strings.Join(lacking, ", ")))}
}

// longest is how long publishers are held back at most where nobody says otherwise.
const longest = 30 * time.Second

// messageFindings are about what the queue holds.
func (q Queue) messageFindings() []Finding {
	var out []Finding
	messages, isKnown := q.Messages.Get()
	held, heldKnown := q.Unacknowledged.Get()
	switch {
	case !isKnown || !heldKnown:
		if _, stateKnown := q.State.Get(); stateKnown {
			out = append(out, found("not_measured", "The broker does not tell how many messages it holds."))
		}
	case held > 0:
		out = append(out, found("held_messages", fmt.Sprintf("Consumers hold %s.", counted(held, "message", "messages"))))
	}
	if single, isBool := q.Arguments["x-single-active-consumer"].(bool); isBool && single && (!isKnown || messages > 0) {
		out = append(out, found("single_active_consumer", "It has a single active consumer, and may hold messages."))
	}
	if pause, pauseKnown := pauseOf(q.Messages).Get(); pauseKnown && pause > longest {
		out = append(out, found("long_pause", fmt.Sprintf("It holds %d messages, which takes about %s.", messages, pause)))
	}
	return out
}

// pauseOf is how long publishers are held back for a queue that holds so many messages, with their order kept: 0.2 to 0.5 s for
// an empty one, and about a second for a thousand messages, on two busy processors (3.8.9 to 4.3.6).
func pauseOf(messages known.Value[int64]) known.Value[time.Duration] {
	const empty, each = 500 * time.Millisecond, time.Millisecond
	count, isKnown := messages.Get()
	if !isKnown {
		return known.Value[time.Duration]{}
	}
	return known.Of(empty + time.Duration(count)*each)
}
