package binding_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// The broker answers the same to a binding that it makes and to one that it has, so that it is looked for before.
func TestAccBindingIsNotTakenOverInSilence(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"type": "headers"}, "exchanges", vhost, "x/1")
	broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "q é")
	for _, arguments := range []map[string]any{{"x-match": "all", "n": 9007199254740993}, {}} {
		broker.Post(t, map[string]any{"routing_key": "a b", "arguments": arguments}, "bindings", vhost, "e", "x/1", "q", "q é")
	}
	body := func(arguments string) string {
		return "resource \"rabbitmqha_binding\" \"example\" {\n  vhost = \"" + vhost + "\"\n  source = \"x/1\"\n  destination = \"q é\"\n" +
			"  routing_key = \"a b\"\n  arguments_json = jsonencode(" + arguments + ")\n}\n"
	}
	exists := func(key string) *regexp.Regexp {
		return regexp.MustCompile(`binding\s+from\s+exchange\s+"x/1"[\s\S]*exists\s+already[\s\S]*id = "` + vhost + `/x%2F1/queue/q%20%C3%A9/` + key + `"`)
	}
	const same = "{ n = 9007199254740993, x-match = \"all\" }"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: body("{}"), ExpectError: exists(`a\+b`)},
			{Config: body(same), ExpectError: exists(`a\+b~[^"/]+`)},
			{Config: body("{ n = 9007199254740992, x-match = \"all\" }")},
			{Config: "provider \"rabbitmqha\" {\n  adopt_existing = true\n}\n" + body(same)},
		},
	})
}
