package shovel_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// Before RabbitMQ 4.2.5 arguments of a shovel's queue are refused while planning at which the broker crashes or which it does not
// know; from then on it takes them.
func TestAccShovelArguments(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	vhost := broker.Vhost(t)
	with := func(arguments string) string {
		return config(vhost, "s", fmt.Sprintf(`  source {
    uris  = ["amqp://"]
    queue = "a"
  }
  destination {
    uris            = ["amqp://"]
    queue           = "b"
    queue_arguments = jsonencode({ %s })
  }
`, arguments))
	}
	dead := `"x-queue-type" = "quorum", "x-dead-letter-exchange" = "d", "x-dead-letter-routing-key" = "k"`
	var steps []resource.TestStep
	for arguments, want := range map[string]string{
		dead:                     `fails at a shovel with x-dead-letter-routing-key[\s\S]+rabbitmqha_queue`,
		`"x-max-age" = "7D"`:     `(fails at|takes no)[\s\S]+x-max-age`,
		`"x-delivery-limit" = 5`: `takes no x-delivery-limit in a shovel`,
	} {
		step := resource.TestStep{Config: with(arguments), PlanOnly: true, ExpectNonEmptyPlan: true}
		if !capability.Of(broker.Version).ShovelArguments {
			step.ExpectError, step.ExpectNonEmptyPlan = regexp.MustCompile(strings.ReplaceAll(want, " ", `\s+`)), false
		}
		steps = append(steps, step)
	}
	if capability.Of(broker.Version).ShovelArguments {
		steps = append(steps, resource.TestStep{Config: with(dead)})
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: append(steps, resource.TestStep{Config: with(`"x-queue-type" = "quorum"`)})})
}

// Which arguments a broker does not know is as its own lists say.
func TestAccShovelArgumentsAreTheBrokers(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	b := capability.Of(broker.Version)
	if b.ShovelArguments {
		t.Skip("from RabbitMQ 4.2.5 on every argument passes")
	}
	for list, key := range map[string]string{"declare_args": "src-queue-args", "consume_args": "src-consumer-args"} {
		out, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval",
			fmt.Sprintf(`lists:flatten([["<", binary_to_list(K), ">"] || {K, _} <- rabbit_amqqueue:%s()]).`, list))
		if err != nil {
			t.Fatal(err)
		}
		asked := map[string]any{}
		for _, name := range append(strings.Split("x-delivery-limit x-consumer-timeout x-queue-master-locator x-anything", " "),
			strings.FieldsFunc(out, func(c rune) bool { return strings.ContainsRune("<>\"\n", c) })...) {
			asked[name] = topology.Unknown
		}
		refused := fmt.Sprint(topology.CheckShovelOn(topology.Shovel{Source: topology.ShovelEnd{
			Protocol: topology.AMQP091, Values: map[string]any{key: asked},
		}}, b))
		for name := range asked {
			if known := strings.Contains(out, "<"+name+">"); strings.Contains(refused, "takes no "+name+" in") == known {
				t.Errorf("%s: the broker knows %s: %t; here: %s", list, name, known, refused)
			}
		}
	}
}
