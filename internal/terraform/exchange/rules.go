package exchange

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/tfkit"
)

const (
	typeLocalRandom = "x-local-random"
	typeModulusHash = "x-modulus-hash"
)

// builtIn are the types that every broker knows.
var builtIn = []string{"direct", "fanout", "topic", "headers"}

// plugins tells which plugin brings a type.
var plugins = map[string]string{
	"x-consistent-hash": "rabbitmq_consistent_hash_exchange",
	"x-delayed-message": "rabbitmq_delayed_message_exchange",
	"x-jms-topic":       "rabbitmq_jms_topic_exchange",
	typeModulusHash:     "rabbitmq_sharding",
	"x-random":          "rabbitmq_random_exchange",
	"x-recent-history":  "rabbitmq_recent_history_exchange",
}

// problems are what no broker accepts. What is not known yet breaks no rule.
func (m *Model) problems() []topology.Problem {
	var found []topology.Problem
	name := m.Name.ValueString()
	switch {
	case strings.HasPrefix(name, "amq."):
		found = append(found, topology.Problem{
			Attribute: "name", Summary: fmt.Sprintf("%q is reserved", name),
			Detail: "Exchanges whose names begin with \"amq.\" are the broker's own: it has them already, and refuses to make others. " +
				"Bind to one by its name, without a rabbitmqha_exchange.",
		})
	}
	if meant := respelled(m.Type.ValueString()); meant != "" {
		found = append(found, topology.Problem{
			Attribute: "type", Summary: fmt.Sprintf("%q is not an exchange type", m.Type.ValueString()),
			Detail: fmt.Sprintf("Write %q.", meant),
		})
	}
	arguments, bad := tfkit.CheckArguments(m.ArgumentsJSON)
	found = append(found, bad...)
	if _, ok := arguments[argumentAlternate]; ok {
		found = append(found, topology.Problem{
			Attribute: "arguments_json", Summary: "\"alternate-exchange\" has an attribute of its own",
			Detail: "Write alternate_exchange instead of the argument, so that there is one place for it.",
		})
	}
	return found
}

// problemsOn are what this broker does not know.
func (m *Model) problemsOn(broker capability.Broker) []topology.Problem {
	if m.Type.ValueString() != typeLocalRandom || broker.LocalRandomExchange {
		return nil
	}
	return []topology.Problem{{
		Attribute: "type", Summary: fmt.Sprintf("RabbitMQ %s has no exchanges of type %q", broker.Version, typeLocalRandom),
		Detail: "They are known from RabbitMQ 4.0 on. Upgrade the broker, or choose another type: \"x-random\" " +
			"(plugin rabbitmq_random_exchange) is the nearest, but does not prefer the node that the publisher is connected to.",
	}}
}

// respelled finds the type that was meant by "Topic", "header" or "consistent_hash". Any other word may be the type of a
// plugin that nobody here knows of.
func respelled(word string) string {
	known := append(slices.Clone(builtIn), typeLocalRandom)
	for name := range plugins {
		known = append(known, name)
	}
	if word == "" || slices.Contains(known, word) {
		return ""
	}
	for _, name := range known {
		if bare(name) == bare(word) {
			return name
		}
	}
	return ""
}

// bare is a type's name without what people get wrong.
func bare(word string) string {
	word = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(word)), "_", "-")
	return strings.TrimSuffix(strings.TrimPrefix(word, "x-"), "s")
}

// advice says what to do about the broker's refusal to declare an exchange of this type.
func advice(refusal, exchangeType, id string) (attribute, hint string) {
	switch {
	// The broker says "invalid" where it has heard the word before in another meaning.
	case strings.Contains(refusal, "unknown exchange type"), strings.Contains(refusal, "invalid exchange type"):
		if plugin, ok := plugins[exchangeType]; ok {
			hint = fmt.Sprintf("The type %q comes with the plugin %s, which is not enabled. Run on every node:\n\n"+
				"  rabbitmq-plugins enable %s", exchangeType, plugin, plugin)
			if exchangeType == typeModulusHash {
				hint += "\n\nFrom RabbitMQ 4.3 on the broker knows it without a plugin."
			}
			return "type", hint
		}
		return "type", fmt.Sprintf("Every broker knows %s; any other type comes with a plugin, which must be enabled on every node "+
			"(rabbitmq-plugins enable ...).", strings.Join(builtIn, ", "))
	case strings.Contains(refusal, "inequivalent arg"):
		return "name", fmt.Sprintf("An exchange of that name exists and differs, and an exchange cannot be changed. %s\n\nOr delete it, "+
			"or choose another name.", tfkit.ImportBlock("rabbitmqha_exchange", id))
	}
	return "", ""
}
