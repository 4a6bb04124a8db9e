package cluster_test

import (
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const (
	address = "data.rabbitmqha_cluster.this"
	config  = "data \"rabbitmqha_cluster\" \"this\" {}\n"
)

// shows checks an attribute of the data source, shown one of its i-th node.
func shows(attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New(attribute), value)
}

func shown(i int, attribute string, value knownvalue.Check) statecheck.StateCheck {
	return statecheck.ExpectKnownValue(address, tfjsonpath.New("nodes").AtSliceIndex(i).AtMapKey(attribute), value)
}

func TestAccClusterDataSource(t *testing.T) {
	broker := acctest.Start(t)
	nodes := broker.Lab.Nodes
	checks := []statecheck.StateCheck{
		shows("version", knownvalue.StringExact(broker.Version.String())),
		shows("erlang_version", knownvalue.StringRegexp(regexp.MustCompile(`^\d+`))),
		shows("name", knownvalue.NotNull()),
		shows("nodes", knownvalue.ListSizeExact(len(nodes))),
		shows("running_nodes", knownvalue.ListSizeExact(len(nodes))),
		shows("majority", knownvalue.Int64Exact(int64(len(nodes)/2+1))),
		shows("has_majority", knownvalue.Bool(true)),
	}
	var drained knownvalue.Check = knownvalue.Null()
	if broker.Version.AtLeast(3, 13, 0) {
		drained = knownvalue.Bool(false)
	}
	for i, node := range nodes {
		managed, err := url.Parse(node.Endpoint())
		if err != nil {
			t.Fatal(err)
		}
		port, err := strconv.ParseInt(managed.Port(), 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		checks = append(checks,
			shown(i, "name", knownvalue.StringExact(node.Name)),
			shown(i, "running", knownvalue.Bool(true)),
			shown(i, "type", knownvalue.StringExact("disc")),
			shown(i, "version", knownvalue.StringExact(broker.Version.String())),
			shown(i, "being_drained", drained),
			shown(i, "partitions", knownvalue.ListSizeExact(0)),
			shown(i, "management_port", knownvalue.Int64Exact(port)),
			shown(i, "ports", knownvalue.MapPartial(map[string]knownvalue.Check{
				"amqp": knownvalue.Int64Exact(int64(node.AMQPPort)), "management": knownvalue.Int64Exact(port),
			})),
			shown(i, "management_tls_port", knownvalue.Null()),
			shown(i, "amqps_port", knownvalue.Null()))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps:                    []resource.TestStep{{Config: config, ConfigStateChecks: checks}},
	})
}

func TestAccClusterFeedsHAProxy(t *testing.T) {
	broker := acctest.Start(t)
	want := ""
	for _, node := range broker.Lab.Nodes {
		want += `[\s\S]*server\s+\S+\s+` + regexp.QuoteMeta(node.AMQPAddress()) + `\s`
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: config + `
data "rabbitmqha_haproxy_config" "this" {
  rabbitmq_version = data.rabbitmqha_cluster.this.version
  listener {
    name = "amqp"
    dynamic "server" {
      for_each = data.rabbitmqha_cluster.this.nodes
      content {
        name       = replace(server.value.name, "@", ".")
        address    = server.value.address
        port       = server.value.amqp_port
        check_port = server.value.management_port
      }
    }
  }
}
`,
			Check: resource.TestMatchResourceAttr("data.rabbitmqha_haproxy_config.this", "config", regexp.MustCompile(want)),
		}},
	})
}

func TestAccClusterNeedsMonitoringTag(t *testing.T) {
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
					Config:      fmt.Sprintf("provider \"rabbitmqha\" {\n  username = %q\n  password = %q\n}\n", user, password) + config,
					ExpectError: want,
				}},
			})
		})
	}
}
