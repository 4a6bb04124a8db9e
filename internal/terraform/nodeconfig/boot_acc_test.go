package nodeconfig_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// Texts that a careless writer breaks: those that every series can write, and one that needs quotes.
const (
	clusterName    = `it's "one" = $x`
	password       = `p'a"s\s$ {w}7f3aSecret`
	quotedPassword = ` #p"a\s = $ {w}7f3aSecret `
)

// TestAccNodesFormACluster boots three machines that have never started with nothing but the rendered files. They find
// each other by themselves, and each says that it has every setting.
func TestAccNodesFormACluster(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Separate: true})
	modern, password := run.Version.Major >= 4, password
	if modern {
		password = quotedPassword
	}
	rendered := render(t, l, func(n *lab.Node) string {
		more := ""
		if modern {
			more = "default_queue_type = \"quorum\"\n deprecated_features = { global_qos = false }\n"
		}
		return reachable(l, n) + members(l) + more + `
  cluster_name             = ` + fmt.Sprintf("%q", clusterName) + `
  vm_memory_high_watermark = "0.35"
  disk_free_limit          = "60MB"
  heartbeat                = 33
  channel_max              = 77
  loopback_users           = ["guest", "j.doe"]
  plugins                  = ["rabbitmq_management", "rabbitmq_shovel"]
  environment              = { MAX_NUMBER_OF_ATOMS = "6000000" }
  settings = {
    "collect_statistics_interval" = "1000"
` + economical(l) + hasty(l) + `  }
  settings_sensitive = { "ssl_options.password" = ` + fmt.Sprintf("%q", password) + ` }
  advanced {
    application = "rabbit"
    key         = "quorum_tick_interval"
    value       = "1000"
  }
  advanced {
    application = "rabbit"
    key         = "of_this_test"
    value       = "[{a, <<\"b\">>}, #{'c d' => \"e\"}, -1.5]"
  }
`
	})
	boot(t, l, func(i int) map[string]string { return rendered[i].files(l.Nodes[i].Name) })

	for i, n := range l.Nodes {
		acctest.Await(t, n.Name+" to see three members run", func() bool { return running(t, l, i) == 3 })
		want := []string{
			"{rabbit, vm_memory_high_watermark, 0.35}", `{rabbit, disk_free_limit, "60MB"}`, "{rabbit, heartbeat, 33}", "{rabbit, channel_max, 77}",
			"{rabbit, quorum_tick_interval, 1000}", "{rabbit, collect_statistics_interval, 1000}",
			`{rabbit, of_this_test, [{a, <<"b">>}, #{'c d' => "e"}, -1.5]}`, fmt.Sprintf(`{rabbit, tcp_listeners, [{"127.0.0.1", %d}]}`, n.AMQPPort),
		}
		if run.Lab.Series != "4.3" {
			want = append(want, "{rabbit, cluster_partition_handling, pause_minority}")
		}
		if modern {
			want = append(want, "{rabbit, default_queue_type, rabbit_quorum_queue}", "{rabbit, permit_deprecated_features, #{global_qos => false}}")
		}
		expectEnvironment(t, l, i, want...)
		for what, expression := range map[string]string{
			"the cluster's name":    "rabbit_nodes:cluster_name() =:= <<" + erlang(clusterName) + ">>.",
			"the password":          "iolist_to_binary(proplists:get_value(password, element(2, application:get_env(rabbit, ssl_options)))) =:= <<" + erlang(password) + ">>.",
			"the loopback users":    `lists:sort(element(2, application:get_env(rabbit, loopback_users))) =:= [<<"guest">>, <<"j.doe">>].`,
			"the limit of atoms":    "erlang:system_info(atom_limit) =:= 6000000.",
			"the plugin":            "lists:member(rabbitmq_shovel, rabbit_plugins:active()).",
			"the distribution port": fmt.Sprintf("lists:member({%q, %d}, element(2, erl_epmd:names())).", strings.Split(n.Name, "@")[0], n.DistributionPort),
		} {
			if got := eval(t, l, i, expression); got != "true" {
				t.Errorf("%s: %s is not what was given: %s", n.Name, what, got)
			}
		}
	}
}

// erlang is text as an Erlang string.
func erlang(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}
