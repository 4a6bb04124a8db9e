package haproxyconfig

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const sound = `
  server {
    name    = "rabbit1"
    address = "172.16.21.144"
  }
`

// TestAccHAProxyConfig_misspelt: Terraform knows every name a block may hold, and drops none in silence.
func TestAccHAProxyConfig_misspelt(t *testing.T) {
	lab.SameOnEveryBroker(t)
	listener := func(with string) string { return "listener {\n name = \"a\"\n" + sound + with + "\n}" }
	generated := func(each string) string {
		return "dynamic \"server\" {\n for_each = " + each + "\n content {\n name = \"b\"\n address = \"c\"\n misspelt = server.value\n}\n}"
	}
	cases := map[string]refused.Case{}
	for name, config := range map[string]string{
		"listener":         listener(`misspelt = "amqp"`),
		"listener's bind":  listener(`bind { misspelt = 5673 }`),
		"tcp_keepalive":    listener(`tcp_keepalive { misspelt = true }`),
		"check":            listener(`check { misspelt = "tcp" }`),
		"tls":              listener(`tls { misspelt = "terminate" }`),
		"check's tls":      listener("check {\n tls { misspelt = \"none\" }\n}"),
		"server":           listener("server {\n name = \"b\"\n address = \"c\"\n misspelt = 5673\n}"),
		"cookie":           listener(`cookie { misspelt = "SRV" }`),
		"agent_check":      listener("server {\n name = \"b\"\n address = \"c\"\n agent_check { misspelt = 9999 }\n}"),
		"generated server": listener(generated("[5673]")),
		"a server perhaps": listener(generated("terraform_data.made.output")),
		"log_target":       listener("") + "\nlog_target {\n address = \"stdout\"\n misspelt = \"raw\"\n}",
		"stats_socket":     listener("") + "\nstats_socket {\n path = \"/run/haproxy.sock\"\n misspelt = \"660\"\n}",
		"resolvers":        listener("") + "\nresolvers { misspelt = true }",
		"stats":            listener("") + "\nstats { misspelt = \"/\" }",
		"stats' bind":      listener("") + "\nstats {\n bind { misspelt = 8405 }\n}",
	} {
		cases[name] = refused.Case{
			Config: "resource \"terraform_data\" \"made\" { input = [5673] }\n" +
				"data \"rabbitmqha_haproxy_config\" \"this\" {\n" + config + "\n}\n",
			Want: `Unsupported\s+argument[\s\S]*misspelt[\s\S]*"misspelt"\s+is\s+not\s+expected`,
		}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: refused.Steps(t, cases)})
}

// TestAccHAProxyConfig_needed: what must not be missing, and a socket that is not wanted asks for no path.
func TestAccHAProxyConfig_needed(t *testing.T) {
	lab.SameOnEveryBroker(t)
	cases := map[string]refused.Case{}
	for want, config := range map[string]string{
		`No\s+listener`:             "",
		`No\s+server`:               `listener { name = "a" }`,
		`"name"\s+is\s+required`:    "listener {\n" + sound + "\n}",
		`"address"\s+is\s+required`: "listener {\n name = \"a\"\n server { name = \"b\" }\n}",
		`No\s+name`:                 "listener {\n name = \"a\"\n protocol = \"management\"\n cookie {}\n" + sound + "\n}",
		`No\s+port`:                 "listener {\n name = \"a\"\n server {\n name = \"b\"\n address = \"c\"\n agent_check {}\n }\n}",
		`Missing\s+socket\s+path`:   "listener {\n name = \"a\"\n" + sound + "\n}\nstats_socket {}",
		`Duplicate\s+check\s+block`: "listener {\n name = \"a\"\n check {}\n check {}\n" + sound + "\n}",
	} {
		cases[want] = refused.Case{Config: "data \"rabbitmqha_haproxy_config\" \"this\" {\n" + config + "\n}\n", Want: want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: factories, Steps: refused.Steps(t, cases)})
}

// TestAccHAProxyConfig_unknownBlocks generates every kind of block from what is known only after apply: how many there
// are is unknown while planning, and breaks no rule.
func TestAccHAProxyConfig_unknownBlocks(t *testing.T) {
	lab.SameOnEveryBroker(t)
	const address = "data.rabbitmqha_haproxy_config.this"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: factories,
		Steps: []resource.TestStep{{
			Config: `
resource "terraform_data" "made" {
  input = { ports = [56720, 56721], intervals = ["2s"], hosts = ["rabbit1", "rabbit2"], logs = ["stdout"], none = [] }
}

locals { made = terraform_data.made.output }

data "rabbitmqha_haproxy_config" "this" {
  dynamic "log_target" {
    for_each = local.made.logs
    content { address = log_target.value }
  }

  dynamic "stats_socket" {
    for_each = local.made.none
    content { path = stats_socket.value }
  }

  dynamic "stats" {
    for_each = local.made.intervals
    content {
      refresh = stats.value
      dynamic "bind" {
        for_each = [58404]
        content { port = bind.value }
      }
    }
  }

  dynamic "listener" {
    for_each = local.made.ports
    content {
      name = "amqp-${listener.value}"
      dynamic "bind" {
        for_each = [listener.value]
        content { port = bind.value }
      }
      dynamic "tcp_keepalive" {
        for_each = local.made.none
        content { enabled = tcp_keepalive.value }
      }
      dynamic "check" {
        for_each = local.made.intervals
        content { interval = check.value }
      }
      dynamic "server" {
        for_each = local.made.hosts
        content {
          name    = server.value
          address = server.value
        }
      }
    }
  }

  # Rules that hang on the number of servers or of listeners wait too.
  listener {
    name     = "management"
    protocol = "management"
    dynamic "server" {
      for_each = local.made.hosts
      content {
        name    = server.value
        address = server.value
      }
    }
  }
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownValue(address, tfjsonpath.New("server_names"), knownvalue.ListExact([]knownvalue.Check{
					knownvalue.StringExact("amqp-56720/rabbit1"), knownvalue.StringExact("amqp-56720/rabbit2"),
					knownvalue.StringExact("amqp-56721/rabbit1"), knownvalue.StringExact("amqp-56721/rabbit2"),
					knownvalue.StringExact("management/rabbit1"), knownvalue.StringExact("management/rabbit2"),
				})),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("config"), knownvalue.StringRegexp(regexp.MustCompile(
					`log stdout[\s\S]*bind \*:56721\n[\s\S]*inter 2s[\s\S]*bind 127\.0\.0\.1:58404\n`))),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("stats_socket"), knownvalue.Null()),
			},
		}},
	})
}
