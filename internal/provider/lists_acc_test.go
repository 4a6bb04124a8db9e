package provider_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/querycheck"
	"github.com/hashicorp/terraform-plugin-testing/querycheck/queryfilter"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

var knowsQueries = []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_14_0)}

func TestAccQuery(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	cluster := fmt.Sprint(broker.Get(t, "global-parameters", "internal_cluster_id")["value"])
	for _, name := range []string{"orders/1", "orders @ é", "other%"} {
		broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum"}}, "queues", vhost, name)
	}
	broker.Put(t, map[string]any{"type": "topic"}, "exchanges", vhost, "x/1")
	broker.Post(t, map[string]any{"routing_key": "k.#"}, "bindings", vhost, "e", "x/1", "q", "other%")
	broker.Put(t, map[string]any{"pattern": "^a", "definition": map[string]any{"max-length": 5}}, "policies", vhost, "p")
	identity := func(parts map[string]string) map[string]knownvalue.Check {
		out := map[string]knownvalue.Check{"cluster_id": knownvalue.StringExact(cluster), "vhost": knownvalue.StringExact(vhost)}
		for name, value := range parts {
			out[name] = knownvalue.StringExact(value)
		}
		return out
	}
	block := func(kind, more string) string {
		return fmt.Sprintf("list \"rabbitmqha_%s\" \"test\" {\n  provider = rabbitmqha\n  include_resource = true\n  config {\n    vhost = %q\n%s  }\n}\n",
			kind, vhost, more)
	}
	resource.Test(t, resource.TestCase{
		TerraformVersionChecks:   knowsQueries,
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{
				Query: true, Config: "provider \"rabbitmqha\" {}\n" + block("queue", "    pattern = \"^orders\"\n"),
				QueryResultChecks: []querycheck.QueryResultCheck{
					querycheck.ExpectLength("rabbitmqha_queue.test", 2),
					querycheck.ExpectIdentity("rabbitmqha_queue.test", identity(map[string]string{"name": "orders/1"})),
					querycheck.ExpectIdentity("rabbitmqha_queue.test", identity(map[string]string{"name": "orders @ é"})),
					querycheck.ExpectResourceKnownValues("rabbitmqha_queue.test",
						queryfilter.ByDisplayName(knownvalue.StringExact("orders/1 (virtual host "+vhost+")")),
						[]querycheck.KnownValueCheck{{Path: tfjsonpath.New("type"), KnownValue: knownvalue.StringExact("quorum")}}),
				},
			},
			{
				Query: true, Config: "provider \"rabbitmqha\" {}\n" + block("exchange", "") + block("binding", "") + block("policy", ""),
				QueryResultChecks: []querycheck.QueryResultCheck{
					querycheck.ExpectLength("rabbitmqha_exchange.test", 1),
					querycheck.ExpectLength("rabbitmqha_binding.test", 1),
					querycheck.ExpectLength("rabbitmqha_policy.test", 1),
					querycheck.ExpectIdentity("rabbitmqha_binding.test", identity(map[string]string{
						"source": "x/1", "destination": "other%", "destination_type": "queue", "properties_key": "k.%23",
					})),
				},
			},
		},
	})
}

// Every example of a list resource is a query that works as it stands.
func TestAccQueryExamples(t *testing.T) {
	acctest.Start(t)
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "list-resources", "*", "*.tfquery.hcl"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	var steps []resource.TestStep
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, resource.TestStep{Query: true, Config: "provider \"rabbitmqha\" {}\n" + string(text)})
	}
	resource.Test(t, resource.TestCase{
		TerraformVersionChecks: knowsQueries, ProtoV6ProviderFactories: acctest.Providers, Steps: steps,
	})
}
