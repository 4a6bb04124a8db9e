package topology

import (
	"fmt"
	"slices"
)

// checkDeadLetters follows rabbit_amqqueue:check_dlxrk_arg/2 and rabbit_quorum_queue:dlh/5. What a policy may
// still add is a warning only.
func checkDeadLetters(q Queue) []Problem {
	var problems []Problem
	_, exchange := q.Arguments["x-dead-letter-exchange"]
	if _, ok := q.Arguments["x-dead-letter-routing-key"]; ok && !exchange {
		problems = append(problems, Problem{
			Attribute: argumentsBlock + "dead_letter_routing_key",
			Summary:   "dead_letter_routing_key needs dead_letter_exchange",
			Detail: "RabbitMQ refuses a queue with a dead-letter routing key and no dead-letter exchange, even where a policy " +
				"names one. Set dead_letter_exchange, too (\"\" is the default exchange), or put both in the policy.",
		})
	}
	strategy, ok := q.Arguments["x-dead-letter-strategy"]
	if !ok || (q.Type.known() && q.Type != Quorum) {
		return problems
	}
	if !exchange {
		problems = append(problems, Problem{
			Attribute: argumentsBlock + "dead_letter_strategy",
			Summary:   "dead_letter_strategy needs dead_letter_exchange",
			Detail: "Without a dead-letter exchange RabbitMQ switches dead-lettering off, whatever the strategy. Set " +
				"dead_letter_exchange, or see that a policy does.",
			Warning: true,
		})
	}
	overflow, written := q.Arguments["x-overflow"]
	if strategy == "at-least-once" && overflow != "reject-publish" && overflow != Unknown {
		problems = append(problems, Problem{
			Attribute: argumentsBlock + "dead_letter_strategy",
			Summary:   "at-least-once needs overflow = \"reject-publish\"",
			Detail: "With any other overflow RabbitMQ falls back to at-most-once without telling anyone but its log, and " +
				"messages may be lost on the way to the dead-letter exchange. Set overflow = \"reject-publish\", or see that a policy does.",
			Warning: !written,
		})
	}
	return problems
}

// checkRetry follows rabbit_quorum_queue:validate_delayed_retry_constraints/1 for policies and
// get_delayed_retry_config/1 for arguments, which switches retry off without a word. Attributes are below
// parent, broker names begin with prefix.
func checkRetry(parent, prefix string, values map[string]any) []Problem {
	var problems []Problem
	kind, ok := values[prefix+"delayed-retry-type"]
	low, hasLow := values[prefix+"delayed-retry-min"]
	if ok && !hasLow && slices.Contains([]any{"all", "failed", "returned"}, kind) {
		problems = append(problems, Problem{
			Attribute: parent + "delayed_retry_type",
			Summary:   "delayed_retry_type needs delayed_retry_min",
			Detail: fmt.Sprintf("Without a shortest wait RabbitMQ does not delay %s messages. Set delayed_retry_min, in "+
				"milliseconds.", kind),
		})
	}
	least, okLow := integer(low)
	most, okHigh := integer(values[prefix+"delayed-retry-max"])
	if okLow && okHigh && most < least {
		problems = append(problems, Problem{
			Attribute: parent + "delayed_retry_max",
			Summary:   "delayed_retry_max is smaller than delayed_retry_min",
			Detail: fmt.Sprintf("The longest wait (%d ms) cannot be shorter than the shortest (%d ms). Raise delayed_retry_max or "+
				"leave it out.", most, least),
		})
	}
	return problems
}

// checkExtraArguments keeps the user's own JSON to what the provider does not know by name. RabbitMQ accepts
// and ignores any argument it does not know, so a misspelt one would never be noticed. x-ha-policy, which
// brokers have ignored since 3.0 and old client code still sends, passes.
func checkExtraArguments(extra map[string]any) []Problem {
	var problems []Problem
	names := make([]string, 0, len(arguments))
	for _, a := range arguments {
		names = append(names, a.Name)
	}
	for _, name := range sortedKeys(extra) {
		if name == "x-queue-type" {
			problems = append(problems, Problem{
				Attribute: "arguments_json",
				Summary:   "x-queue-type is the attribute type",
				Detail:    "The provider writes x-queue-type itself. Remove it from arguments_json and write type = \"...\".",
			})
		} else if a, ok := ArgumentByName(name); ok {
			problems = append(problems, Problem{
				Attribute: "arguments_json",
				Summary:   fmt.Sprintf("%s is the attribute %s", name, a.Attribute),
				Detail: fmt.Sprintf("The provider checks and writes %s itself. Remove it from arguments_json and write arguments { %s = %s }.",
					name, a.Attribute, shown(extra[name])),
			})
		} else if meant, ok := nearest(name, append(names, "x-queue-type")); ok {
			problems = append(problems, Problem{
				Attribute: "arguments_json",
				Summary:   fmt.Sprintf("Unknown argument %s: did you mean %s?", name, meant),
				Detail: fmt.Sprintf("RabbitMQ would accept %s and ignore it. If %s is meant, write the attribute %s.",
					name, meant, attributeOf(meant)),
			})
		}
	}
	return problems
}

func attributeOf(argument string) string {
	if a, ok := ArgumentByName(argument); ok {
		return a.Attribute
	}
	return "type"
}
