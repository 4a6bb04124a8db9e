package topology

import (
	"fmt"
	"slices"
	"strings"
)

// argumentsBlock is where a queue's arguments are written.
const argumentsBlock = "arguments."

// CheckQueue finds what no broker version accepts, and what every version accepts without doing it. It needs
// no broker. The problems come in the order of the documentation.
func CheckQueue(q Queue) []Problem {
	problems := checkName(q.Name)
	problems = append(problems, checkType(q)...)
	for _, a := range arguments {
		if value, ok := q.Arguments[a.Name]; ok {
			problems = append(problems, checkArgument(q, a, value)...)
		}
	}
	problems = append(problems, checkDeadLetters(q)...)
	problems = append(problems, checkRetry(argumentsBlock, "x-", q.Arguments)...)
	return append(problems, checkExtraArguments(q.ExtraArguments)...)
}

// checkName follows rabbit_channel:check_name/2, which the management API answers with a misleading 401, and
// the short string of AMQP 0-9-1. A name not known yet is empty and passes.
func checkName(name string) []Problem {
	if strings.HasPrefix(name, "amq.") {
		return []Problem{{
			Attribute: "name",
			Summary:   `Queue names that begin with "amq." are reserved`,
			Detail: fmt.Sprintf("RabbitMQ keeps names that begin with \"amq.\" for itself and would refuse %q with \"Access refused\". "+
				"Choose another name.", name),
		}}
	}
	if len(name) > 255 {
		return []Problem{{
			Attribute: "name",
			Summary:   "The queue's name is longer than 255 bytes",
			Detail: fmt.Sprintf("The name has %d bytes in UTF-8; AMQP allows 255. Choose a shorter one.",
				len(name)),
		}}
	}
	return nil
}

// checkType follows check_non_durable/1 and check_auto_delete/1 of rabbit_queue_type_util.
func checkType(q Queue) []Problem {
	var problems []Problem
	switch q.Type {
	case "", Classic:
		return nil
	case Quorum, Stream:
	default:
		return []Problem{{
			Attribute: "type",
			Summary:   fmt.Sprintf("%q is not a queue type", q.Type),
			Detail:    `RabbitMQ has the queue types "classic", "quorum" and "stream". Write one of them.`,
		}}
	}
	if !q.Durable {
		problems = append(problems, Problem{
			Attribute: "durable",
			Summary:   fmt.Sprintf("A %s must be durable", q.Type.noun()),
			Detail: fmt.Sprintf("A %s keeps its messages on disk and RabbitMQ refuses to declare a transient one. "+
				"Write durable = true, or type = \"classic\".", q.Type.noun()),
		})
	}
	if q.AutoDelete {
		problems = append(problems, Problem{
			Attribute: "auto_delete",
			Summary:   fmt.Sprintf("A %s cannot delete itself", q.Type.noun()),
			Detail: fmt.Sprintf("RabbitMQ refuses to declare a %s that is deleted with its last consumer. Write "+
				"auto_delete = false%s.", q.Type.noun(), map[QueueType]string{
				Quorum: ", and expires = MILLISECONDS to have it deleted once it is unused",
				Stream: ", and max_age to have old messages removed",
			}[q.Type]),
		})
	}
	return problems
}

func checkArgument(q Queue, a Argument, value any) []Problem {
	if _, takes := a.Versions(q.Type); q.Type.known() && !takes {
		return []Problem{{
			Attribute: argumentsBlock + a.Attribute,
			Summary:   fmt.Sprintf("%s is not for a %s", a.Attribute, q.Type.noun()),
			Detail: fmt.Sprintf("RabbitMQ takes the argument %s for %s only. %s", a.Name, nouns(a.Types),
				instead(q.Type, a.Name)),
		}}
	}
	if want := a.complaint(a.Kind, value); want != "" {
		return []Problem{{
			Attribute: argumentsBlock + a.Attribute,
			Summary:   fmt.Sprintf("%s cannot be %s", a.Attribute, shown(value)),
			Detail:    fmt.Sprintf("The argument %s must be %s.", a.Name, want),
		}}
	}
	if a.Name == "x-overflow" && value == "reject-publish-dlx" && q.Type == Quorum {
		return []Problem{{
			Attribute: argumentsBlock + a.Attribute,
			Summary:   "A quorum queue cannot reject-publish-dlx",
			Detail: "RabbitMQ accepts overflow = \"reject-publish-dlx\" for a quorum queue and then drops the oldest messages " +
				"instead. Write overflow = \"reject-publish\" to have publishers notified, or leave overflow out and set " +
				"dead_letter_exchange to have dropped messages dead-lettered.",
		}}
	}
	return nil
}

// instead says what to write where an argument does not fit the type.
func instead(t QueueType, name string) string {
	switch {
	case name == "x-max-length" && t == Stream:
		return "Write max_length_bytes or max_age to limit a stream."
	case name == "x-max-priority" && t == Quorum:
		return "Leave it out: quorum queues have priorities without being asked, two from RabbitMQ 4.0 and strict ones from 4.3."
	case name == "x-queue-master-locator":
		return "Write leader_locator."
	case name == "x-quorum-initial-group-size" && t == Stream:
		return "Write initial_cluster_size."
	case name == "x-initial-cluster-size" && t == Quorum:
		return "Write quorum_initial_group_size."
	case name == "x-message-ttl" && t == Stream:
		return "Write max_age to have a stream forget old messages."
	}
	return "Leave it out, or change type."
}

func (t QueueType) known() bool { return slices.Contains([]QueueType{Classic, Quorum, Stream}, t) }

func (t QueueType) noun() string {
	if t == Stream {
		return "stream"
	}
	return string(t) + " queue"
}

// nouns lists queue types in the plural.
func nouns(types []QueueType) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.noun() + "s"
	}
	return strings.Join(names, " and ")
}
