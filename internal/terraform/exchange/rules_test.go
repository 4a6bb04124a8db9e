package exchange

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework-jsontypes/jsontypes"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

func TestProblems(t *testing.T) {
	for name, test := range map[string]struct {
		name, exchangeType, arguments string
		want                          []string
	}{
		"plain":                       {"orders", "topic", "", nil},
		"a plugin's":                  {"orders", "x-lvc", "", nil},
		"of 4.0":                      {"orders", "x-local-random", "", nil},
		"arguments":                   {"orders", "topic", `{"a":[1,{"b":true}]}`, nil},
		"the broker's own":            {"amq.topic", "topic", "", []string{`name: "amq.topic" is reserved`}},
		"nearly the broker's own":     {"amqp.topic", "topic", "", nil},
		"upper case":                  {"orders", "Topic", "", []string{`type: "Topic" is not an exchange type`}},
		"singular":                    {"orders", "header", "", []string{`type: "header" is not an exchange type`}},
		"without the prefix":          {"orders", "consistent_hash", "", []string{`type: "consistent_hash" is not an exchange type`}},
		"alternate among arguments":   {"orders", "topic", `{"alternate-exchange":"a"}`, []string{`arguments_json: "alternate-exchange" has an attribute of its own`}},
		"null":                        {"orders", "topic", `{"a":null}`, []string{"arguments_json: The arguments hold a null"}},
		"null in depth":               {"orders", "topic", `{"a":[{"b":null}]}`, []string{"arguments_json: The arguments hold a null"}},
		"a list":                      {"orders", "topic", `[1]`, []string{"arguments_json: The arguments are not a JSON object"}},
		"everything wrong is said":    {"amq.x", "Fanout", `{"a":null}`, []string{"name: \"amq.x\" is reserved", `type: "Fanout" is not an exchange type`, "arguments_json: The arguments hold a null"}},
		"nothing is known, all is ok": {"", "", "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			model := Model{Name: types.StringValue(test.name), Type: types.StringValue(test.exchangeType), ArgumentsJSON: jsontypes.NewNormalizedNull()}
			if test.arguments != "" {
				model.ArgumentsJSON = jsontypes.NewNormalizedValue(test.arguments)
			}
			var got []string
			for _, problem := range model.problems() {
				got = append(got, problem.Attribute+": "+problem.Summary)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestEveryTypeIsSpelledLikeItself(t *testing.T) {
	for _, name := range append(slices.Clone(builtIn), "x-local-random", "x-consistent-hash", "x-modulus-hash", "x-random") {
		if meant := respelled(name); meant != "" {
			t.Errorf("%q is taken for %q", name, meant)
		}
		for _, wrong := range []string{strings.ToUpper(name), " " + name, strings.TrimPrefix(strings.ReplaceAll(name, "-", "_"), "x_")} {
			if meant := respelled(wrong); meant != name && wrong != name {
				t.Errorf("%q is taken for %q, not for %q", wrong, meant, name)
			}
		}
	}
}

func TestLocalRandomNeedsABrokerOfFour(t *testing.T) {
	model := Model{Type: types.StringValue("x-local-random")}
	if found := model.problemsOn(capability.Of(capability.Version{Major: 3, Minor: 13, Patch: 7})); len(found) != 1 || found[0].Attribute != "type" {
		t.Errorf("3.13.7: %v", found)
	}
	if found := model.problemsOn(capability.Of(capability.Version{Major: 4})); len(found) != 0 {
		t.Errorf("4.0.0: %v", found)
	}
}

func TestAdviceNamesThePlugin(t *testing.T) {
	for _, test := range []struct{ refusal, exchangeType, attribute, hint string }{
		{"unknown exchange type 'x-consistent-hash'", "x-consistent-hash", "type", "rabbitmq-plugins enable rabbitmq_consistent_hash_exchange"},
		{"invalid exchange type 'x-random'", "x-random", "type", "rabbitmq-plugins enable rabbitmq_random_exchange"},
		{"unknown exchange type 'x-modulus-hash'", "x-modulus-hash", "type", "From RabbitMQ 4.3 on"},
		{"unknown exchange type 'fannout'", "fannout", "type", "direct, fanout, topic, headers"},
		{"inequivalent arg 'type' for exchange 'x' in vhost '/'", "topic", "name", `id = "%2F/x"`},
		{"Access refused.", "topic", "", ""},
	} {
		if attribute, hint := advice(test.refusal, test.exchangeType, "%2F/x"); attribute != test.attribute || !strings.Contains(hint, test.hint) {
			t.Errorf("%s: %q at %q", test.refusal, hint, attribute)
		}
	}
}
