package provider_test

import (
	"fmt"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// manyMoves are moves that one block for a resource does not describe: instances that get other keys, each by its own block.
// Names and defaults are those that a configuration of the community provider may have. The test's harness reads no state with
// keys that are texts at its end, so that instances go from texts to numbers.
func manyMoves(t *testing.T, broker *acctest.Broker, vhost string) (before, after string) {
	t.Helper()
	for _, key := range []string{"a", "b"} {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-ha-policy": "all"}}, "queues", vhost, "each @/%"+key)
		broker.Put(t, map[string]any{"type": "fanout", "durable": false}, "exchanges", vhost, "count/"+key)
	}
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
`, vhost)
	after = fmt.Sprintf(`
resource "rabbitmqha_queue" "each" {
  count          = 2
  vhost          = %[1]q
  name           = "each @/%%${["b", "a"][count.index]}"
  type           = "classic"
  arguments_json = <<-EOT
    { "x-ha-policy": "all" }
  EOT
  depends_on     = [rabbitmqha_vhost.vhost_vhost]
}
moved {
  from = rabbitmq_queue.each["a"]
  to   = rabbitmqha_queue.each[1]
}
moved {
  from = rabbitmq_queue.each["b"]
  to   = rabbitmqha_queue.each[0]
}
resource "rabbitmqha_exchange" "a" {
  vhost      = %[1]q
  name       = "count/a"
  type       = "fanout"
  depends_on = [rabbitmqha_vhost.vhost_vhost]
}
resource "rabbitmqha_exchange" "b" {
  vhost      = %[1]q
  name       = "count/b"
  type       = "fanout"
  depends_on = [rabbitmqha_vhost.vhost_vhost]
}
moved {
  from = rabbitmq_exchange.counted[0]
  to   = rabbitmqha_exchange.a
}
moved {
  from = rabbitmq_exchange.counted[1]
  to   = rabbitmqha_exchange.b
}
`, vhost)
	return before, after
}
