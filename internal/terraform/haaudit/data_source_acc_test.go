package haaudit_test

import (
	"fmt"
	"regexp"
	"slices"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const address = "data.rabbitmqha_ha_audit.this"

// audit is the data source for one virtual host.
func audit(vhost, more string) string {
	return fmt.Sprintf("data \"rabbitmqha_ha_audit\" \"this\" {\n  vhost = %q\n%s\n}\n", vhost, more)
}

func shows(pairs ...string) resource.TestCheckFunc {
	var checks []resource.TestCheckFunc
	for i := 0; i+1 < len(pairs); i += 2 {
		checks = append(checks, resource.TestCheckResourceAttr(address, pairs[i], pairs[i+1]))
	}
	return resource.ComposeAggregateTestCheckFunc(checks...)
}

func TestAccHAAuditLooksAtWhatItIsTold(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	const plain, other = "pläin / 1", "other"
	for name, kind := range map[string]string{plain: "classic", other: "classic", "q": "quorum"} {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": kind}}, "queues", vhost, name)
	}
	if _, err := broker.Channel(t, vhost).QueueDeclare("mine", false, false, true, false, nil); err != nil {
		t.Fatal(err)
	}
	code := "no_policy"
	if broker.Version.AtLeast(4, 0, 0) {
		code = "not_replicated"
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Config: audit(vhost, ""),
				Check: shows("queues", "3", "queues_at_risk", "2", "exclusive_queues", "1", "errors", "2", "survives_one_node", "false",
					"findings_left_out", "0", "ignored", "0"),
			},
			{
				Config: audit(vhost, `  pattern = "^pl.{1,2}in"`),
				Check: shows("queues", "1", "findings.0.code", code, "findings.0.severity", "error", "findings.0.kind", "queue",
					"findings.0.vhost", vhost, "findings.0.name", plain, "findings.0.nodes.#", "1", "errors", "1"),
			},
			{Config: audit(vhost, `  pattern = "^q$"`), Check: shows("queues", "1", "errors", "0", "survives_one_node", "true")},
			{
				Config: audit(vhost, fmt.Sprintf("  ignore = [%q]", code)),
				Check:  shows("queues", "3", "queues_at_risk", "0", "errors", "0", "ignored", "2", "survives_one_node", "true"),
			},
			{
				// Its error message is the table, line by line.
				Config: audit(vhost, `  lifecycle {
    postcondition {
      condition     = self.survives_one_node
      error_message = self.table
    }
  }`),
				ExpectError: regexp.MustCompile(`Resource postcondition failed[\s\S]*\n[^\n]*  ` + code + ` +queue "other" in [\s\S]*What to do:\n`),
			},
			{Config: audit(vhost, `  ignore = ["no_such_code"]`), ExpectError: regexp.MustCompile(`value\s+must\s+be\s+one\s+of[\s\S]*"single_node"`)},
			{Config: audit(vhost, `  pattern = "*"`), ExpectError: regexp.MustCompile(`The\s+pattern\s+cannot\s+be\s+used[\s\S]*repeats\s+nothing`)},
			{Config: audit("no such", ""), ExpectError: regexp.MustCompile(`There\s+is\s+no\s+virtual\s+host\s+"no such"`)},
			{Config: audit(vhost, `  pattern = "nothing has this name"`), Check: shows("queues", "0", "survives_one_node", "true")},
		},
	})
}

func TestAccHAAuditNeedsMonitoringTag(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	const password = "shortLived7f3aSecretUnstored"
	for tag, want := range map[string]*regexp.Regexp{
		"management": regexp.MustCompile(`Could\s+not\s+read\s+the\s+cluster's\s+nodes[\s\S]*lacks\s+the\s+tag\s+"monitoring"`),
		"monitoring": nil,
	} {
		t.Run(tag, func(t *testing.T) {
			user := tfacctest.RandomWithPrefix("test")
			broker.Put(t, map[string]any{"password": password, "tags": tag}, "users", user)
			t.Cleanup(func() { broker.Delete(t, "users", user) })
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{
					Config: fmt.Sprintf("provider \"rabbitmqha\" {\n  username = %q\n  password = %q\n}\n", user, password) +
						"data \"rabbitmqha_ha_audit\" \"this\" {}\n",
					ExpectError: want,
				}},
			})
		})
	}
}

// That publishers are blocked is told from what the broker really answers. The cluster is the test's own, since nobody else can
// publish meanwhile.
func TestAccHAAuditOfNodes(t *testing.T) {
	lab.SameOnEveryBroker(t)
	run := acctest.Start(t)
	broker := acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series}))
	broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum"}}, "queues", vhost, "q3")
	node := broker.Lab.Nodes[1].Name
	diskFreeLimit := func(limit string, alarmed bool) func() {
		return func() {
			ctl(t, broker, 1, "set_disk_free_limit", limit)
			acctest.Await(t, "the alarm to change", func() bool { return broker.Get(t, "nodes", node)["disk_free_alarm"] == alarmed })
		}
	}
	config := login(broker.Lab, "") + audit(vhost, "")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				PreConfig: diskFreeLimit("900000000000000", true), Config: config,
				Check: shows("findings.0.code", "disk_alarm", "findings.0.kind", "node", "findings.0.name", node,
					"findings.0.nodes.0", node, "survives_one_node", "false"),
			},
			{
				PreConfig: diskFreeLimit("50000000", false), Config: config,
				Check: shows("queues", "1", "errors", "0", "survives_one_node", "true"),
			},
		},
	})
}

// Where nothing is measured a queue is judged by its node, which the broker names: nothing that is down counts as safe.
func TestAccHAAuditWhereNothingIsMeasured(t *testing.T) {
	run := acctest.Start(t)
	broker := acctest.At(t, lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Nodes: 2, Config: "management_agent.disable_metrics_collector = true\n"}))
	const gone = 1
	queues := map[string]map[string]any{
		"classic": {},
		"quorum":  {"x-quorum-initial-group-size": 1},
		"stream":  {"x-initial-cluster-size": 1},
	}
	if !run.Version.AtLeast(3, 9, 0) {
		delete(queues, "stream")
	}
	for name, arguments := range queues {
		arguments["x-queue-type"] = name
		broker.Put(t, map[string]any{"durable": true, "arguments": arguments, "node": broker.Lab.Nodes[gone].Name}, "queues", vhost, name)
	}
	kill(t, broker, gone)
	findings := audited(t, broker.Lab)
	for name := range queues {
		if !slices.ContainsFunc(findings, func(f finding) bool { return f.Severity == "error" && f.Kind == "queue" && f.Name == name }) {
			t.Errorf("of queue %q it is said: %q", name, codes(findings)[name])
		}
	}
}
