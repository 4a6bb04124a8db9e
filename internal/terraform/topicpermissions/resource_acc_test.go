package topicpermissions_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// The community provider clears everything before each update, and reads whatever stands first in the list.
func TestAccTopicPermissionsLifecycle(t *testing.T) {
	p := newPlace(t)
	const other = "^other ^other"
	p.put(t, "amq.topic", "^other", "^other")
	kept := p.has(t, "amq.topic", other)
	is := func(want string) resource.TestCheckFunc {
		return resource.ComposeAggregateTestCheckFunc(p.has(t, p.exchange, want), kept)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             resource.ComposeAggregateTestCheckFunc(p.has(t, p.exchange, ""), kept),
		Steps: []resource.TestStep{
			{Config: p.config("", ".*"), Check: is(" .*")},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{Config: p.config(`^{username}\.é`, ""), Check: is(`^{username}\.é `), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate)},
			{
				PreConfig: func() { p.put(t, p.exchange, ".*", ".*") },
				Config:    p.config("^a", "^b"), Check: is("^a ^b"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				PreConfig: func() { p.broker.Delete(t, "topic-permissions", p.vhost, p.user, p.exchange) },
				Config:    p.config("^a", "^b"), Check: is("^a ^b"), ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
		},
	})
}

func TestAccTopicPermissionsOfSeveralExchanges(t *testing.T) {
	p := newPlace(t)
	text := p.config("^a", "") + p.declare("topic", "amq.topic", "^t", "") + p.declare("other", "amq.rabbitmq.trace", "^o", "")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			if got := p.read(t); len(got) > 0 {
				return fmt.Errorf("the broker has %v", got)
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: text, Check: resource.ComposeAggregateTestCheckFunc(p.has(t, "amq.topic", "^t "), p.has(t, p.exchange, "^a "))},
			{
				PreConfig: func() { p.broker.Delete(t, "topic-permissions", p.vhost, p.user) },
				Config:    text, Check: p.has(t, "amq.rabbitmq.trace", "^o "),
			},
			{
				// With Khepri the permissions go with the exchange.
				PreConfig: func() {
					p.broker.Delete(t, "exchanges", p.vhost, p.exchange)
					p.broker.Put(t, map[string]any{"type": "topic"}, "exchanges", p.vhost, p.exchange)
				},
				Config: text, Check: p.has(t, p.exchange, "^a "),
			},
		},
	})
}

func TestAccTopicPermissionsRefused(t *testing.T) {
	p := newPlace(t)
	p.put(t, "amq.topic", "^theirs", "")
	none := p
	none.user = "none"
	tests := map[string]struct{ config, want string }{
		"another's":     {p.declare("test", "amq.topic", "^a", ""), `set\s+of\s+topic\s+permissions[\s\S]*exists\s+already[\s\S]*/amq\.topic"`},
		"no such user":  {none.config("^a", ""), `Could\s+not\s+give\s+topic\s+permissions\s+of\s+user\s+"none"[\s\S]*user = rabbitmqha_user.NAME.name`},
		"no expression": {p.config("[a", ""), `write\s+is\s+not\s+a\s+regular\s+expression`},
		// The address of no exchange is that of all.
		"no exchange": {p.declare("test", "", "^a", ""), `between\s+1\s+and\s+255`},
	}
	if p.broker.Version.AtLeast(4, 3, 2) {
		tests["no such exchange"] = struct{ config, want string }{p.declare("test", "none", "^a", ""), `no_such_exchange[\s\S]*exchange = rabbitmqha_exchange.NAME.name`}
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps:                    []resource.TestStep{{Config: test.config, ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
	if got := p.read(t); len(got) != 1 || got["amq.topic"] != "^theirs " {
		t.Errorf("the broker has %v", got)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: "provider \"rabbitmqha\" {\n  adopt_existing = true\n}\n" + p.declare("test", "amq.topic", "^ours", ""),
			Check:  p.has(t, "amq.topic", "^ours "),
		}},
	})
}
