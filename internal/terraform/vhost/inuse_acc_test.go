package vhost_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// A queue whose node is down is listed without counts, which was taken for an empty queue; its messages were gone when the node
// came back.
func TestAccVhostWithAQueueThatIsDown(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series})
	broker := acctest.At(t, l)
	name := tfacctest.RandomWithPrefix("test")
	var endpoints []string
	for _, endpoint := range l.Endpoints() {
		endpoints = append(endpoints, strconv.Quote(endpoint))
	}
	plain := fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%s]\n  username = %q\n  password = %q\n}\n",
		strings.Join(endpoints, ", "), l.Username, l.Password) + config(name, "")
	const node = 2
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: plain},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"durable": true, "node": l.Nodes[node].Name, "arguments": map[string]any{"x-queue-type": "classic"}},
						"queues", name, "precious")
					broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum"}}, "queues", name, "empty")
					broker.Publish(t, name, "precious", "one")
					broker.AwaitMessages(t, name, "precious", 1)
					if err := l.Kill(t.Context(), node); err != nil {
						t.Fatal(err)
					}
				},
				Config: plain, Destroy: true,
				ExpectError: regexp.MustCompile(`may\s+hold\s+messages[\s\S]*Queue\s+"precious"\s+is\s+down[\s\S]*Start\s+the\s+nodes[\s\S]*deletion_protection\s+=\s+false`),
			},
			{
				// A node that has just started has not counted its messages yet.
				PreConfig: func() {
					if err := l.Restart(t.Context(), node); err != nil {
						t.Fatal(err)
					}
				},
				Config: plain, Destroy: true,
				ExpectError: regexp.MustCompile(`still\s+holds\s+messages[\s\S]*Queue\s+"precious"\s+holds\s+1\s+message`),
			},
			{
				PreConfig: func() {
					broker.Delete(t, "queues", name, "precious", "contents")
					broker.AwaitMessages(t, name, "precious", 0)
				},
				Config: plain,
			},
		},
	})
}
