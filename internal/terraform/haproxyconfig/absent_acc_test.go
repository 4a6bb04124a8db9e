package haproxyconfig_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// provider is the provider's configuration for a lab of a test's own.
func provider(l *lab.Lab) string {
	var endpoints []string
	for _, endpoint := range l.Endpoints() {
		endpoints = append(endpoints, strconv.Quote(endpoint))
	}
	return fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%s]\n  username  = %q\n  password  = %q\n}\n", strings.Join(endpoints, ", "), l.Username, l.Password)
}

// kills returns a step's preparation that ends a node and waits until the others know.
func kills(t *testing.T, broker *acctest.Broker, i int) func() {
	return func() {
		if err := broker.Lab.Kill(t.Context(), i); err != nil {
			t.Fatal(err)
		}
		acctest.Await(t, "the others to notice", func() bool { return broker.Get(t, "nodes", broker.Lab.Nodes[i].Name)["running"] == false })
	}
}

// The documented files, applied, stay as they are when Terraform plans while a node is down.
func TestAccHAProxyConfigOfTheExamplesStays(t *testing.T) {
	if err := lab.NetworkUnavailable(); err != nil {
		t.Skipf("nodes with the same ports need network namespaces: %v", err)
	}
	run := acctest.Start(t)
	broker := acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Network: true}))
	config := provider(broker.Lab)
	for _, example := range []string{"rabbitmqha_cluster/data-source.tf", "rabbitmqha_haproxy_config/data-source_nodes.tf"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "data-sources", example))
		if err != nil {
			t.Fatal(err)
		}
		config += string(text)
	}
	config += `
resource "terraform_data" "files" {
  input = [data.rabbitmqha_haproxy_config.this.config, data.rabbitmqha_haproxy_config.nodes.config]
}
`
	stays(t, broker, config)
}

// stays applies a configuration, and plans it again with one node after another down.
func stays(t *testing.T, broker *acctest.Broker, config string) {
	t.Helper()
	again := func(i int) func() {
		return func() {
			if err := broker.Lab.Restart(t.Context(), i); err != nil {
				t.Fatal(err)
			}
			if err := broker.Lab.AwaitReady(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config},
			{PreConfig: kills(t, broker, 2), Config: config, PlanOnly: true},
			{PreConfig: again(2), Config: config, PlanOnly: true},
			{PreConfig: kills(t, broker, 0), Config: config, PlanOnly: true},
		},
	})
}

const file = `
data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version
  listener {
    name = "amqp"
    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      content {
        name       = replace(server.value.name, "@", ".")
        address    = server.value.address
        port       = server.value.amqp_port
        check_port = server.value.management_port
      }
    }
  }
}
resource "terraform_data" "file" { input = data.rabbitmqha_haproxy_config.this.config }
`

// Nodes on different ports: where the configuration names them nothing changes, and without that the plan stops, with two nodes
// down as with one.
func TestAccHAProxyConfigOfGivenPortsStays(t *testing.T) {
	run := acctest.Start(t)
	broker := acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series}))
	blocks := ""
	for i, node := range broker.Lab.Nodes {
		management := node.ManagementPort
		blocks += fmt.Sprintf("  node {\n    name = %q\n    ports = { amqp = %d, management = %d }\n  }\n", broker.Lab.Nodes[i].Name, node.AMQPPort, management)
	}
	cluster := func(more string) string { return "data \"rabbitmqha_cluster\" \"this\" {\n" + more + "}\n" }
	stays(t, broker, provider(broker.Lab)+cluster(blocks)+file)
	stops := resource.TestStep{Config: provider(broker.Lab) + cluster("") + file, ExpectError: regexp.MustCompile(`is\s+missing\s+where\s+the\s+node\s+is\s+down`)}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: []resource.TestStep{stops}})
	kills(t, broker, 2)()
	stops.ExpectError = regexp.MustCompile(`is\s+missing\s+where\s+the\s+node\s+is\s+down|argument\s+"address"\s+is\s+required`)
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: []resource.TestStep{stops}})
}
