package policy_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// words makes a regular expression of a text that Terraform may wrap anywhere.
func words(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `\s+`))
}

type badInput struct{ config, want string }

// refusesAll plans each configuration, and looks whether anything reached the broker.
func refusesAll(t *testing.T, broker *acctest.Broker, typeName, api string, inputs map[string]badInput) {
	vhost := broker.Vhost(t)
	cases := map[string]refused.Case{}
	for name, test := range inputs {
		cases[name] = refused.Case{Config: config(typeName, vhost, "bad", test.config), Want: words(test.want).String()}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
	if broker.Get(t, api, vhost, "bad") != nil {
		t.Error("a policy reached the broker")
	}
}

func TestAccPolicyBadInput(t *testing.T) {
	lab.SameOnEveryBroker(t)
	refusesAll(t, acctest.Start(t), "rabbitmqha_policy", "policies", map[string]badInput{
		"no regular expression": {"pattern = \"*a\"\ndefinition { expires = 1 }", "The pattern is not a regular expression"},
		"no such target":        {"pattern = \"\"\napply_to = \"queue\"\ndefinition { expires = 1 }", `apply_to cannot be "queue"`},
		"no definition":         {"pattern = \"\"", "The policy's definition is empty"},
		"empty definition":      {"pattern = \"\"\ndefinition {}\ndefinition_json = jsonencode({})", "The policy's definition is empty"},
		"out of bounds":         {"pattern = \"\"\ndefinition { expires = 0 }", "expires cannot be 0"},
		"a text for a number":   {"pattern = \"\"\ndefinition { expires = \"soon\" }", "a number is required"},
		"misspelt attribute":    {"pattern = \"\"\ndefinition { ovreflow = \"drop-head\" }", "Unsupported argument"},
		"typed key as JSON":     {"pattern = \"\"\ndefinition_json = jsonencode({ expires = 1 })", "expires is the attribute expires"},
		"misspelt key as JSON": {"pattern = \"\"\ndefinition_json = jsonencode({ \"mesage-ttl\" = 1 })",
			"Unknown key mesage-ttl: did you mean message-ttl?"},
		"never in a policy": {"pattern = \"\"\ndefinition_json = jsonencode({ queue-type = \"quorum\" })", "A policy cannot set queue-type"},
		"not JSON":          {"pattern = \"\"\ndefinition_json = \"{\"", "Invalid JSON String Value"},
		"not an object":     {"pattern = \"\"\ndefinition_json = \"[1]\"", "definition_json is not a JSON object"},
	})
}

func TestAccPolicyOperatorBadInput(t *testing.T) {
	lab.SameOnEveryBroker(t)
	refusesAll(t, acctest.Start(t), "rabbitmqha_operator_policy", "operator-policies", map[string]badInput{
		"no regular expression": {"pattern = \"(a\"\ndefinition { expires = 1 }", "The pattern is not a regular expression"},
		"misspelt attribute":    {"pattern = \"\"\ndefinition { expire = 1 }", "Unsupported argument"},
		"not for operators":     {"pattern = \"\"\ndefinition { queue_mode = \"lazy\" }", "Unsupported argument"},
		"exchanges": {"pattern = \"\"\napply_to = \"exchanges\"\ndefinition { expires = 1 }",
			"An operator policy does nothing on exchanges"},
	})
}

// What only other versions know is refused while planning, with the version that would not take it.
func TestAccPolicyOfAnotherVersion(t *testing.T) {
	broker := acctest.Start(t)
	has := "RabbitMQ " + broker.Version.String() + " has no "
	inputs := map[string]badInput{}
	if !broker.Version.AtLeast(3, 9, 0) {
		inputs["a stream's key"] = badInput{"pattern = \"\"\ndefinition { max_age = \"7D\" }", has + "max_age in a policy"}
	}
	if !broker.Version.AtLeast(3, 12, 0) {
		inputs["one queue type"] = badInput{"pattern = \"\"\napply_to = \"quorum_queues\"\ndefinition { expires = 1 }",
			has + `apply_to = "quorum_queues"`}
		inputs["a key of 3.12"] = badInput{"pattern = \"\"\ndefinition { consumer_timeout = 1 }", has + "consumer_timeout in a policy"}
	}
	if !broker.Version.AtLeast(4, 0, 0) {
		inputs["without limit"] = badInput{"pattern = \"\"\ndefinition { delivery_limit = -1 }", "delivery_limit"}
	} else {
		inputs["mirroring"] = badInput{"pattern = \"\"\ndefinition { ha_mode = \"all\" }", has + "mirrored queues"}
	}
	if broker.Version.AtLeast(4, 3, 0) {
		inputs["a key until 4.3"] = badInput{"pattern = \"\"\ndefinition { master_locator = \"random\" }", has + "master_locator in a policy"}
	}
	refusesAll(t, broker, "rabbitmqha_policy", "policies", inputs)
}

func TestAccPolicyOperatorOfAnotherVersion(t *testing.T) {
	broker := acctest.Start(t)
	has := "RabbitMQ " + broker.Version.String() + " has no "
	inputs := map[string]badInput{}
	if !broker.Version.AtLeast(3, 12, 7) {
		inputs["overflow"] = badInput{"pattern = \"\"\ndefinition { overflow = \"drop-head\" }", has + "overflow in an operator policy"}
	}
	switch {
	case !broker.Version.AtLeast(3, 11, 10):
		inputs["mirroring too early"] = badInput{"pattern = \"\"\ndefinition { ha_mode = \"all\" }", has + "ha_mode in an operator policy"}
	case broker.Version.AtLeast(4, 0, 0):
		inputs["mirroring too late"] = badInput{"pattern = \"\"\ndefinition { ha_mode = \"all\" }", has + "mirrored queues"}
	}
	refusesAll(t, broker, "rabbitmqha_operator_policy", "operator-policies", inputs)
}
