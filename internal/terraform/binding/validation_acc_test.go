package binding_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

func TestAccBindingBadInput(t *testing.T) {
	lab.SameOnEveryBroker(t)
	acctest.Start(t)
	for label, test := range map[string]struct{ config, want string }{
		"the default exchange": {`source = ""
destination = "q"`, `The\s+default\s+exchange\s+cannot\s+be\s+bound`},
		"no source":                {`destination = "q"`, `Write\s+either\s+source\s+or\s+source_id[\s\S]*has\s+neither`},
		"two destinations":         {"source = \"x\"\ndestination = \"q\"\ndestination_id = \"v/q\"", `Write\s+either\s+destination\s+or\s+destination_id[\s\S]*has\s+both`},
		"another kind of end":      {"source = \"x\"\ndestination = \"q\"\ndestination_type = \"q\"", `must\s+be\s+one\s+of:\s+\["queue"\s+"exchange"\]`},
		"long routing key":         {fmt.Sprintf("source = \"x\"\ndestination = \"q\"\nrouting_key = \"%0256d\"", 0), `length\s+must\s+be\s+at\s+most\s+255`},
		"not an id":                {"source_id = \"x\"\ndestination = \"q\"", `Not\s+the\s+id\s+of\s+an\s+exchange\s+or\s+a\s+queue[\s\S]*has\s+1\s+part;\s+expected[\s\S]*rabbitmqha_exchange.x.id`},
		"another virtual host":     {"vhost = \"w\"\nsource_id = \"v/x\"\ndestination = \"q\"", `cannot\s+leave\s+its\s+virtual\s+host[\s\S]*vhost\s+says\s+the\s+virtual\s+host\s+"w",\s+but\s+source_id\s+says\s+"v"`},
		"two virtual hosts":        {"source_id = \"v/x\"\ndestination_id = \"w/q\"", `source_id\s+says\s+the\s+virtual\s+host\s+"v",\s+but\s+destination_id\s+says\s+"w"`},
		"a tilde and arguments":    {"source = \"x\"\ndestination = \"q\"\nrouting_key = \"a~b\"\narguments_json = jsonencode({ a = 1 })", `The\s+management\s+API\s+fails\s+on\s+this\s+routing\s+key`},
		"arguments hold a null":    {"source = \"x\"\ndestination = \"q\"\narguments_json = jsonencode({ a = null })", `The\s+arguments\s+hold\s+a\s+null`},
		"arguments are a list":     {"source = \"x\"\ndestination = \"q\"\narguments_json = \"[]\"", `The\s+arguments\s+are\s+not\s+a\s+JSON\s+object`},
		"a name that is a step up": {"source = \"..\"\ndestination = \"q\"", `cannot\s+be\s+addressed`},
	} {
		t.Run(label, func(t *testing.T) {
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{
					Config:   "resource \"rabbitmqha_binding\" \"test\" {\n" + test.config + "\n}\n",
					PlanOnly: true, ExpectError: regexp.MustCompile(test.want),
				}},
			})
		})
	}
}

func TestAccBindingVirtualHostsThatShowAtApply(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: fmt.Sprintf("resource \"rabbitmqha_exchange\" \"new\" {\n  vhost = %q\n  name = \"new\"\n  type = \"fanout\"\n}\n", vhost) +
				config("/", "  source_id = rabbitmqha_exchange.new.id\n  destination = \"q\""),
			ExpectError: regexp.MustCompile(`vhost\s+says\s+the\s+virtual\s+host\s+"/",\s+but\s+source_id\s+says\s+"test-`),
		}},
	})
}

func TestAccBindingMissingEnd(t *testing.T) {
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: config(vhost, "  source = \"x\"\n  destination = \"nope\""),
			ExpectError: regexp.MustCompile(
				`Could\s+not\s+make\s+the\s+binding\s+from\s+exchange\s+"x"\s+to\s+queue\s+"nope"[\s\S]*no\s+queue\s+'nope'[\s\S]*depends_on`),
		}},
	})
}

func TestAccBindingImportErrors(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := topology(t, broker)
	text := config(vhost, "  source = \"x\"\n  destination = \"q\"\n  routing_key = \"a b\"")
	step := func(id, want string) resource.TestStep {
		return resource.TestStep{
			Config: text, ResourceName: address, ImportState: true, ImportStateId: vhost + id, ExpectError: regexp.MustCompile(want),
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: text},
			step("/x/q", `has\s+3\s+parts;\s+expected\s+.vhost/source/destination_type/destination/properties_key`),
			step("/x/q/q/a%2Bb", `destination_type\s+"q"\s+is\s+neither\s+"queue"\s+nor\s+"exchange"`),
			step("/x/queue/q/nope", `Cannot\s+import\s+non-existent\s+remote\s+object`),
			step("/x/q/queue/a%20b", `write\s+.`+vhost+`/x/queue/q/a\+b`),
			// Whoever writes the routing key means the binding with it.
			{ResourceName: address, ImportState: true, ImportStateId: vhost + "/x/queue/q/a%20b", ImportStateVerify: true},
		},
	})
}
