package topology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// CheckPolicyOn finds what a broker of this version does not know, though others do, and what becomes of the keys together
// there. It repeats nothing that CheckPolicy and CheckPolicyWhole say; run all three.
func CheckPolicyOn(p Policy, b capability.Broker) []Problem {
	var problems []Problem
	if limit := b.PatternLimit; limit > 0 && len(p.Pattern) > limit {
		problems = append(problems, Problem{
			Attribute: "pattern",
			Summary:   fmt.Sprintf("The pattern is longer than %d bytes", limit),
			Detail: fmt.Sprintf("RabbitMQ %s refuses patterns of more than %d bytes, and this one has %d. Shorten it, or split the policy "+
				"in two.", b.Version, limit, len(p.Pattern)),
		})
	}
	problems = append(problems, checkApplyToOn(p, b)...)
	for _, key := range policyKeys {
		value, ok := p.Definition[key.Name]
		if !ok || !key.carries(value) {
			continue
		}
		if problem := checkKeyOn(p.Kind, key, value, b); problem != nil {
			problems = append(problems, *problem)
		}
	}
	if len(problems) > 0 {
		return problems
	}
	everywhere := CheckPolicyWhole(p)
	return slices.DeleteFunc(checkWhole(p, b), func(here Problem) bool { return says(everywhere, here) })
}

// checkApplyToOn finds policies for one type of queue on a broker that has none.
func checkApplyToOn(p Policy, b capability.Broker) []Problem {
	switch p.ApplyTo {
	case "classic_queues", "quorum_queues", "streams":
		if !b.ApplyToQueueTypes {
			return []Problem{{
				Attribute: "apply_to",
				Summary:   fmt.Sprintf("RabbitMQ %s has no apply_to = %q", b.Version, p.ApplyTo),
				Detail: fmt.Sprintf("Policies for one queue type came with RabbitMQ 3.12; this broker runs %s, which knows \"all\", \"queues\" "+
					"and \"exchanges\". Write apply_to = \"queues\" and a pattern that matches those queues only.", b.Version),
			}}
		}
	}
	return nil
}

func checkKeyOn(kind PolicyKind, k PolicyKey, value any, b capability.Broker) *Problem {
	at := "definition." + k.Attribute
	if strings.HasPrefix(k.Name, "ha-") && !b.ClassicMirroring {
		problem := MirroringProblem(b)
		problem.Attribute = at
		return problem
	}
	span, who := k.Span, "a policy"
	if kind == OperatorPolicy {
		// A key that operators may never set has the open span here: it is CheckPolicy's.
		span, who = k.Operators, "an operator policy"
	}
	if !span.Holds(b.Version) {
		instead := absent(k.Name)
		if kind == OperatorPolicy {
			instead = "Leave it out."
		}
		return &Problem{
			Attribute: at,
			Summary:   fmt.Sprintf("RabbitMQ %s has no %s in %s", b.Version, k.Attribute, who),
			Detail:    fmt.Sprintf("The key %s works in %s of %s; this broker runs %s. %s", k.Name, who, span, b.Version, instead),
		}
	}
	if n, ok := integer(value); ok && k.Name == "delivery-limit" && n < 0 && !b.UnlimitedDelivery {
		problem := unlimited(at, b)
		return &problem
	}
	return nil
}

// MirroringProblem tells of mirrored queues on a broker that has none: nil below RabbitMQ 4.0. Its Attribute
// is empty, for the whole of the resource.
func MirroringProblem(b capability.Broker) *Problem {
	if b.ClassicMirroring {
		return nil
	}
	return &Problem{
		Summary: fmt.Sprintf("RabbitMQ %s has no mirrored queues", b.Version),
		Detail: fmt.Sprintf("Mirroring of classic queues, and the ha-* policy keys with it, was removed in RabbitMQ 4.0; this broker runs %s "+
			"and would refuse the policy. Replicate with quorum queues instead: declare each queue as rabbitmqha_queue with "+
			"type = \"quorum\", and set target_group_size and delivery_limit in a rabbitmqha_policy with apply_to = \"quorum_queues\".",
			b.Version),
	}
}
