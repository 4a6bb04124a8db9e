package binding_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccBindingsDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	const exchange, queue = "x/@é %", "q/@é %"
	broker.Put(t, map[string]any{"type": "headers"}, "exchanges", vhost, exchange)
	broker.Put(t, map[string]any{"type": "topic"}, "exchanges", vhost, "lonely")
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, queue)
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "other")
	broker.Post(t, map[string]any{"routing_key": "a.#", "arguments": map[string]any{"n": 9007199254740993}}, "bindings", vhost, "e", exchange, "q", queue)
	broker.Post(t, map[string]any{"routing_key": ""}, "bindings", vhost, "e", exchange, "q", "other")
	broker.Post(t, map[string]any{"routing_key": "k"}, "bindings", vhost, "e", "amq.topic", "e", exchange)
	look := func(filter string) string {
		return fmt.Sprintf(`
data "rabbitmqha_bindings" "this" {
  vhost = %q
%s
}
output "found" {
  value = join(" ", [for b in data.rabbitmqha_bindings.this.bindings : "${b.source}>${b.destination_type}:${b.destination}:${b.routing_key}:${b.arguments}"])
}
`, vhost, filter)
	}
	const (
		own    = ">queue:other:other:{} >queue:q/@é %:q/@é %:{}"
		first  = `x/@é %>queue:q/@é %:a.#:{"n":9007199254740993}`
		second = "x/@é %>queue:other::{}"
		third  = "amq.topic>exchange:x/@é %:k:{}"
	)
	steps := []resource.TestStep{}
	for _, test := range []struct{ filter, want string }{
		{"", own + " " + third + " " + second + " " + first},
		{`source = "x/@é %"`, second + " " + first},
		{`source = ""`, own},
		{`source = "amq.default"`, own},
		{`source = "lonely"`, ""},
		{`destination = "other"`, ">queue:other:other:{} " + second},
		{"source = \"\"\n destination = \"other\"", ">queue:other:other:{}"},
		{"source = \"x/@é %\"\n destination = \"q/@é %\"", first},
		{"destination = \"x/@é %\"\n destination_type = \"exchange\"", third},
		{`destination_type = "exchange"`, third},
		{"source = \"x/@é %\"\n destination_type = \"exchange\"", ""},
	} {
		steps = append(steps, resource.TestStep{Config: look(test.filter), ConfigStateChecks: []statecheck.StateCheck{
			statecheck.ExpectKnownOutputValue("found", knownvalue.StringExact(test.want)),
		}})
	}
	for filter, want := range map[string]string{
		`source = "none"`:      `There\s+is\s+no\s+exchange\s+"none"\s+in\s+the\s+virtual\s+host`,
		`destination = "none"`: `There\s+is\s+no\s+queue\s+"none"\s+in\s+the\s+virtual\s+host`,
		"destination = \"other\"\n destination_type = \"exchange\"": `There\s+is\s+no\s+exchange\s+"other"`,
		`destination_type = "stream"`:                               `destination_type[\s\S]*must\s+be\s+one\s+of`,
	} {
		steps = append([]resource.TestStep{{Config: look(filter), ExpectError: regexp.MustCompile(want)}}, steps...)
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
}

// The ids of the list are those that an import takes.
func TestAccBindingsDataSourceFeedsImport(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "q/1")
	broker.Post(t, map[string]any{"routing_key": "a/b"}, "bindings", vhost, "e", "amq.topic", "q", "q/1")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{Config: fmt.Sprintf(`
data "rabbitmqha_bindings" "this" {
  vhost  = %[1]q
  source = "amq.topic"
}
import {
  to = rabbitmqha_binding.adopted
  id = one(data.rabbitmqha_bindings.this.bindings).id
}
resource "rabbitmqha_binding" "adopted" {
  vhost       = %[1]q
  source      = "amq.topic"
  destination = "q/1"
  routing_key = "a/b"
}
`, vhost)}},
	})
	if left := broker.Get(t, "queues", vhost, "q/1"); left == nil {
		t.Error("the queue is gone")
	}
}
