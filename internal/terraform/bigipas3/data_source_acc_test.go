package bigipas3_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/bigipas3"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/terraform/renderkit/renderkittest"
)

const address = "data.rabbitmqha_bigip_as3.this"

var factories = renderkittest.Factories(bigipas3.NewDataSource)

func TestAccBIGIPAS3_examples(t *testing.T) {
	lab.SameOnEveryBroker(t)
	for file, test := range map[string]struct{ output, want string }{
		"data-source.tf":         {"as3_json", `^\{"action":"deploy","class":"AS3","declaration":\{.*"rabbitmq":\{"class":"Tenant","messaging":\{.*"virtualPort":5671`},
		"data-source_per_app.tf": {"as3_per_app_json", `^\{"rabbitmq":\{.*"adminState":"disable".*"priorityGroup":0.*"schemaVersion":"3\.50\.0"\}$`},
	} {
		t.Run(file, func(t *testing.T) {
			renderkittest.Example(t, bigipas3.NewDataSource, "rabbitmqha_bigip_as3/"+file, test.output, test.want)
		})
	}
}

// TestAccBIGIPAS3_jsonencode: the text is the one that Terraform itself makes of its value, so that it can be changed by
// jsondecode and jsonencode, and a resource that compares texts sees no difference.
func TestAccBIGIPAS3_jsonencode(t *testing.T) {
	lab.SameOnEveryBroker(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{{
			Config: sound(`remark = "a <b> & c"`, "") + `
output "same" {
  value = jsonencode(jsondecode(` + address + `.as3_json)) == ` + address + `.as3_json
}`,
			ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownOutputValue("same", knownvalue.Bool(true))},
		}},
	})
}

// TestAccBIGIPAS3_fromNodes feeds the servers from a list of nodes that is known only after apply, as a cluster that is
// made in the same run is.
func TestAccBIGIPAS3_fromNodes(t *testing.T) {
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
					statecheck.ExpectKnownValue(address, tfjsonpath.New("as3_json"),
						knownvalue.StringRegexp(regexp.MustCompile(`"adminState":"disable","remark":"rabbit2","serverAddresses":\["10\.0\.0\.2"\],"servicePort":5673`))),
				},
			},
		},
	})
}

func fromNodes(name string) string {
	return `
resource "terraform_data" "nodes" {
  input = [
    { name = "rabbit@rabbit1", host = "10.0.0.1", port = 5672, being_drained = false },
    { name = "rabbit@rabbit2", host = "10.0.0.2", port = 5673, being_drained = true },
  ]
}

data "rabbitmqha_bigip_as3" "this" {
  tenant = "rabbitmq"

  listener {
    name = "amqp"

    bind {
      address = "10.0.0.10"
    }

    dynamic "server" {
      for_each = terraform_data.nodes.output
      iterator = node
      content {
        name    = ` + name + `
        address = node.value.host
        port    = node.value.port
        drained = node.value.being_drained
      }
    }
  }
}
`
}

func TestAccBIGIPAS3_secret(t *testing.T) {
	lab.SameOnEveryBroker(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{{
			Config: sound("", `
check {
  path     = "/api/health/checks/virtual-hosts"
  username = "monitor"
  password = "sesame7f3aSecret"
}`),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("as3_json"), knownvalue.Null()),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("as3_per_app_json"), knownvalue.Null()),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("as3_json_sensitive")),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("as3_per_app_json_sensitive")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("as3_json_sensitive"), knownvalue.StringRegexp(regexp.MustCompile(`"ciphertext":"c2VzYW1lN2YzYVNlY3JldA"`))),
			},
		}},
	})
}

// TestAccBIGIPAS3_refuses: what the domain finds is an error of the plan, shown at its line, and Terraform knows every
// name that a block may hold.
func TestAccBIGIPAS3_refuses(t *testing.T) {
	lab.SameOnEveryBroker(t)
	cases := map[string]refused.Case{}
	for want, config := range map[string]string{
		`tenant\s+= "Common"\s+"Common" has a meaning\s+of its own`: "data \"rabbitmqha_bigip_as3\" \"this\" {\n tenant = \"Common\"\n}",
		`No\s+listener`: "data \"rabbitmqha_bigip_as3\" \"this\" {\n tenant = \"a\"\n}",
		`\d+:\s+port\s+= 0\s+0 is not a number\s+from 1 to 65535`:            sound("", "server {\n name = \"b\"\n address = \"c\"\n port = 0\n}"),
		`No\s+virtual\s+address`:                                             sound("", "bind {}"),
		`\d+:\s+kind\s+= "amqp"\s+A BIG-IP has no monitor`:                   sound("", "check {\n kind = \"amqp\"\n}"),
		`Unsupported\s+argument[\s\S]*"misspelt"\s+is\s+not\s+expected`:      sound("", "bind {\n misspelt = 1\n}"),
		`An argument named "misspelt" is\s+not expected`:                     sound("", "tls {\n misspelt = 1\n}"),
		`An argument named "authorization_env"\s+is\s+not\s+expected`:        sound("", "check {\n authorization_env = \"A\"\n}"),
		`The argument "tenant" is required, but no definition\s+was\s+found`: "data \"rabbitmqha_bigip_as3\" \"this\" {}",
	} {
		cases[want] = refused.Case{Config: config, Want: want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: refused.Steps(t, cases)})
}

// sound is a configuration without mistakes, with further lines for the data source and for its listener.
func sound(lines, listener string) string {
	return `
data "rabbitmqha_bigip_as3" "this" {
  tenant = "rabbitmq"
  ` + lines + `

  listener {
    name = "amqp"

    bind {
      address = "10.0.0.10"
    }

    server {
      name    = "rabbit1"
      address = "172.16.21.144"
    }
    ` + listener + `
  }
}
`
}
