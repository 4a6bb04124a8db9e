package mirroringpolicy_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const (
	address = "rabbitmqha_mirroring_policy.test"
	api     = "policies"
)

func config(vhost, name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_mirroring_policy\" \"test\" {\n  vhost = %q\n  name = %q\n%s\n}\n", vhost, name, more)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// words makes a regular expression of a text that Terraform may wrap anywhere.
func words(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `\s+`))
}

// has checks the broker through its own API: the whole policy, as JSON.
func has(t *testing.T, broker *acctest.Broker, want, vhost, name string) resource.TestCheckFunc {
	return func(*terraform.State) error {
		got := broker.Get(t, api, vhost, name)
		if got == nil {
			return fmt.Errorf("policy %q is not there", name)
		}
		delete(got, "vhost")
		delete(got, "name")
		if text, err := json.Marshal(got); err != nil || string(text) != want {
			return fmt.Errorf("the broker has %s, want %s (%w)", text, want, err)
		}
		return nil
	}
}

// mirrored is the broker of this run, if it has mirrored queues.
func mirrored(t *testing.T) *acctest.Broker {
	t.Helper()
	broker := acctest.Start(t)
	if broker.Version.AtLeast(4, 0, 0) {
		t.Skipf("RabbitMQ %s has no mirrored queues", broker.Version)
	}
	return broker
}

func TestAccMirroringPolicyLifecycle(t *testing.T) {
	broker := mirrored(t)
	vhost, name := broker.Vhost(t), "ha/é @ 100%+"
	minimal := config(vhost, name, "  pattern = \"^celery\"")
	const haAll = `{"apply-to":"queues","definition":{"ha-mode":"all","ha-sync-mode":"automatic"},"pattern":"^celery","priority":0}`
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			if broker.Get(t, api, vhost, name) != nil || broker.Get(t, api, vhost, name+"2") != nil {
				return fmt.Errorf("policy %q is still there", name)
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: minimal, Check: has(t, broker, haAll, vhost, name)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: config(vhost, name, `
  pattern             = "^reporting\\."
  apply_to            = "all"
  priority            = -7
  mode                = "nodes"
  nodes               = ["rabbit@b", "rabbit@a"]
  sync_mode           = "manual"
  sync_batch_size     = 100
  promote_on_shutdown = "always"
  promote_on_failure  = "when-synced"
`),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check: has(t, broker, `{"apply-to":"all","definition":{"ha-mode":"nodes","ha-params":["rabbit@b","rabbit@a"],`+
					`"ha-promote-on-failure":"when-synced","ha-promote-on-shutdown":"always","ha-sync-batch-size":100,"ha-sync-mode":"manual"},`+
					`"pattern":"^reporting\\.","priority":-7}`, vhost, name),
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config:           config(vhost, name, "  pattern = \"^celery\"\n  mode = \"exactly\"\n  replicas = 2"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check: has(t, broker, `{"apply-to":"queues","definition":{"ha-mode":"exactly","ha-params":2,"ha-sync-mode":"automatic"},`+
					`"pattern":"^celery","priority":0}`, vhost, name),
			},
			{
				Config:           minimal,
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
				Check:            has(t, broker, haAll, vhost, name),
			},
			{
				// Changed behind Terraform's back, in what this resource has attributes for and in what it has not.
				PreConfig: func() {
					broker.Put(t, map[string]any{
						"pattern": "x", "apply-to": "all", "priority": 3,
						"definition": map[string]any{"ha-mode": "nodes", "ha-params": []string{"a"}, "expires": 5},
					}, api, vhost, name)
				},
				Config: minimal,
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate),
					plancheck.ExpectKnownValue(address, tfjsonpath.New("other_keys"), knownvalue.Null()),
				}},
				Check: has(t, broker, haAll, vhost, name),
			},
			{
				// A key that is none of this resource's is drift by itself.
				PreConfig: func() {
					broker.Put(t, map[string]any{"pattern": "^celery", "apply-to": "queues", "definition": map[string]any{
						"ha-mode": "all", "ha-sync-mode": "automatic", "expires": 5}}, api, vhost, name)
				},
				RefreshState:       true,
				ExpectNonEmptyPlan: true,
			},
			{
				Config:            minimal,
				ConfigPlanChecks:  expect(plancheck.ResourceActionUpdate),
				Check:             has(t, broker, haAll, vhost, name),
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("other_keys"), knownvalue.Null())},
			},
			{
				PreConfig:        func() { broker.Delete(t, api, vhost, name) },
				Config:           minimal,
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
				Check:            has(t, broker, haAll, vhost, name),
			},
			{
				Config:           strings.Replace(minimal, name, name+"2", 1),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check: func(*terraform.State) error {
					if broker.Get(t, api, vhost, name) != nil || broker.Get(t, api, vhost, name+"2") == nil {
						return fmt.Errorf("the policy was not replaced")
					}
					return nil
				},
			},
		},
	})
}

// The queue has a mirror on every other node: the policy does what it is for.
func TestAccMirroringPolicyMirrors(t *testing.T) {
	broker := mirrored(t)
	vhost := broker.Vhost(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			PreConfig: func() { broker.Put(t, map[string]any{"durable": true}, "queues", vhost, "celery") },
			Config:    config(vhost, "ha-all", "  pattern = \"^celery\""),
			Check: func(*terraform.State) error {
				acctest.Await(t, "a synchronised mirror on every other node", func() bool {
					queue := broker.Get(t, "queues", vhost, "celery")
					mirrors, _ := queue["synchronised_slave_nodes"].([]any)
					return queue["policy"] == "ha-all" && len(mirrors) == len(broker.Lab.Nodes)-1
				})
				return nil
			},
		}},
	})
}

