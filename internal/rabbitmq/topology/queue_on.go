package topology

import (
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// CheckQueueOn finds what a broker of this version does not know, though others do. It repeats nothing that
// CheckQueue says; run both.
func CheckQueueOn(q Queue, b capability.Broker) []Problem {
	if q.Type == Stream && !b.Streams {
		return []Problem{{
			Attribute: "type",
			Summary:   fmt.Sprintf("RabbitMQ %s has no streams", b.Version),
			Detail: fmt.Sprintf("Streams came with RabbitMQ 3.9 and this broker runs %s. Upgrade it, or choose type = \"quorum\" "+
				"or \"classic\".", b.Version),
		}}
	}
	var problems []Problem
	for _, a := range arguments {
		value, ok := q.Arguments[a.Name]
		if !ok {
			continue
		}
		span, what := a.Span, "queue"
		if q.Type.known() {
			// An argument that the type never takes is CheckQueue's.
			if span, ok = a.Versions(q.Type); !ok {
				continue
			}
			what = q.Type.noun()
		}
		if !span.Holds(b.Version) {
			problems = append(problems, Problem{
				Attribute: argumentsBlock + a.Attribute,
				Summary:   fmt.Sprintf("RabbitMQ %s has no %s on a %s", b.Version, a.Attribute, what),
				Detail: fmt.Sprintf("The argument %s works on a %s in %s; this broker runs %s. %s", a.Name, what, span, b.Version,
					absent(a.Name)),
			})
		} else if n, ok := integer(value); ok && a.Name == "x-delivery-limit" && n < 0 && !b.UnlimitedDelivery {
			problems = append(problems, unlimited(argumentsBlock+a.Attribute, b))
		}
	}
	return problems
}

// absent says what to write where the broker's version does not have an argument or a policy key.
func absent(name string) string {
	switch name {
	case "x-queue-master-locator", "queue-master-locator":
		return "Write leader_locator instead: \"client-local\" or \"balanced\"."
	case "x-queue-leader-locator":
		return "Write master_locator on a classic queue, or leave it out."
	}
	return "Leave it out."
}

// unlimited tells of a delivery limit below zero on a broker that reads it as a limit: rabbit_fifo before 4.0
// drops a message once its count is above the limit, which is at its first return.
func unlimited(attribute string, b capability.Broker) Problem {
	return Problem{
		Attribute: attribute,
		Summary:   fmt.Sprintf("RabbitMQ %s knows no delivery limit of -1", b.Version),
		Detail: fmt.Sprintf("-1 means \"no limit\" from RabbitMQ 4.0; this broker runs %s, where there is no limit unless one is "+
			"set. Leave delivery_limit out.", b.Version),
	}
}
