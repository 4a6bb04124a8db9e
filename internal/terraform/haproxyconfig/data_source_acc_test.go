package haproxyconfig

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

func TestAccHAProxyConfig_examples(t *testing.T) {
	lab.SameOnEveryBroker(t)
	for file, test := range map[string]struct{ output, want string }{
		"data-source.tf":         {"haproxy_cfg", `server rabbit1 172\.16\.21\.144:5672 check port 15672\n`},
		"data-source_classic.tf": {"classic_haproxy_cfg", `bind 0\.0\.0\.0:56720\n(.*\n)*.*server rabbit1 172\.16\.21\.144:5672 check downinter 500\n.*server rabbit2 172\.16\.21\.145:5672 check\n$`},
		"data-source_tls.tf":     {"tls_haproxy_cfg", `server rabbit1 rabbit1\.example\.org:5671 check port 15671 ssl sni str\(rabbit1\.example\.org\) check-ssl `},
	} {
		t.Run(file, func(t *testing.T) {
			kit.Example(t, NewDataSource, "rabbitmqha_haproxy_config/"+file, test.output, test.want)
		})
	}
}

// TestAccHAProxyConfig_fromNodes feeds the servers from a list of nodes that is known only after apply, as a
// cluster that is made in the same run is. Three nodes on one machine differ in their ports.
func TestAccHAProxyConfig_fromNodes(t *testing.T) {
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{
				Config:      fromNodes(`node.value.name`),
				ExpectError: regexp.MustCompile(`Use the part\s+after it,\s+"rabbit1"`),
			},
			{
				Config: fromNodes(`trimprefix(node.value.name, "rabbit@")`),
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue("data.rabbitmqha_haproxy_config.this", tfjsonpath.New("config"),
						knownvalue.StringRegexp(regexp.MustCompile(`server rabbit2 127\.0\.0\.1:5673 check port 15673\n`))),
					statecheck.ExpectKnownValue("data.rabbitmqha_haproxy_config.this", tfjsonpath.New("server_names"), knownvalue.ListExact([]knownvalue.Check{
						knownvalue.StringExact("rabbitmq_amqp/rabbit1"), knownvalue.StringExact("rabbitmq_amqp/rabbit2"),
					})),
				},
			},
		},
	})
}

func fromNodes(name string) string {
	return `
resource "terraform_data" "nodes" {
  input = [
    { name = "rabbit@rabbit1", host = "127.0.0.1", listeners = [{ protocol = "amqp", port = 5672 }, { protocol = "http", port = 15672 }] },
    { name = "rabbit@rabbit2", host = "127.0.0.1", listeners = [{ protocol = "amqp", port = 5673 }, { protocol = "http", port = 15673 }] },
  ]
}

data "rabbitmqha_haproxy_config" "this" {
  listener {
    name = "rabbitmq_amqp"

    dynamic "server" {
      for_each = terraform_data.nodes.output
      iterator = node
      content {
        name       = ` + name + `
        address    = node.value.host
        port       = one([for l in node.value.listeners : l.port if l.protocol == "amqp"])
        check_port = one([for l in node.value.listeners : l.port if l.protocol == "http"])
      }
    }
  }
}
`
}

func TestAccHAProxyConfig_secret(t *testing.T) {
	lab.SameOnEveryBroker(t)
	const address = "data.rabbitmqha_haproxy_config.this"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{
			{
				Config: `
data "rabbitmqha_haproxy_config" "this" {
  listener {
    name = "a"
    server {
      name    = "b"
      address = "::1"
    }
  }
  stats {
    username = "ops"
    password = "sesame7f3aSecret"
  }
}`,
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownValue(address, tfjsonpath.New("config"), knownvalue.Null()),
					statecheck.ExpectSensitiveValue(address, tfjsonpath.New("config_sensitive")),
					statecheck.ExpectKnownValue(address, tfjsonpath.New("config_sensitive"), knownvalue.StringRegexp(regexp.MustCompile(`stats auth ops:sesame7f3aSecret\n`))),
				},
			},
		},
	})
}

// TestAccHAProxyConfig_refuses: what the domain finds is an error of the plan, shown at its line.
func TestAccHAProxyConfig_refuses(t *testing.T) {
	lab.SameOnEveryBroker(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{{
			Config: `
data "rabbitmqha_haproxy_config" "this" {
  listener {
    name = "a"
    server {
      name    = "b"
      address = "c"
    }
    server {
      name    = "d"
      address = "e"
      port    = 0
    }
  }
}`,
			ExpectError: regexp.MustCompile(`\d+:\s+port\s+= 0\s+0 is not a number\s+from 1 to 65535`),
		}},
	})
}
