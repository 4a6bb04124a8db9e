package queue_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const (
	one  = "data.rabbitmqha_queue.this"
	many = "data.rabbitmqha_queues.these"
)

// shows checks an attribute of the data source of one queue, lists one of the i-th queue in the other.
func shows(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(one, tfjsonpath.New(attribute), value)
}

func lists(i int, attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(many, tfjsonpath.New("queues").AtSliceIndex(i).AtMapKey(attribute), value)
}

// look reads one queue and all of its virtual host.
func look(vhost, name string) string {
	return fmt.Sprintf("data \"rabbitmqha_queue\" \"this\" {\n  vhost = %q\n  name  = %q\n}\ndata \"rabbitmqha_queues\" \"these\" {\n  vhost = %q\n}\n",
		vhost, name, vhost)
}

func texts(values ...string) knownvalue.Check {
	checks := make([]knownvalue.Check, len(values))
	for i, value := range values {
		checks[i] = knownvalue.StringExact(value)
	}
	return knownvalue.ListExact(checks)
}

// nodesOf are the names of the cluster's nodes, sorted.
func nodesOf(broker *acctest.Broker) []string {
	var names []string
	for _, node := range broker.Lab.Nodes {
		names = append(names, node.Name)
	}
	slices.Sort(names)
	return names
}

func TestAccQueueDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	const name = `a/b @%2F "é" \.*?&+`
	broker.Put(t, map[string]any{
		"durable": true, "arguments": map[string]any{"x-queue-type": "quorum", "x-max-length": 1234567890123},
	}, "queues", vhost, name)
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "classic"}}, "queues", vhost, "A/B")
	broker.Put(t, map[string]any{"pattern": "^a", "definition": map[string]any{"max-length": 100, "max-length-bytes": 3600000}}, "policies", vhost, "user's")
	broker.Put(t, map[string]any{"pattern": "^a", "definition": map[string]any{"max-length": 50}, "apply-to": "queues"}, "operator-policies", vhost, "ops")
	broker.Publish(t, vhost, name, "one")
	broker.Publish(t, vhost, name, "two")
	broker.AwaitMessages(t, vhost, name, 2)
	var leader string
	// The broker counts messages before it measures the rest.
	acctest.Await(t, "all that is measured", func() bool {
		got := broker.Get(t, "queues", vhost, name)
		leader, _ = got["leader"].(string)
		return got["operator_policy"] == "ops" && got["consumers"] != nil && got["effective_policy_definition"] != nil
	})
	checks := map[string]knownvalue.Check{
		"vhost":                   knownvalue.StringExact(vhost),
		"name":                    knownvalue.StringExact(name),
		"type":                    knownvalue.StringExact("quorum"),
		"durable":                 knownvalue.Bool(true),
		"auto_delete":             knownvalue.Bool(false),
		"exclusive":               knownvalue.Bool(false),
		"arguments":               knownvalue.StringExact(`{"x-max-length":1234567890123}`),
		"state":                   knownvalue.StringExact("running"),
		"leader":                  knownvalue.StringExact(leader),
		"members":                 texts(nodesOf(broker)...),
		"online":                  texts(nodesOf(broker)...),
		"synchronised":            knownvalue.Null(),
		"messages":                knownvalue.Int64Exact(2),
		"messages_ready":          knownvalue.Int64Exact(2),
		"messages_unacknowledged": knownvalue.Int64Exact(0),
		"consumers":               knownvalue.Int64Exact(0),
		"policy":                  knownvalue.StringExact("user's"),
		"operator_policy":         knownvalue.StringExact("ops"),
		"effective_policy":        knownvalue.StringExact(`{"max-length":50,"max-length-bytes":3600000}`),
	}
	state := []statecheck.StateCheck{
		statecheck.ExpectKnownValue(many, tfjsonpath.New("queues"), knownvalue.ListSizeExact(2)),
		lists(0, "name", knownvalue.StringExact("A/B")),
		lists(0, "members", knownvalue.ListSizeExact(1)),
	}
	for attribute, check := range checks {
		state = append(state, shows(attribute, check), lists(1, attribute, check))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: look(vhost, name), ConfigStateChecks: state},
			// The id is what an import takes.
			{Config: look(vhost, name) + `
import {
  for_each = { for queue in data.rabbitmqha_queues.these.queues : queue.name => queue.id if queue.type == "classic" }
  to       = rabbitmqha_queue.adopted
  id       = each.value
}
resource "rabbitmqha_queue" "adopted" {
  vhost         = "` + vhost + `"
  name          = "A/B"
  type          = "classic"
  force_destroy = true
}
`},
		},
	})
}

func TestAccQueueDataSourceThatIsMissing(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "Here")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      look(vhost, "here"),
				ExpectError: regexp.MustCompile(`There\s+is\s+no\s+queue\s+"here"\s+in\s+the\s+virtual\s+host\s+"` + vhost + `"[\s\S]*GET[\s\S]*404`),
			},
			{Config: look("no such", "x"), ExpectError: regexp.MustCompile(`There\s+is\s+no\s+virtual\s+host\s+"no such"`)},
			{
				Config:      `data "rabbitmqha_queues" "these" { pattern = "*" }`,
				ExpectError: regexp.MustCompile(`The\s+pattern\s+cannot\s+be\s+used[\s\S]*character\s+1:\s+"\*"\s+repeats\s+nothing`),
			},
			{
				Config:            `data "rabbitmqha_queues" "these" { pattern = "^(?!x)Here$" }`,
				ConfigStateChecks: []statecheck.StateCheck{lists(0, "vhost", knownvalue.StringExact(vhost))},
			},
		},
	})
}
