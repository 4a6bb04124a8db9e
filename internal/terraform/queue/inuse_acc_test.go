package queue_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// withoutStatistics starts a node of this run's series that measures nothing.
func withoutStatistics(t *testing.T) *acctest.Broker {
	t.Helper()
	run := acctest.Start(t)
	// The provider block says whether there is a cookie.
	t.Setenv("RABBITMQ_ERLANG_COOKIE", "")
	return acctest.At(t, lab.Start(t, lab.Options{
		RabbitMQ: run.Lab.Series, Nodes: 1, Config: "management_agent.disable_metrics_collector = true\n",
	}))
}

// at is the provider block for a lab of the test's own.
func at(l *lab.Lab, more string) string {
	return fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%q]\n  username = %q\n  password = %q\n%s\n}\n",
		l.Endpoints()[0], l.Username, l.Password, more)
}

// byCookie lets the provider ask the node over Erlang.
func byCookie(l *lab.Lab) string {
	return fmt.Sprintf("  erlang {\n    cookie = %q\n    epmd_port = %d\n  }", l.Cookie, l.Nodes[0].EpmdPort)
}

// A broker without statistics answers no counts, which was taken for an empty queue.
func TestAccQueueIsKeptWhereNothingIsMeasured(t *testing.T) {
	lab.OnceARun(t)
	broker := withoutStatistics(t)
	refused := func(said string) *regexp.Regexp {
		return regexp.MustCompile(`Queue\s+"orders"\s+` + said)
	}
	for _, queueType := range []string{"quorum", "classic", "stream"} {
		if queueType == "stream" && !broker.Version.AtLeast(3, 9, 0) {
			continue
		}
		t.Run(queueType, func(t *testing.T) {
			vhost := broker.Vhost(t)
			plain := config(vhost, "orders", fmt.Sprintf("  type = %q", queueType))
			blind, seeing := at(broker.Lab, "")+plain, at(broker.Lab, byCookie(broker.Lab))+plain
			holds, answer := blind, `is\s+in\s+use\s+and\s+would\s+be\s+%s[\s\S]*holds\s+1\s+message[\s\S]*force_destroy\s+=\s+true`
			if queueType == "stream" {
				// No broker has totals of streams; only the table of the leader shows the messages.
				holds = seeing
			}
			steps := []resource.TestStep{
				{Config: blind},
				{
					PreConfig:   func() { broker.Publish(t, vhost, "orders", "one") },
					Config:      holds,
					Destroy:     true,
					ExpectError: refused(fmt.Sprintf(answer, "deleted")),
				},
				{
					Config: strings.Replace(holds, fmt.Sprintf("  type = %q", queueType),
						fmt.Sprintf("  type = %q\n  arguments { max_length_bytes = 5000000 }", queueType), 1),
					PlanOnly:    true,
					ExpectError: refused(fmt.Sprintf(answer, "replaced")),
				},
			}
			if queueType == "stream" {
				steps = append(steps, resource.TestStep{
					Config: blind, Destroy: true, ExpectError: refused(`may\s+be\s+in\s+use[\s\S]*has\s+not\s+been\s+measured`),
				})
			}
			if queueType != "stream" {
				steps = append(steps, resource.TestStep{
					PreConfig: func() { broker.Delete(t, "queues", vhost, "orders", "contents") },
					Config:    seeing,
				})
			}
			if queueType == "quorum" {
				// Its messages are known to be none, but nobody has counted the consumers.
				steps = append(steps, resource.TestStep{
					Config: blind, Destroy: true,
					ExpectError: refused(`may\s+be\s+in\s+use[\s\S]*disable_metrics_collector[\s\S]*Erlang\s+cookie`),
				})
			}
			// What the last step has is destroyed in the end, and no force is needed for it.
			last := seeing
			if queueType == "stream" {
				last = at(broker.Lab, "") + config(vhost, "orders", "  type = \"stream\"\n  force_destroy = true")
			}
			steps = append(steps, resource.TestStep{Config: last})
			resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
			if broker.Get(t, "queues", vhost, "orders") != nil {
				t.Error("the queue is still there")
			}
		})
	}
}

// A message that the statistics have not seen yet is seen by the queue itself.
func TestAccQueueIsAskedItselfWhatItHolds(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Nodes: 1})
	broker := acctest.At(t, l)
	vhost := broker.Vhost(t)
	plain := at(l, byCookie(l)) + config(vhost, "orders", "")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: plain, Check: func(*terraform.State) error { broker.AwaitMessages(t, vhost, "orders", 0); return nil }},
			{
				PreConfig: func() {
					broker.Publish(t, vhost, "orders", "one")
					if got := broker.Get(t, "queues", vhost, "orders")["messages"]; fmt.Sprint(got) != "0" {
						t.Logf("the statistics show %v messages already, so that this run shows less than it could", got)
					}
				},
				Config: plain, Destroy: true, ExpectError: regexp.MustCompile(`holds\s+1\s+message`),
			},
			{PreConfig: func() { broker.Delete(t, "queues", vhost, "orders", "contents") }, Config: plain},
		},
	})
}

// The consumer of a shovel is counted for some seconds after the shovel is gone.
func TestAccQueueIsDestroyedTogetherWithItsShovel(t *testing.T) {
	broker := acctest.StartWith(t, "rabbitmq_shovel")
	for _, queueType := range []string{"classic", "quorum"} {
		t.Run(queueType, func(t *testing.T) {
			vhost := broker.Vhost(t)
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{
					Config: config(vhost, "from", fmt.Sprintf("  type = %q", queueType)) + fmt.Sprintf(`
resource "rabbitmqha_queue" "to" {
  vhost = %[1]q
  name  = "to"
}
resource "rabbitmqha_shovel" "s" {
  vhost = %[1]q
  name  = "s"
  source {
    uris  = [%[2]q]
    queue = rabbitmqha_queue.test.name
  }
  destination {
    uris  = [%[2]q]
    queue = rabbitmqha_queue.to.name
  }
}
`, vhost, broker.URI(vhost)),
					Check: func(*terraform.State) error {
						acctest.Await(t, "the shovel's consumer", func() bool {
							return fmt.Sprint(broker.Get(t, "queues", vhost, "from")["consumers"]) == "1"
						})
						return nil
					},
				}},
			})
		})
	}
}

// A consumer that stays is refused for what it is.
func TestAccQueueWithAConsumerLosesNoMessages(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	plain := config(vhost, "orders", "")
	channel := broker.Channel(t, vhost)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: plain},
			{
				PreConfig: func() {
					if _, err := channel.Consume("orders", "c", false, false, false, false, nil); err != nil {
						t.Fatal(err)
					}
					acctest.Await(t, "the consumer", func() bool {
						return fmt.Sprint(broker.Get(t, "queues", vhost, "orders")["consumers"]) == "1"
					})
				},
				Config: plain, Destroy: true,
				ExpectError: regexp.MustCompile(`has\s+1\s+consumer\s+and\s+holds\s+no\s+messages\.\s+No\s+message\s+would\s+be\s+lost`),
			},
			{
				PreConfig: func() {
					if err := channel.Cancel("c", false); err != nil {
						t.Fatal(err)
					}
				},
				Config: plain,
			},
		},
	})
}