func TestAccMirroringPolicyNeverReplacesAnother(t *testing.T) {
	broker := mirrored(t)
	vhost := broker.Vhost(t)
	broker.Put(t, map[string]any{"pattern": "", "definition": map[string]any{"expires": 5}}, api, vhost, "theirs")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config:      config(vhost, "theirs", "  pattern = \"\""),
			ExpectError: regexp.MustCompile(`mirroring\s+policy\s+"theirs"[\s\S]*exists\s+already[\s\S]*import {`),
		}},
	})
	if err := has(t, broker, `{"apply-to":"all","definition":{"expires":5},"pattern":"","priority":0}`, vhost, "theirs")(nil); err != nil {
		t.Error(err)
	}
}

func TestAccMirroringPolicyOnABrokerWithout(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(4, 0, 0) {
		t.Skipf("RabbitMQ %s has mirrored queues", broker.Version)
	}
	vhost := broker.Vhost(t)
	haAll := config(vhost, "ha-all", "  pattern = \"\"")
	refused := resource.TestStep{
		Config:   haAll,
		PlanOnly: true,
		ExpectError: regexp.MustCompile(`RabbitMQ\s+` + regexp.QuoteMeta(broker.Version.String()) +
			`\s+has\s+no\s+mirrored\s+queues[\s\S]*removed\s+in\s+RabbitMQ\s+4\.0[\s\S]*type\s+=\s+"quorum"`),
	}
	t.Run("a new one", func(t *testing.T) {
		resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: []resource.TestStep{refused}})
		if broker.Get(t, api, vhost, "ha-all") != nil {
			t.Error("the policy reached the broker")
		}
	})
	t.Run("one that an upgrade left behind", func(t *testing.T) {
		leaveBehind(t, broker, vhost, "ha-all")
		resource.Test(t, resource.TestCase{
			ProtoV6ProviderFactories: acctest.Providers,
			Steps: []resource.TestStep{
				{
					Config: haAll, ResourceName: address, ImportState: true, ImportStateId: vhost + "/ha-all", ImportStatePersist: true,
					ImportStateCheck: func(states []*terraform.InstanceState) error {
						if got := states[0].Attributes["mode"]; got != "all" {
							return fmt.Errorf("mode is %q", got)
						}
						return nil
					},
				},
				// As it stands it draws a warning; any change of it is refused.
				{Config: haAll, PlanOnly: true},
				{Config: config(vhost, "ha-all", "  pattern = \"\"\n  priority = 1"), PlanOnly: true, ExpectError: refused.ExpectError},
				{Config: haAll, Destroy: true},
			},
		})
		if broker.Get(t, api, vhost, "ha-all") != nil {
			t.Error("the policy is still there")
		}
	})
}

// leaveBehind puts an ha-all policy into the metadata store of a broker whose API takes none any more, as an upgrade from
// RabbitMQ 3.13 leaves it there.
func leaveBehind(t *testing.T, broker *acctest.Broker, vhost, name string) {
	t.Helper()
	code := fmt.Sprintf(`rabbit_db_rtparams:set(<<%q>>, <<"policy">>, <<%q>>, [{<<"pattern">>, <<>>}, {<<"apply-to">>, <<"queues">>},
		{<<"priority">>, 0}, {<<"definition">>, [{<<"ha-mode">>, <<"all">>}, {<<"ha-sync-mode">>, <<"automatic">>}]}]).`, vhost, name)
	if _, err := broker.Lab.Rabbitmqctl(t.Context(), 0, "eval", code); err != nil {
		t.Fatal(err)
	}
}

func TestAccMirroringPolicyBadInput(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	cases := map[string]refused.Case{}
	for name, test := range map[string]struct{ config, want string }{
		"no regular expression": {`pattern = "*a"`, "The pattern is not a regular expression"},
		"no such target":        {"pattern = \"\"\napply_to = \"exchanges\"", "value must be one of"},
		"no such mode":          {"pattern = \"\"\nmode = \"most\"", `mode cannot be "most"`},
		"exactly how many":      {"pattern = \"\"\nmode = \"exactly\"", `mode = "exactly" needs replicas`},
		"which nodes":           {"pattern = \"\"\nmode = \"nodes\"\nreplicas = 2", `mode = "nodes" needs nodes`},
		"all, and how many":     {"pattern = \"\"\nreplicas = 2", `mode = "all" takes no replicas`},
		"two words for one":     {"pattern = \"\"\nmode = \"nodes\"\nreplicas = 2\nnodes = [\"a\"]", "nodes cannot go with replicas"},
		"no such sync mode":     {"pattern = \"\"\nsync_mode = \"never\"", `sync_mode cannot be "never"`},
		"no such argument":      {"pattern = \"\"\nha_mode = \"all\"", `An argument named "ha_mode" is not expected here.`},
	} {
		cases[name] = refused.Case{Config: config(vhost, "bad", test.config), Want: words(test.want).String()}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
	if broker.Get(t, api, vhost, "bad") != nil {
		t.Error("a policy reached the broker")
	}
}

func TestAccMirroringPolicyClassicQueues(t *testing.T) {
	broker := mirrored(t)
	vhost := broker.Vhost(t)
	step := resource.TestStep{Config: config(vhost, "ha", "  pattern = \"\"\n  apply_to = \"classic_queues\"")}
	if !broker.Version.AtLeast(3, 12, 0) {
		step.PlanOnly, step.ExpectError = true, words("RabbitMQ "+broker.Version.String()+` has no apply_to = "classic_queues"`)
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: []resource.TestStep{step}})
}
