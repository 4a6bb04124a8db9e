package topology

import (
	"fmt"
	"strings"
)

// checkMirroring follows rabbit_mirror_queue_misc:validate_policy/1 and the rabbit_mirror_queue_mode modules.
func checkMirroring(definition map[string]any) []Problem {
	mode, ok := definition["ha-mode"]
	params, hasParams := definition["ha-params"]
	if !ok {
		for _, key := range mirrorKeys {
			if value, set := definition[key.Name]; set && key.carries(value) {
				return []Problem{{
					Attribute: "definition." + key.Attribute,
					Summary:   fmt.Sprintf("%s needs ha_mode", key.Attribute),
					Detail: "RabbitMQ refuses the other ha keys in a policy without ha-mode. Set ha_mode to \"all\", \"exactly\" or " +
						"\"nodes\".",
				}}
			}
		}
		return nil
	}
	_, isList := params.([]string)
	switch {
	case mode == "exactly" && (!hasParams || isList):
		return []Problem{{
			Attribute: "definition.ha_mode",
			Summary:   "ha_mode = \"exactly\" needs ha_replicas",
			Detail:    "Set ha_replicas to the number of copies a queue has in all: 1 or more. ha_nodes goes with ha_mode = \"nodes\".",
		}}
	case mode == "nodes" && (!hasParams || (!isList && params != Unknown)):
		return []Problem{{
			Attribute: "definition.ha_mode",
			Summary:   "ha_mode = \"nodes\" needs ha_nodes",
			Detail: "Set ha_nodes to the names of the nodes that have a copy, such as [\"rabbit@rabbit1\", \"rabbit@rabbit2\"]. " +
				"ha_replicas goes with ha_mode = \"exactly\".",
		}}
	case mode == "all" && hasParams:
		attribute := "ha_replicas"
		if isList {
			attribute = "ha_nodes"
		}
		return []Problem{{
			Attribute: "definition." + attribute,
			Summary:   fmt.Sprintf("ha_mode = \"all\" takes no %s", attribute),
			Detail: fmt.Sprintf("With ha_mode = \"all\" every node has a copy and RabbitMQ refuses parameters. Remove %s, or write "+
				"ha_mode = \"exactly\" or \"nodes\".", attribute),
		}}
	}
	return nil
}

// checkPolicyDeadLetters follows rabbit_quorum_queue:dlh/5. It warns only: a queue's own arguments may add
// what the policy leaves out, and have precedence over it.
func checkPolicyDeadLetters(definition map[string]any) []Problem {
	var problems []Problem
	_, exchange := definition["dead-letter-exchange"]
	for _, key := range []string{"dead-letter-routing-key", "dead-letter-strategy"} {
		if _, ok := definition[key]; ok && !exchange {
			attribute := strings.ReplaceAll(key, "-", "_")
			problems = append(problems, Problem{
				Attribute: "definition." + attribute,
				Summary:   fmt.Sprintf("%s needs dead_letter_exchange", attribute),
				Detail: fmt.Sprintf("RabbitMQ ignores %s on a queue without a dead-letter exchange. Set dead_letter_exchange in the same "+
					"policy, or see that the queues do.", key),
				Warning: true,
			})
		}
	}
	overflow := definition["overflow"]
	if definition["dead-letter-strategy"] == "at-least-once" && overflow != "reject-publish" && overflow != Unknown {
		problems = append(problems, Problem{
			Attribute: "definition.dead_letter_strategy",
			Summary:   "at-least-once needs overflow = \"reject-publish\"",
			Detail: "With any other overflow RabbitMQ falls back to at-most-once without telling anyone but its log, and messages may be " +
				"lost on the way to the dead-letter exchange. Set overflow = \"reject-publish\" in the same policy, or see that the queues do.",
			Warning: true,
		})
	}
	return problems
}

// checkFederation follows rabbit_federation_parameters:validate_policy/1.
func checkFederation(definition map[string]any) []Problem {
	var set []string
	for _, key := range routingKeys {
		if _, ok := definition[key.Name]; ok && strings.HasPrefix(key.Name, "federation-") {
			set = append(set, key.Attribute)
		}
	}
	var problems []Problem
	if len(set) > 1 {
		problems = append(problems, Problem{
			Attribute: "definition." + set[1],
			Summary:   fmt.Sprintf("%s cannot go with %s", set[1], set[0]),
			Detail: "RabbitMQ takes one of federation_upstream, federation_upstream_set and federation_upstream_pattern in a policy. " +
				"Keep one.",
		})
	}
	if pattern, ok := definition["federation-upstream-pattern"].(string); ok {
		if err := CheckPattern(pattern); err != nil {
			problems = append(problems, Problem{
				Attribute: "definition.federation_upstream_pattern",
				Summary:   "The pattern is not a regular expression",
				Detail: fmt.Sprintf("%s. RabbitMQ matches upstream names with Erlang's regular expressions (PCRE).",
					capital(err.Error())),
			})
		}
	}
	return problems
}

// argumentOnly is queue arguments that look like policy keys; every version answers them with 400.
var argumentOnly = map[string]string{
	"queue-type": "A policy cannot change a queue's type. Write type on each rabbitmqha_queue, or default_queue_type on the " +
		"virtual host (RabbitMQ 3.11 and later).",
	"quorum-initial-group-size": "Write quorum_initial_group_size on each rabbitmqha_queue, or target_group_size in the policy's " +
		"definition (RabbitMQ 3.13 and later).",
}

// checkPluginDefinition keeps the user's own JSON to the keys of plugins, which the provider does not know.
func checkPluginDefinition(kind PolicyKind, definition map[string]any) []Problem {
	var problems []Problem
	names := make([]string, 0, len(policyKeys))
	attributes, forUsers := map[string][]string{}, map[string]bool{}
	for _, key := range policyKeys {
		if kind == OperatorPolicy && !key.Operator {
			forUsers[key.Name] = true
			continue
		}
		names = append(names, key.Name)
		attributes[key.Name] = append(attributes[key.Name], key.Attribute)
	}
	for _, name := range sortedKeys(definition) {
		problem := Problem{Attribute: "definition_json"}
		meant, near := nearest(name, names)
		switch typed := attributes[name]; {
		case argumentOnly[name] != "":
			problem.Summary = fmt.Sprintf("A policy cannot set %s", name)
			problem.Detail = fmt.Sprintf("%s is a queue argument and no version of RabbitMQ takes it in a policy. %s", name, argumentOnly[name])
		case forUsers[name]:
			problem.Summary = fmt.Sprintf("An operator policy cannot set %s", name)
			problem.Detail = fmt.Sprintf("No version of RabbitMQ takes %s in an operator policy. Set it in a rabbitmqha_policy.", name)
		case typed != nil:
			problem.Summary = fmt.Sprintf("%s is the attribute %s", name, strings.Join(typed, " or "))
			problem.Detail = fmt.Sprintf("The provider checks and writes %s itself. Remove it from definition_json and set "+
				"%s in definition.", name, strings.Join(typed, " or "))
		case near:
			problem.Summary = fmt.Sprintf("Unknown key %s: did you mean %s?", name, meant)
			problem.Detail = fmt.Sprintf("RabbitMQ would refuse the policy, unless a plugin knows %s. If %s is meant, set %s in "+
				"definition.", name, meant, strings.Join(attributes[meant], " or "))
		default:
			continue
		}
		problems = append(problems, problem)
	}
	return problems
}
