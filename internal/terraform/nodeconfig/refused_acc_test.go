package nodeconfig_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// TestAccUnknownKeyStopsANode is the reason for the table of keys: with a key of another version, and with a value of
// another type, a node does not boot. Terraform says so while it plans.
func TestAccUnknownKeyStopsANode(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series, Nodes: 1})
	n := l.Nodes[0]
	good := render(t, l, func(n *lab.Node) string { return reachable(l, n) + "settings = {\n" + economical(l) + "}" })[0].files(n.Name)
	key, value := "default_queue_type", "quorum"
	if run.Version.Major >= 4 {
		key, value = "cluster_formation.randomized_startup_delay_range.min", "5"
	}
	for name, bad := range map[string]struct{ key, value, refused string }{
		"key of another version": {key, value, `Key\s+of\s+another\s+version`},
		"unknown key":            {"heart_beat", "60", `Is\s+heartbeat\s+meant\?`},
		"value":                  {"heartbeat", "60s", `takes\s+a\s+whole\s+number`},
	} {
		t.Run(name, func(t *testing.T) {
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{
					Config: "data \"rabbitmqha_node_config\" \"this\" {\n" + reachable(l, n) +
						"settings = { \"" + bad.key + "\" = \"" + bad.value + "\" }\n}\n",
					PlanOnly:    true,
					ExpectError: regexp.MustCompile(bad.refused),
				}},
			})
			files := map[string]string{}
			for file, text := range good {
				files[file] = text
			}
			files["rabbitmq.conf"] += bad.key + " = " + bad.value + "\n"
			// It may have ended by itself, with the key of the test before.
			_ = l.Kill(t.Context(), 0)
			if err := l.Reinstall(0, files); err != nil {
				t.Fatal(err)
			}
			err := l.Restart(t.Context(), 0)
			if err == nil {
				t.Fatal("the node boots all the same")
			}
			if !strings.Contains(err.Error(), bad.key) {
				t.Errorf("the node does not boot for another reason: %v", err)
			}
		})
	}
	if err := l.Reinstall(0, good); err != nil {
		t.Fatal(err)
	}
	if err := l.Restart(t.Context(), 0); err != nil {
		t.Errorf("without the line it does not boot either: %v", err)
	}
}
