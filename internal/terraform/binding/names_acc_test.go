package binding_test

import (
	"fmt"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// chain is a virtual host, exchange, queue and binding which refer to each other by their ids.
func chain(vhost, exchange, exchangeType, queue, more string) string {
	return fmt.Sprintf(`
resource "rabbitmqha_vhost" "v" {
  name = %q
}

resource "rabbitmqha_exchange" "x" {
  vhost = rabbitmqha_vhost.v.name
  name  = %q
  type  = %q
}

resource "rabbitmqha_queue" "q" {
  vhost = rabbitmqha_vhost.v.name
  name  = %q
  %s
}

resource "rabbitmqha_binding" "test" {
  source_id      = rabbitmqha_exchange.x.id
  destination_id = rabbitmqha_queue.q.id
  routing_key    = "r/é @+ 100%%"
}
`, vhost, exchange, exchangeType, queue, more)
}

func TestAccBindingFollowsItsEnds(t *testing.T) {
	broker := acctest.Start(t)
	vhost := tfacctest.RandomWithPrefix("v/é @+ 100%")
	const exchange, queue = "x/é @+ 100%", "q/é @+ 100%"
	bound := has(t, broker, `["r/é @+ 100%",{}]`, vhost, "e", exchange, "q", queue, key("r/é @+ 100%"))
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			if broker.Get(t, "vhosts", vhost) != nil {
				return fmt.Errorf("virtual host %q is still there", vhost)
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: chain(vhost, exchange, "topic", queue, ""), Check: bound},
			{ResourceName: address, ImportState: true, ImportStateVerify: true, ImportStateVerifyIgnore: []string{"source_id", "destination_id"}},
			{
				// The queue is replaced, and the binding with it, in one apply.
				Config: chain(vhost, exchange, "topic", queue, "arguments { max_length = 5 }"),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("rabbitmqha_queue.q", plancheck.ResourceActionReplace),
					plancheck.ExpectResourceAction("rabbitmqha_exchange.x", plancheck.ResourceActionNoop),
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionReplace)}},
				Check: bound,
			},
			{
				Config: chain(vhost, exchange, "direct", queue, "arguments { max_length = 5 }"),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction("rabbitmqha_queue.q", plancheck.ResourceActionNoop),
					plancheck.ExpectResourceAction("rabbitmqha_exchange.x", plancheck.ResourceActionReplace),
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionReplace)}},
				Check: bound,
			},
			{
				// Both ends get other names.
				Config: chain(vhost, exchange+"2", "direct", queue+"2", ""),
				Check:  has(t, broker, `["r/é @+ 100%",{}]`, vhost, "e", exchange+"2", "q", queue+"2", key("r/é @+ 100%")),
			},
		},
	})
}

func TestAccBindingByNamesThenByIDs(t *testing.T) {
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(vhost, "  source = \"x\"\n  destination_type = \"exchange\"\n  destination = \"y\"")},
			{
				// Another way to write the same binding does not touch it.
				Config: fmt.Sprintf("resource \"rabbitmqha_binding\" \"test\" {\n  source_id = %q\n  destination_type = \"exchange\"\n"+
					"  destination_id = %q\n}\n", vhost+"/x", vhost+"/y"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				Config: fmt.Sprintf("resource \"rabbitmqha_binding\" \"test\" {\n  source_id = %q\n  destination_type = \"exchange\"\n"+
					"  destination_id = %q\n}\n", vhost+"/x", vhost+"/x"),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            has(t, broker, `["",{}]`, vhost, "e", "x", "e", "x", "~"),
			},
			{
				Config:           config(vhost, "  source = \"x\"\n  destination_type = \"exchange\"\n  destination = \"x\""),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
		},
	})
}

func TestAccBindingReplaceTriggeredBy(t *testing.T) {
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	text := func(more string) string {
		return fmt.Sprintf(`
resource "rabbitmqha_queue" "n" {
  vhost = %q
  name  = "n"
  %s
}
`, vhost, more) + config(vhost, `
  source      = "x"
  destination = rabbitmqha_queue.n.name
  lifecycle {
    replace_triggered_by = [rabbitmqha_queue.n.id]
  }`)
	}
	bound := has(t, broker, `["",{}]`, vhost, "e", "x", "q", "n", "~")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: text(""), Check: bound},
			{Config: text("arguments { max_length = 5 }"), ConfigPlanChecks: expect(plancheck.ResourceActionReplace), Check: bound},
		},
	})
}
