package topology

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// The kinds of values that occur in runtime parameters only.
const (
	// Object is a JSON object, which Terraform has as JSON.
	Object Kind = StringList + 1 + iota
	// StringMap is a JSON object of strings.
	StringMap
)

// ParameterKey is one key of the value of a runtime parameter: of a federation upstream or a shovel.
type ParameterKey struct {
	Name      string // at the broker: "src-prefetch-count"
	Attribute string // in Terraform, below its block: "prefetch_count"
	Kind      Kind
	Limits
	Span                        // the versions that know it
	Protocols   map[string]Span // of a shovel's end: the protocols that take it, each with its versions
	Description string          // Markdown, one to three sentences, with unit and default
}

// under is the row of the table as it holds for one protocol; false if that does not take the key. What knows no
// protocols takes it always, and so does a protocol that is not known yet.
func (k ParameterKey) under(protocol string) (ParameterKey, bool) {
	if k.Protocols == nil || !slices.Contains(ShovelProtocols(), protocol) {
		return k, true
	}
	span, ok := k.Protocols[protocol]
	k.Span = span
	return k, ok
}

// checkParameterKeys finds values out of bounds, below the attribute parent ("" or "source.").
func checkParameterKeys(parent string, keys []ParameterKey, values map[string]any) []Problem {
	var problems []Problem
	for _, key := range keys {
		value, ok := values[key.Name]
		if !ok {
			continue
		}
		if want := key.complaint(key.Kind, value); want != "" {
			problems = append(problems, Problem{
				Attribute: parent + key.Attribute,
				Summary:   fmt.Sprintf("%s cannot be %s", key.Attribute, shown(value)),
				Detail:    fmt.Sprintf("The key %s must be %s.", key.Name, want),
			})
		}
	}
	return problems
}

// checkParameterKeysOn finds what a broker of this version does not know. It would answer "Unrecognised terms".
func checkParameterKeysOn(parent, protocol string, keys []ParameterKey, values map[string]any, b capability.Broker) []Problem {
	var problems []Problem
	for _, row := range keys {
		key, taken := row.under(protocol)
		if _, ok := values[key.Name]; !ok || !taken || key.Holds(b.Version) {
			continue
		}
		what := key.Attribute
		if key.Protocols != nil {
			what += fmt.Sprintf(" in %s with %s", strings.TrimSuffix(parent, "."), protocol)
		}
		problems = append(problems, Problem{
			Attribute: parent + key.Attribute,
			Summary:   fmt.Sprintf("RabbitMQ %s has no %s", b.Version, what),
			Detail:    fmt.Sprintf("The key %s works in %s; this broker runs %s. Leave it out.", key.Name, key.Span, b.Version),
		})
	}
	return problems
}

// checkOtherKeys keeps the user's own JSON to what has no attribute. attributes tells the attribute of a broker's key.
func checkOtherKeys(attributes map[string]string, other map[string]any) []Problem {
	var problems []Problem
	names := sortedKeys(toAny(attributes))
	for _, name := range sortedKeys(other) {
		if attribute, ok := attributes[name]; ok {
			problems = append(problems, Problem{
				Attribute: "definition_json",
				Summary:   fmt.Sprintf("%s is the attribute %s", name, attribute),
				Detail:    fmt.Sprintf("The provider checks and writes %s itself. Remove it from definition_json and write %s.", name, attribute),
			})
		} else if meant, ok := nearest(name, names); ok {
			problems = append(problems, Problem{
				Attribute: "definition_json",
				Summary:   fmt.Sprintf("Unknown key %s: did you mean %s?", name, meant),
				Detail:    fmt.Sprintf("RabbitMQ refuses keys that it does not know. If %s is meant, write the attribute %s.", meant, attributes[meant]),
			})
		}
	}
	return problems
}

func toAny(attributes map[string]string) map[string]any {
	out := make(map[string]any, len(attributes))
	for name, attribute := range attributes {
		out[name] = attribute
	}
	return out
}
