package user_test

import (
	"fmt"
	"regexp"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// To a framework provider a user that somebody had deleted was an error, and a new name no replacement.
func TestAccUserLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("a/b@c%d é")
	gone := func(*terraform.State) error {
		if broker.Get(t, "users", name) != nil {
			return fmt.Errorf("user %q is still there", name)
		}
		return nil
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             gone,
		Steps: []resource.TestStep{
			{
				Config: config(name, ""),
				Check: func(*terraform.State) error {
					// A hash of the empty password would be a password.
					if got := broker.Get(t, "users", name); got == nil || got["password_hash"] != "" {
						return fmt.Errorf("the broker has %v", got)
					}
					return nil
				},
			},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: withPassword(name, "secret ü1", "  password_wo_version = 1\n  tags = [\"management\", \"mine\"]"),
				Check: resource.ComposeAggregateTestCheckFunc(
					tagsAre(t, broker, name, "management,mine"), keepsSecret(t, broker, name, marked("secret ü1"))),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				Config:           withPassword(name, "secret ü1", "  password_wo_version = 1\n  tags = [\"management\"]"),
				Check:            tagsAre(t, broker, name, "management"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				PreConfig:        func() { broker.Delete(t, "users", name) },
				Config:           withPassword(name, "secret ü1", "  password_wo_version = 1\n  tags = [\"management\"]"),
				ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
			{
				Config:           withPassword(name+"2", "secret ü1", ""),
				ConfigPlanChecks: expect(plancheck.ResourceActionReplace),
				Check:            gone,
			},
		},
	})
}

// Each of these was invisible to the community provider, or emptied the password.
func TestAccUserChangesOnTheBroker(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	wanted := withPassword(name, "first", "  tags = [\"management\", \"mine\"]")
	right := resource.ComposeAggregateTestCheckFunc(tagsAre(t, broker, name, "management,mine"), logsIn(t, broker, name, marked("first")))
	hash := func() any { return broker.Get(t, "users", name)["password_hash"] }
	put := func(tags string) {
		user := broker.Get(t, "users", name)
		broker.Put(t, map[string]any{"tags": tags, "password_hash": user["password_hash"], "hashing_algorithm": user["hashing_algorithm"]}, "users", name)
	}
	var before any
	steps := []resource.TestStep{{Config: wanted, Check: right}}
	for _, tags := range []string{"", "management", "mine,management,administrator"} {
		steps = append(steps, resource.TestStep{
			PreConfig: func() { put(tags); before = hash() }, Config: wanted, ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			Check: resource.ComposeAggregateTestCheckFunc(right, func(*terraform.State) error {
				if hash() != before {
					return fmt.Errorf("a change of tags has written the password again")
				}
				return nil
			}),
		})
	}
	steps = append(steps,
		resource.TestStep{
			PreConfig: func() { put("mine,management") }, Config: wanted, ConfigPlanChecks: expect(plancheck.ResourceActionNoop),
			Check: logsIn(t, broker, name, marked("first")),
		},
		resource.TestStep{
			PreConfig: func() {
				broker.Put(t, map[string]any{"tags": "management,mine", "password": marked("theirs")}, "users", name)
			},
			Config: wanted, ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: right,
		},
		resource.TestStep{
			// What the community provider itself does to a user whose tags it changes.
			PreConfig: func() { broker.Put(t, map[string]any{"tags": "management,mine"}, "users", name) },
			Config:    wanted, ConfigPlanChecks: expect(plancheck.ResourceActionUpdate), Check: right,
		},
	)
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
}

func TestAccUserKeepsLimits(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(3, 8, 10) {
		t.Skipf("RabbitMQ %s has no limits of users", broker.Version)
	}
	name := tfacctest.RandomWithPrefix("test")
	limited := func(*terraform.State) error {
		if got := fmt.Sprint(broker.Get(t, "users", name)["limits"]); got != "map[max-channels:7]" {
			return fmt.Errorf("the limits are %s", got)
		}
		return nil
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(name, "")},
			{
				PreConfig: func() { broker.Put(t, map[string]any{"value": 7}, "user-limits", name, "max-channels") },
				Config:    config(name, "  tags = [\"mine\"]"), Check: limited,
			},
			{Config: withPassword(name, "s", "  tags = [\"mine\"]"), Check: limited},
			{Config: withPassword(name, "s2", ""), Check: limited},
		},
	})
}

func TestAccUserIsNotTakenOverInSilence(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test/é")
	broker.Put(t, map[string]any{"tags": "monitoring", "password": marked("theirs")}, "users", name)
	t.Cleanup(func() { broker.Delete(t, "users", name) })
	before := fmt.Sprint(broker.Get(t, "users", name))
	unchanged := func() {
		if after := fmt.Sprint(broker.Get(t, "users", name)); after != before {
			t.Errorf("%s\nwas %s", after, before)
		}
	}
	refused := regexp.MustCompile(`user\s+"test/é[\s\S]*exists\s+already[\s\S]*id = "test%2F%C3%A9`)
	const adopting = "provider \"rabbitmqha\" {\n  adopt_existing = true\n}\n"
	const tags = "  tags = [\"management\"]"
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(name, ""), ExpectError: refused},
			{Config: withPassword(name, "theirs", "  tags = [\"monitoring\"]"), ExpectError: refused},
			// Taken over without a password of its own, the user keeps the one that it has.
			{PreConfig: unchanged, Config: adopting + config(name, tags), Check: logsIn(t, broker, name, marked("theirs"))},
			{Config: adopting + withPassword(name, "ours", tags), Check: logsIn(t, broker, name, marked("ours"))},
		},
	})
	broker.Put(t, map[string]any{"tags": "monitoring", "password": marked("theirs")}, "users", name)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps:                    []resource.TestStep{{Config: adopting + withPassword(name, "ours", tags), Check: logsIn(t, broker, name, marked("ours"))}},
	})
}
