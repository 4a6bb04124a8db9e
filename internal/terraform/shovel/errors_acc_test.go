package shovel_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

func TestAccShovelURIsAreSensitive(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost, refused := broker.Vhost(t), false
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		// It takes the place of ExpectError, which cannot say what must not be there.
		ErrorCheck: func(err error) error {
			if refused = strings.Contains(err.Error(), "a URI is not valid"); refused && !strings.Contains(err.Error(), leaks.Mark) {
				return nil
			}
			return err
		},
		Steps: []resource.TestStep{
			// The provider does not know everything that the broker refuses: this mechanism is too long for an atom of Erlang.
			{Config: config(vhost, "s", ends("amqp://u:refused7f3aSecret@127.0.0.1?auth_mechanism="+strings.Repeat("a", 256)))},
			{
				Config: config(vhost, "s", ends("amqp://u:refused7f3aSecret@127.0.0.1")),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectSensitiveValue(address, tfjsonpath.New("source").AtMapKey("uris")),
					plancheck.ExpectSensitiveValue(address, tfjsonpath.New("destination").AtMapKey("uris")),
				}},
			},
		},
	})
	if !refused {
		t.Error("the broker did not refuse the first URI")
	}
}

func TestAccShovelExistingOnesAreNotReplaced(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost := broker.Vhost(t)
	theirs := map[string]any{"src-uri": "amqp://", "src-queue": "theirs", "dest-uri": "amqp://", "dest-queue": "to"}
	broker.Put(t, map[string]any{"value": theirs}, "parameters", "shovel", vhost, "s/1")
	adopting := "provider \"rabbitmqha\" {\n  adopt_existing = true\n}\n"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      config(vhost, "s/1", ends("amqp://")),
				ExpectError: regexp.MustCompile(`shovel\s+"s/1"[\s\S]*to\s+=\s+rabbitmqha_shovel\.example\s+id\s+=\s+"` + vhost + `/s%2F1"`),
			},
			{
				PreConfig: func() {
					if got := broker.Get(t, "parameters", "shovel", vhost, "s/1")["value"]; !strings.Contains(fmt.Sprint(got), "theirs") {
						t.Errorf("the broker has %v", got)
					}
				},
				Config: adopting + config(vhost, "s/1", ends("amqp://")),
				Check:  has(t, broker, vhost, "s/1", `{"dest-queue":"to","dest-uri":["amqp://"],"src-queue":"from","src-uri":["amqp://"]}`),
			},
		},
	})
}

func TestAccShovelPluginIsNotEnabled(t *testing.T) {
	broker := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 1})
	alone := fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%q]\n  username = %q\n  password = %q\n}\n", l.Endpoints()[0], l.Username, l.Password)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: alone + config("/", "s", ends("amqp://")),
				ExpectError: regexp.MustCompile(`Could\s+not\s+create\s+shovel\s+"s"\s+in\s+virtual\s+host\s+"/"[\s\S]*component\s+shovel\s+not\s+found` +
					`[\s\S]*every\s+node:[\s\S]*rabbitmq-plugins\s+enable\s+rabbitmq_shovel`),
			},
			{Config: alone},
		},
	})
}

func TestAccShovelRefusedWhilePlanning(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost := broker.Vhost(t)
	step := func(more, wants string) resource.TestStep {
		return resource.TestStep{
			Config: config(vhost, "s", more), PlanOnly: true,
			ExpectError: regexp.MustCompile(strings.ReplaceAll(wants, " ", `\s+`)),
		}
	}
	destination := "  destination {\n    uris = [\"amqp://\"]\n    queue = \"to\"\n  }\n"
	source := func(more string) string {
		return "  source {\n    uris = [\"amqp://h\"]\n" + more + "\n  }\n" + destination
	}
	steps := []resource.TestStep{
		step(destination, `source`),
		step("  source {\n    queue = \"a\"\n  }\n"+destination, `"uris" is required`),
		step("  source {\n    uris = []\n    queue = \"a\"\n  }\n"+destination, `There is no URI`),
		step(source(""), `The source is neither a queue nor an exchange`),
		step("  source {\n    uris = [\"amqp://h\", \"amqp://u:#7f3aSecret@h/v\"]\n    queue = \"a\"\n  }\n"+destination, `URI 2 is not an AMQP URI[\s\S]+source.uris\[1\]: the port`),
		step("  source {\n    uris = [\"amqp://h?heartbeat=x\"]\n    queue = \"a\"\n  }\n"+destination, `source.uris\[0\]: the query parameter heartbeat`),
		step(source("    que = \"a\""), `Unsupported argument`),
		step(source("    queue = \"a\"\n    prefetch_count = 65536"), `prefetch_count cannot be 65536`),
		step(source("    queue = \"a\"\n    queue_arguments = jsonencode([])"), `source.queue_arguments is not a JSON object`),
		step(source("    queue = \"a\"\n    delete_after = -5"), `delete_after cannot be "-5"`),
		step(source("    queue = \"a\"\n    address = \"/queues/a\""), `address is not for the protocol amqp091`),
		step("  ack_mode = \"on_confirm\"\n"+source("    queue = \"a\""), `ack_mode cannot be "on_confirm"`),
		step("  definition_json = jsonencode({ \"src-queue\" = \"b\" })\n"+source("    queue = \"a\""), `src-queue is the attribute source.queue`),
	}
	version := strings.ReplaceAll(regexp.QuoteMeta(broker.Version.String()), " ", "")
	if !broker.Version.AtLeast(4, 0, 0) {
		steps = append(steps, step(source("    queue = \"a\"\n    predeclared = true"), "RabbitMQ "+version+" has no predeclared in source with amqp091"))
	}
	if !broker.Version.AtLeast(4, 2, 0) {
		steps = append(steps, step(source("    queue = \"a\"\n    protocol = \"local\""), "RabbitMQ "+version+" has no local shovels"))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps:                    append(steps, resource.TestStep{Config: "# nothing"}),
	})
	if broker.Get(t, "parameters", "shovel", vhost, "s") != nil {
		t.Error("the broker was told")
	}
}

func TestAccShovelMissingVhostIsAnError(t *testing.T) {
	acctest.StartWith(t, "rabbitmq_shovel")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config:      config("never made", "s", ends("amqp://")),
				ExpectError: regexp.MustCompile(`Could\s+not\s+create\s+shovel\s+"s"\s+in\s+virtual\s+host\s+"never made"[\s\S]*virtual\s+host\s+exists`),
			},
			{Config: "# nothing"},
		},
	})
}
