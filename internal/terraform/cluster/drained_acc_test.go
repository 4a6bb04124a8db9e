package cluster_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// TestAccClusterDrainedNode: a node in maintenance mode says so, and gets no new connections from the balancer whose servers
// come from here. Its listeners are closed, and the API names them all the same.
func TestAccClusterDrainedNode(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(3, 13, 0) {
		t.Skipf("the API of RabbitMQ %s does not tell of maintenance mode, 3.13 and later do", broker.Version)
	}
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 2})
	if _, err := l.Rabbitmqctl(t.Context(), 1, "eval", "rabbit_maintenance:drain()."); err != nil {
		t.Fatal(err)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%q]\n  username = %q\n  password = %q\n}\n",
				l.Nodes[0].Endpoint(), l.Username, l.Password) + config + `
data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version
  listener {
    name = "amqp"
    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      content {
        name       = replace(server.value.name, "@", ".")
        address    = server.value.address
        port       = lookup(server.value.ports, "amqp", null)
        check_port = server.value.management_port
        drained    = server.value.being_drained
      }
    }
  }
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				shown(0, "being_drained", knownvalue.Bool(false)),
				shown(1, "being_drained", knownvalue.Bool(true)),
				shown(1, "ports", knownvalue.MapSizeExact(2)),
			},
			Check: resource.TestMatchResourceAttr("data.rabbitmqha_haproxy_config.this", "config", regexp.MustCompile(
				regexp.QuoteMeta(l.Nodes[0].AMQPAddress())+` check port \d+\n.*`+regexp.QuoteMeta(l.Nodes[1].AMQPAddress())+` check port \d+ weight 0\n`)),
		}},
	})
}
