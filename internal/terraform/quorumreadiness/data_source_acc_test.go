package quorumreadiness_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// everywhere are the codes that every queue of a version has.
func everywhere(version capability.Version) []string {
	switch {
	case version.AtLeast(4, 0, 0):
		return []string{"delivery_limit"}
	case version.AtLeast(3, 10, 0):
		return nil
	}
	return []string{"expiration_ignored"}
}

// Queues of a real broker are judged: by their arguments, what they hold, where dead letters go, who consumes, and which policies hold.
func TestAccQuorumReadinessDataSource(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	declare := func(name string, arguments map[string]any) {
		arguments["x-queue-type"] = "classic"
		broker.Put(t, map[string]any{"durable": true, "arguments": arguments}, "queues", vhost, name)
	}
	declare("plain", map[string]any{})
	declare("old", map[string]any{"x-ha-policy": "all", "x-overflow": "reject-publish-dlx"})
	declare("priorities", map[string]any{"x-max-priority": 5})
	declare("work", map[string]any{"x-dead-letter-exchange": "dead"})
	declare("dead", map[string]any{})
	declare("used", map[string]any{})
	declare("limited", map[string]any{})
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum"}}, "queues", vhost, "quorum")
	broker.Put(t, map[string]any{"type": "topic", "durable": true}, "exchanges", vhost, "dead")
	broker.Post(t, map[string]any{"routing_key": "#"}, "bindings", vhost, "e", "dead", "q", "dead")
	broker.Put(t, map[string]any{"pattern": "^limited", "apply-to": "queues", "definition": map[string]any{"max-length": 5, "queue-mode": "lazy"}},
		"policies", vhost, "lazy")
	broker.Publish(t, vhost, "plain", "first")
	broker.Publish(t, vhost, "plain", "second")
	if _, err := broker.Channel(t, vhost).Consume("used", "", false, false, false, false, nil); err != nil {
		t.Fatal(err)
	}
	broker.AwaitMessages(t, vhost, "plain", 2)
	acctest.Await(t, "the consumer", func() bool { return fmt.Sprint(broker.Get(t, "queues", vhost, "used")["consumers"]) == "1" })
	acctest.Await(t, "all clients to be measured", func() bool {
		without := func(key string) func(map[string]any) bool {
			return func(client map[string]any) bool { return client[key] == nil }
		}
		return len(broker.List(t, "consumers", vhost)) == 1 &&
			!slices.ContainsFunc(broker.List(t, "vhosts", vhost, "channels"), without("messages_uncommitted")) &&
			!slices.ContainsFunc(broker.List(t, "vhosts", vhost, "connections"), without("protocol"))
	})

	same := everywhere(broker.Version)
	codes := map[string][]string{}
	for name, own := range map[string]struct{ before, after []string }{
		"plain": {}, "work": {}, "old": {before: []string{"argument_dropped", "overflow_changed"}}, "priorities": {before: []string{"priorities"}},
		"dead": {after: []string{"dead_letter_target"}}, "used": {after: []string{"clients_declare"}}, "limited": {after: []string{"policy_ends"}},
	} {
		// In the order of the rules.
		codes[name] = append([]string{}, slices.Concat(own.before, same, own.after)...)
	}
	want, err := json.Marshal(codes)
	if err != nil {
		t.Fatal(err)
	}
	const outputs = `
output "codes" {
  value = jsonencode({ for queue in data.rabbitmqha_quorum_readiness.this.queues : queue.name => queue.findings[*].code })
}
output "plain" {
  value = jsonencode([for queue in data.rabbitmqha_quorum_readiness.this.queues : [queue.messages, queue.expected_pause] if queue.name == "plain"])
}
output "old" {
  value = [for queue in data.rabbitmqha_quorum_readiness.this.queues : queue.quorum_arguments if queue.name == "old"][0]
}
output "client" {
  value = [for queue in data.rabbitmqha_quorum_readiness.this.queues : queue.clients[0].client if queue.name == "used"][0]
}
`
	config := func(more string) string {
		return fmt.Sprintf("provider \"rabbitmqha\" {\n  erlang {\n    cookie    = %q\n    epmd_port = %d\n  }\n}\n"+
			"data \"rabbitmqha_quorum_readiness\" \"this\" {\n  vhost = %q\n%s\n}\n", broker.Lab.Cookie, broker.Lab.Nodes[0].EpmdPort, vhost, more)
	}
	const this = "data.rabbitmqha_quorum_readiness.this"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config("  pattern = \"(\""), ExpectError: regexp.MustCompile(`The\s+pattern\s+cannot\s+be\s+used`)},
			{
				Config: config("") + outputs,
				Check: resource.ComposeTestCheckFunc(
					resource.TestCheckOutput("codes", string(want)),
					resource.TestCheckOutput("plain", "[[2,0.502]]"),
					resource.TestCheckOutput("old", `{"x-overflow":"reject-publish","x-queue-type":"quorum"}`),
					resource.TestMatchOutput("client", regexp.MustCompile(`AMQP 0\.9\.1 Client`)),
					resource.TestCheckResourceAttr(this, "blocked", "2"),
					resource.TestCheckResourceAttr(this, "unknown", "0"),
					resource.TestMatchResourceAttr(this, "table", regexp.MustCompile(`(?s)^7 classic queues: .*What to do:`)),
				),
			},
			{
				Config: config("  pattern = \"^prio\"\n  drop_priorities = true"),
				Check: resource.ComposeTestCheckFunc(
					resource.TestCheckResourceAttr(this, "queues.#", "1"),
					resource.TestCheckResourceAttr(this, "queues.0.verdict", "ready_with_changes"),
					resource.TestCheckResourceAttr(this, "queues.0.findings.0.code", "priorities_dropped"),
				),
			},
		},
	})
}
