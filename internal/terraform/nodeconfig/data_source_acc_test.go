package nodeconfig

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	kit "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

// TestAccNodeConfig_unknown takes the nodes, a listener and a secret from what is known only after apply.
func TestAccNodeConfig_unknown(t *testing.T) {
	lab.SameOnEveryBroker(t)
	const address = "data.rabbitmqha_node_config.this"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: kit.Factories(NewDataSource),
		Steps: []resource.TestStep{{
			Config: `
resource "terraform_data" "made" {
  input = { nodes = { rabbit1 = "10.0.0.1", rabbit2 = "10.0.0.2", rabbit3 = "10.0.0.3" }, ports = [5670], none = [], secret = "sesame" }
}

locals { made = terraform_data.made.output }

data "rabbitmqha_node_config" "this" {
  rabbitmq_version   = "4.3.6"
  settings_sensitive = { "ssl_options.password" = "${local.made.secret}7f3aSecret" }

  dynamic "node" {
    for_each = local.made.nodes
    content {
      name    = "rabbit@${node.key}"
      address = node.value
    }
  }
  dynamic "listener" {
    for_each = local.made.ports
    content {
      protocol = "amqp"
      port     = listener.value
    }
  }
  dynamic "tls" {
    for_each = local.made.none
    content {
      certfile = tls.value
      keyfile  = tls.value
    }
  }
  dynamic "advanced" {
    for_each = local.made.none
    content {
      application = advanced.value
      key         = advanced.value
      value       = advanced.value
    }
  }
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("rabbitmq_conf"), knownvalue.Null()),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("rabbitmq_conf_sensitive")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("rabbitmq_conf_sensitive"), knownvalue.StringRegexp(regexp.MustCompile(
					`nodes\.3 = rabbit@rabbit3\n[\s\S]*listeners\.tcp\.1 = 5670\n[\s\S]*ssl_options\.password = sesame7f3aSecret\n`))),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("etc_hosts"), knownvalue.StringExact("10.0.0.1 rabbit1\n10.0.0.2 rabbit2\n10.0.0.3 rabbit3\n")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("ports").AtSliceIndex(1).AtMapKey("port"), knownvalue.Int64Exact(5670)),
			},
		}},
	})
}

// TestAccNodeConfig_misspelt: Terraform knows every name a block may hold, and drops none in silence.
func TestAccNodeConfig_misspelt(t *testing.T) {
	lab.SameOnEveryBroker(t)
	cases := map[string]refused.Case{}
	for name, config := range map[string]string{
		"node":     "node {\n name = \"rabbit@rabbit1\"\n misspelt = 1\n}",
		"listener": "listener {\n protocol = \"amqp\"\n misspelt = 1\n}",
		"tls":      "tls {\n misspelt = 1\n}",
		"advanced": "advanced {\n application = \"rabbit\"\n key = \"a\"\n value = \"b\"\n misspelt = 1\n}",
	} {
		cases[name] = refused.Case{
			Config: "data \"rabbitmqha_node_config\" \"this\" {\n rabbitmq_version = \"4.3.6\"\n" + config + "\n}\n",
			Want:   `Unsupported\s+argument[\s\S]*misspelt`,
		}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: kit.Factories(NewDataSource), Steps: refused.Steps(t, cases)})
}
