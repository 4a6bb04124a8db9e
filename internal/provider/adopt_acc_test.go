package provider_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// adoption is one object that somebody else has made, and a resource of the same name.
type adoption struct {
	made       map[string]any
	at         []string
	config     string
	id         string
	attribute  string // at the broker and in Terraform
	value      string // of the attribute, as the configuration says
	beforeOnly bool   // the resource works only before RabbitMQ 4.0
}

func adoptions(vhost, other string) map[string]adoption {
	policy := map[string]any{"pattern": "^theirs", "definition": map[string]any{"max-length": 5}, "apply-to": "queues"}
	return map[string]adoption{
		"vhost": {
			made: map[string]any{"description": "theirs", "tags": "a"}, at: []string{"vhosts", other},
			config: fmt.Sprintf("name = %q\n  tracing = true", other), id: other, attribute: "tracing", value: "true",
		},
		"queue": {
			made: map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum"}}, at: []string{"queues", vhost, "a/q é"},
			config: `name = "a/q é"`, id: vhost + "/a%2Fq%20%C3%A9", attribute: "type", value: "quorum",
		},
		"exchange": {
			made: map[string]any{"type": "topic", "durable": true}, at: []string{"exchanges", vhost, "a@x%"},
			config: "name = \"a@x%\"\n  type = \"topic\"", id: vhost + "/a@x%25", attribute: "type", value: "topic",
		},
		"policy": {
			made: policy, at: []string{"policies", vhost, "p"},
			config: "name = \"p\"\n  pattern = \"^ours\"\n  definition {\n    max_length = 6\n  }", id: vhost + "/p", attribute: "pattern", value: "^ours",
		},
		"operator_policy": {
			made: policy, at: []string{"operator-policies", vhost, "p"},
			config: "name = \"p\"\n  pattern = \"^ours\"\n  definition {\n    max_length = 6\n  }", id: vhost + "/p", attribute: "pattern", value: "^ours",
		},
		"mirroring_policy": {
			made: policy, at: []string{"policies", vhost, "m"},
			config: "name = \"m\"\n  pattern = \"^ours\"", id: vhost + "/m", attribute: "pattern", value: "^ours", beforeOnly: true,
		},
	}
}

// What exists is not taken over in silence. The error offers an import block that works, and adopt_existing = true
// takes over what exists.
func TestAccWhatExistsIsNotTakenOverInSilence(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost, other := broker.Vhost(t), broker.Vhost(t)
	for kind, each := range adoptions(vhost, other) {
		t.Run(kind, func(t *testing.T) {
			if each.beforeOnly && broker.Version.AtLeast(4, 0, 0) {
				t.Skip("RabbitMQ 4.0 has no mirrored queues")
			}
			broker.Put(t, each.made, each.at...)
			before := broker.Get(t, each.at...)[each.attribute]
			body := "  " + each.config
			if kind != "vhost" {
				body = fmt.Sprintf("  vhost = %q\n", vhost) + body
			}
			config := fmt.Sprintf("resource \"rabbitmqha_%s\" \"example\" {\n%s\n}\n", kind, body)
			offer := fmt.Sprintf("import {\n    to = rabbitmqha_%s.example\n    id = %q\n  }", kind, each.id)
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{
					{Config: config, ExpectError: wrapped(offer)},
					{
						PreConfig: func() {
							if after := broker.Get(t, each.at...)[each.attribute]; after != before {
								t.Errorf("the broker has %v, had %v", after, before)
							}
						},
						Config: config + "\nimport {\n  to = rabbitmqha_" + kind + ".example\n  id = \"" + each.id + "\"\n}\n",
					},
				},
			})
			broker.Put(t, each.made, each.at...)
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{
					Config: "provider \"rabbitmqha\" {\n  adopt_existing = true\n}\n" + config,
					Check:  resource.TestCheckResourceAttr("rabbitmqha_"+kind+".example", each.attribute, each.value),
				}},
			})
		})
	}
}

// wrapped matches a text that Terraform may have broken into lines.
func wrapped(text string) *regexp.Regexp {
	words := strings.Fields(text)
	for i, word := range words {
		words[i] = regexp.QuoteMeta(word)
	}
	return regexp.MustCompile(strings.Join(words, `\s+[│|]?\s*`))
}
