package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// manyMoves are moves that one block for a resource does not describe: instances that get other keys, each by its own block,
// and what is in a child module. Names and defaults are those that a configuration of the community provider may have.
func manyMoves(t *testing.T, broker *acctest.Broker, vhost string) (before, after string) {
	t.Helper()
	for _, key := range []string{"a", "b"} {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-ha-policy": "all"}}, "queues", vhost, "each @/%"+key)
		broker.Put(t, map[string]any{"type": "fanout", "durable": false}, "exchanges", vhost, "count/"+key)
	}
	broker.Post(t, map[string]any{"routing_key": "inner"}, "bindings", vhost, "e", "x", "q", "q 1/é")
	const binding = "variable \"vhost\" {}\nresource \"%s_binding\" \"inner\" {\nvhost = var.vhost\nsource = \"x\"\ndestination = \"q 1/é\"\n" +
		"destination_type = \"queue\"\nrouting_key = \"inner\"\n}\n"
	before = fmt.Sprintf(`
resource "rabbitmq_queue" "each" {
  for_each = toset(["a", "b"])
  vhost    = %[1]q
  name     = "each @/%%${each.key}"
  settings {
    durable   = true
    arguments = { x-ha-policy = "all" }
  }
}
resource "rabbitmq_exchange" "counted" {
  count = 2
  vhost = %[1]q
  name  = "count/${["a", "b"][count.index]}"
  settings { type = "fanout" }
}
module "child" {
  source = %[2]q
  vhost  = %[1]q
}
`, vhost, module(t, fmt.Sprintf(binding, "rabbitmq")))
	after = fmt.Sprintf(`
resource "rabbitmqha_queue" "each" {
  for_each       = { first = "a", second = "b" }
  vhost          = %[1]q
  name           = "each @/%%${each.value}"
  type           = "classic"
  arguments_json = <<-EOT
    { "x-ha-policy": "all" }
  EOT
  depends_on     = [rabbitmqha_vhost.vhost_vhost]
}
moved {
  from = rabbitmq_queue.each["a"]
  to   = rabbitmqha_queue.each["first"]
}
moved {
  from = rabbitmq_queue.each["b"]
  to   = rabbitmqha_queue.each["second"]
}
resource "rabbitmqha_exchange" "counted" {
  for_each   = toset(["a", "b"])
  vhost      = %[1]q
  name       = "count/${each.key}"
  type       = "fanout"
  depends_on = [rabbitmqha_vhost.vhost_vhost]
}
moved {
  from = rabbitmq_exchange.counted[0]
  to   = rabbitmqha_exchange.counted["a"]
}
moved {
  from = rabbitmq_exchange.counted[1]
  to   = rabbitmqha_exchange.counted["b"]
}
module "child" {
  source     = %[2]q
  vhost      = %[1]q
  depends_on = [rabbitmqha_vhost.vhost_vhost]
}
`, vhost, module(t, fmt.Sprintf(binding, "rabbitmqha")+"moved {\nfrom = rabbitmq_binding.inner\nto = rabbitmqha_binding.inner\n}\n"))
	return before, after
}

// module is the folder of a module with this text.
func module(t *testing.T, text string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return folder
}
