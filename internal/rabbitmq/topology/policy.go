package topology

import (
	"fmt"
	"slices"
	"strings"
)

// CheckPolicy finds what no broker version accepts, and what every version accepts without doing it. It needs
// no broker. The problems come in the order of the documentation.
func CheckPolicy(p Policy) []Problem {
	var problems []Problem
	if err := CheckPattern(p.Pattern); err != nil {
		problems = append(problems, Problem{
			Attribute: "pattern",
			Summary:   "The pattern is not a regular expression",
			Detail: fmt.Sprintf("%s. RabbitMQ matches names with Erlang's regular expressions (PCRE): ^celery matches names that "+
				"begin with celery, \\. a dot, and an empty pattern every name.", capital(err.Error())),
		})
	}
	problems = append(problems, checkApplyTo(p)...)
	if len(p.Definition) == 0 && len(p.PluginDefinition) == 0 {
		problems = append(problems, Problem{
			Attribute: "definition",
			Summary:   "The policy's definition is empty",
			Detail: "RabbitMQ refuses a policy that sets nothing (\"no policy provided\"). Set at least one key, such as " +
				"message_ttl, or remove the policy.",
		})
	}
	for _, key := range policyKeys {
		if value, ok := p.Definition[key.Name]; ok && key.carries(value) {
			problems = append(problems, checkKey(p, key, value)...)
		}
	}
	problems = append(problems, checkMirroring(p.Definition)...)
	problems = append(problems, checkRetry("definition.", "", p.Definition)...)
	problems = append(problems, checkPolicyDeadLetters(p.Definition)...)
	problems = append(problems, checkFederation(p.Definition)...)
	return append(problems, checkPluginDefinition(p.Kind, p.PluginDefinition)...)
}

// carries tells the two rows of ha-params apart by the kind of its value.
func (k PolicyKey) carries(value any) bool {
	if k.Name != "ha-params" {
		return true
	}
	_, list := value.([]string)
	return list == (k.Kind == StringList)
}

func checkKey(p Policy, k PolicyKey, value any) []Problem {
	at := "definition." + k.Attribute
	if p.Kind == OperatorPolicy && !k.Operator {
		return []Problem{{
			Attribute: at,
			Summary:   fmt.Sprintf("An operator policy cannot set %s", k.Attribute),
			Detail: fmt.Sprintf("No version of RabbitMQ lets an operator policy set %s. Put it in a policy (rabbitmqha_policy).",
				k.Name),
		}}
	}
	if want := k.complaint(k.Kind, value); want != "" {
		return []Problem{{
			Attribute: at,
			Summary:   fmt.Sprintf("%s cannot be %s", k.Attribute, shown(value)),
			Detail:    fmt.Sprintf("The policy key %s must be %s.", k.Name, want),
		}}
	}
	if !k.reaches(p.ApplyTo) && !k.bars(p.ApplyTo) {
		return []Problem{{
			Attribute: at,
			Summary:   fmt.Sprintf("%s does nothing on %s", k.Attribute, strings.ReplaceAll(p.ApplyTo, "_", " ")),
			Detail: fmt.Sprintf("The policy applies to %s, where RabbitMQ accepts %s and ignores it. It works on %s. Change apply_to or "+
				"leave %s out.", strings.ReplaceAll(p.ApplyTo, "_", " "), k.Name, k.targets(), k.Attribute),
			Warning: true,
		}}
	}
	if k.Name == "overflow" && value == "reject-publish-dlx" && p.ApplyTo == "quorum_queues" {
		return []Problem{{
			Attribute: at,
			Summary:   "A quorum queue cannot reject-publish-dlx",
			Detail: "RabbitMQ accepts overflow = \"reject-publish-dlx\" for quorum queues and then drops the oldest messages " +
				"instead. Write overflow = \"reject-publish\" to have publishers notified, or leave overflow out and set " +
				"dead_letter_exchange to have dropped messages dead-lettered.",
		}}
	}
	return nil
}

// reaches reports whether the key has an effect on anything that applyTo selects.
func (k PolicyKey) reaches(applyTo string) bool {
	switch applyTo {
	case "exchanges":
		return k.Exchanges
	case "queues":
		return len(k.Types) > 0
	case "classic_queues":
		return slices.Contains(k.Types, Classic)
	case "quorum_queues":
		return slices.Contains(k.Types, Quorum)
	case "streams":
		return slices.Contains(k.Types, Stream)
	}
	return true
}

// bars reports whether the key keeps a whole policy from the one type of queue that applyTo selects. That is said of the
// policy (checkWhole), and the key is not just ignored.
func (k PolicyKey) bars(applyTo string) bool {
	_, unfit := unfitKeys[applyToTypes[applyTo]][k.Name]
	return unfit
}

func (k PolicyKey) targets() string {
	switch {
	case len(k.Types) == 0:
		return "exchanges"
	case k.Exchanges:
		return nouns(k.Types) + " and exchanges"
	}
	return nouns(k.Types)
}

// ApplyToValues lists what a policy's apply-to may be, of either kind, on the newest broker
// (rabbit_policy:apply_to_validation/2).
func ApplyToValues() []string {
	return []string{"all", "queues", "exchanges", "classic_queues", "quorum_queues", "streams"}
}

// checkApplyTo also finds an operator policy for exchanges. The broker accepts one, but none of the keys that
// it lets operators set has an effect on an exchange.
func checkApplyTo(p Policy) []Problem {
	if p.ApplyTo != "" && !slices.Contains(ApplyToValues(), p.ApplyTo) {
		return []Problem{{
			Attribute: "apply_to",
			Summary:   fmt.Sprintf("apply_to cannot be %s", shown(p.ApplyTo)),
			Detail:    fmt.Sprintf("A policy applies to one of %s.", quoted(ApplyToValues())),
		}}
	}
	if p.Kind == OperatorPolicy && p.ApplyTo == "exchanges" {
		return []Problem{{
			Attribute: "apply_to",
			Summary:   "An operator policy does nothing on exchanges",
			Detail: "RabbitMQ lets operator policies set limits of queues only. Write apply_to = \"queues\", or put the definition in a " +
				"policy (rabbitmqha_policy).",
		}}
	}
	return nil
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
