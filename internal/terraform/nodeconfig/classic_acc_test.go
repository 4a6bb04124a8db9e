package nodeconfig_test

import (
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// TestAccClassicFileFormsACluster boots two fresh nodes as older guides have it: rabbitmq.config in Erlang terms says
// who the members are, and a file in conf.d the rest.
func TestAccClassicFileFormsACluster(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Separate: true, Nodes: 2})
	settings := "settings = {\n" + economical(l) + hasty(l) + "}\n"
	ports := render(t, l, func(n *lab.Node) string { return reachable(l, n) + settings })
	classic := render(t, l, func(n *lab.Node) string {
		return reachable(l, n) + members(l) + settings + `
  vm_memory_high_watermark   = "600MB"
  disk_free_limit            = "0.001"
  heartbeat                  = 33
  loopback_users             = ["guest"]
  cluster_partition_handling = "autoheal"
  advanced {
    application = "rabbit"
    key         = "quorum_tick_interval"
    value       = "1000"
  }
`
	})
	boot(t, l, func(i int) map[string]string {
		files := classic[i].files(l.Nodes[i].Name)
		// Where there is a classic file, these two are not read.
		files["rabbitmq.conf"] = "heartbeat = 44\n"
		files["advanced.config"] = "[{rabbit, [{heartbeat, 55}]}].\n"
		files["rabbitmq.config"] = classic[i].RabbitMQConfig
		files["conf.d/10-ports.conf"] = ports[i].RabbitMQConf
		return files
	})
	for i, n := range l.Nodes {
		acctest.Await(t, n.Name+" to see two members run", func() bool { return running(t, l, i) == 2 })
		expectEnvironment(t, l, i,
			`{rabbit, vm_memory_high_watermark, {absolute, "600MB"}}`, "{rabbit, disk_free_limit, {mem_relative, 0.001}}", "{rabbit, heartbeat, 33}",
			`{rabbit, loopback_users, [<<"guest">>]}`, "{rabbit, cluster_partition_handling, autoheal}", "{rabbit, quorum_tick_interval, 1000}")
	}
}
