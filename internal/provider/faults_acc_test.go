package provider_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
)

// While the node that is asked first misbehaves at random, Terraform creates, refreshes, changes and destroys as if nothing
// were the matter: nothing fails, nothing is left over, and each plan after an apply is empty.
func TestAccProviderWhileANodeMisbehaves(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	faulty, err := faultproxy.Start(broker.Lab.Endpoints()[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := faulty.Close(); err != nil {
			t.Error(err)
		}
	})
	misbehave(faulty)
	endpoints := append([]string{faulty.URL()}, broker.Lab.Endpoints()[1:]...)
	nothing := resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()}}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: bound(endpoints, vhost, "k.#"), Check: there(t, broker, vhost, "k.%23")},
			{Config: bound(endpoints, vhost, "k.#"), ConfigPlanChecks: nothing},
			{Config: bound(endpoints, vhost, "other"), Check: there(t, broker, vhost, "other")},
			{Config: bound(endpoints, vhost, "other"), ConfigPlanChecks: nothing},
		},
		CheckDestroy: func(*terraform.State) error {
			for i := range boundQueues {
				if broker.Get(t, "queues", vhost, queueName(i)) != nil {
					return fmt.Errorf("queue %q is left over", queueName(i))
				}
			}
			return nil
		},
	})
	met := map[string]int{}
	for _, request := range faulty.Requests() {
		met[request.Fault]++
	}
	delete(met, "")
	t.Logf("%d requests to the faulty node, of which met a fault: %v", faulty.Count("", ""), met)
	if len(met) < 3 {
		t.Errorf("too few faults to show anything: %v", met)
	}
}

// misbehave lets three of four requests meet a random fault. Terraform starts the provider several times in a test, and
// each asks this node first, until it has had enough of it.
func misbehave(proxy *faultproxy.Proxy) {
	faults := []faultproxy.Fault{
		faultproxy.Cut(), faultproxy.CutAfterForwarding(), faultproxy.HalfBody(), faultproxy.Hang(),
		faultproxy.Delay(100 * time.Millisecond), faultproxy.DelayAnswer(100 * time.Millisecond),
		faultproxy.Status(http.StatusServiceUnavailable, "1", "busy"), faultproxy.Status(http.StatusBadGateway, "", ""),
		faultproxy.WrongJSON("<html>"),
	}
	random := rand.New(rand.NewPCG(3, 10))
	proxy.SetEach(func(r faultproxy.Request) faultproxy.Fault {
		fault := faults[random.IntN(len(faults))]
		// Nobody can tell a page that says 200 from the empty answer to a write.
		mistakable := r.Method != http.MethodGet && fault.String() == "wrong JSON"
		if random.IntN(4) == 0 || mistakable {
			return faultproxy.Fault{}
		}
		return fault
	})
}

// boundQueues is how many queues with a binding there are in the test.
const boundQueues = 30

func queueName(i int) string { return fmt.Sprintf("a/b %d", i) }

// bound is a configuration of many queues, each bound to one exchange. A hanging node is given up after six seconds.
func bound(endpoints []string, vhost string, routingKey string) string {
	return fmt.Sprintf(`
provider "rabbitmqha" {
  endpoints = ["%s", "%s", "%s"]
  timeout   = "6s"
}
resource "rabbitmqha_exchange" "test" {
  vhost = %[4]q
  name  = "x"
  type  = "topic"
}
resource "rabbitmqha_queue" "test" {
  count = %[5]d
  vhost = %[4]q
  name  = "a/b ${count.index}"
  type  = "classic"
}
resource "rabbitmqha_binding" "test" {
  count       = %[5]d
  vhost       = %[4]q
  source      = rabbitmqha_exchange.test.name
  destination = rabbitmqha_queue.test[count.index].name
  routing_key = %[6]q
}
`, endpoints[0], endpoints[1], endpoints[2], vhost, boundQueues, routingKey)
}

// there asks the broker itself for each queue and its binding.
func there(t *testing.T, broker *acctest.Broker, vhost string, propertiesKey string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		for i := range boundQueues {
			if broker.Get(t, "queues", vhost, queueName(i)) == nil {
				return fmt.Errorf("queue %q was not made", queueName(i))
			}
			parts := []string{"bindings", vhost, "e", "x", "q", queueName(i)}
			if broker.Get(t, append(slices.Clone(parts), propertiesKey)...) == nil {
				return fmt.Errorf("queue %q is not bound with %q", queueName(i), propertiesKey)
			}
		}
		return nil
	}
}
