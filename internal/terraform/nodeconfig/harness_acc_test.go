package nodeconfig_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// texts are the computed texts of one data source.
type texts struct {
	RabbitMQConf   string            `json:"rabbitmq_conf_sensitive"`
	AdvancedConfig string            `json:"advanced_config"`
	RabbitMQConfig string            `json:"rabbitmq_config"`
	EnvConf        map[string]string `json:"rabbitmq_env_conf"`
	EnabledPlugins string            `json:"enabled_plugins"`
}

// files are what goes into a node's folder.
func (x texts) files(node string) map[string]string {
	files := map[string]string{"rabbitmq.conf": x.RabbitMQConf, "advanced.config": x.AdvancedConfig, "enabled_plugins": x.EnabledPlugins}
	if text, ok := x.EnvConf[node]; ok {
		files["rabbitmq-env.conf"] = text
	}
	return files
}

// render lets Terraform read a data source for each node of the lab. In the configuration, local.node is the node's
// number from 1, and what start gives has to be in it for the lab to find the node.
func render(t *testing.T, l *lab.Lab, configuration func(n *lab.Node) string) []texts {
	t.Helper()
	var config, outputs strings.Builder
	for _, n := range l.Nodes {
		fmt.Fprintf(&config, "data \"rabbitmqha_node_config\" \"node%d\" {\n%s\n}\n", n.Number, configuration(n))
		fmt.Fprintf(&outputs, "data.rabbitmqha_node_config.node%d,\n", n.Number)
	}
	var all []texts
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: config.String() + "output \"all\" {\n sensitive = true\n value = jsonencode([\n" + outputs.String() + "])\n}\n",
			Check: func(state *terraform.State) error {
				text, ok := state.RootModule().Outputs["all"].Value.(string)
				if !ok {
					return errors.New("there is no output")
				}
				return json.Unmarshal([]byte(text), &all)
			},
		}},
	})
	if len(all) != len(l.Nodes) {
		t.Fatal("Terraform rendered nothing")
	}
	return all
}

// reachable is what the lab needs to know a node by: its user, and its ports.
func reachable(l *lab.Lab, n *lab.Node) string {
	return fmt.Sprintf(`
  rabbitmq_version  = %q
  default_user      = %q
  default_pass      = %q
  distribution_port = %d
  listener {
    protocol = "amqp"
    address  = "127.0.0.1"
    port     = %d
  }
  listener {
    protocol = "management"
    address  = "127.0.0.1"
    port     = %d
  }
`, l.Version, l.Username, l.Password, n.DistributionPort, n.AMQPPort, n.ManagementPort)
}

// members are node blocks for all nodes.
func members(l *lab.Lab) string {
	var b strings.Builder
	for _, n := range l.Nodes {
		fmt.Fprintf(&b, "  node {\n    name    = %q\n    address = \"127.0.0.1\"\n  }\n", n.Name)
	}
	return b.String()
}

// economical are settings without which a node of the oldest series takes hundreds of megabytes.
func economical(l *lab.Lab) string {
	if l.Series != "3.8" {
		return ""
	}
	return "    \"raft.wal_max_size_bytes\" = \"16777216\"\n"
}

// hasty are settings without which fresh nodes of the oldest series wait for up to a minute at random.
func hasty(l *lab.Lab) string {
	if l.Series != "3.8" {
		return ""
	}
	const delay = "\"cluster_formation.randomized_startup_delay_range."
	return delay + "min\" = \"0\"\n" + delay + "max\" = \"0\"\n"
}

// boot gives every node its files and starts them as machines that have never started: all at once, but one by one in
// 3.8, whose fresh nodes take no lock.
func boot(t *testing.T, l *lab.Lab, files func(i int) map[string]string) {
	t.Helper()
	for i := range l.Nodes {
		if err := errors.Join(l.Kill(t.Context(), i), l.Reinstall(i, files(i))); err != nil {
			t.Fatal(err)
		}
	}
	var group sync.WaitGroup
	for i := range l.Nodes {
		start := func() {
			if err := l.Restart(t.Context(), i); err != nil {
				t.Error(err)
			}
		}
		if l.Series == "3.8" {
			start()
			continue
		}
		group.Go(start)
	}
	group.Wait()
	if t.Failed() {
		t.FailNow()
	}
}
