package permissions_test

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

const address = "rabbitmqha_permissions.test"

// adopting lets creations take over what exists.
const adopting = "provider \"rabbitmqha\" {\n  adopt_existing = true\n}\n"

func config(vhost, user, configure, write, read string) string {
	return fmt.Sprintf("resource \"rabbitmqha_permissions\" \"test\" {\n  vhost = %q\n  user = %q\n  configure = %q\n  write = %q\n  read = %q\n}\n",
		vhost, user, configure, write, read)
}

func expect(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{plancheck.ExpectResourceAction(address, action)}}
}

// both makes a virtual host and a user with names of every kind of character.
func both(t *testing.T, broker *acctest.Broker) (vhost, user string) {
	t.Helper()
	vhost, user = tfacctest.RandomWithPrefix("v/b@c%d é"), tfacctest.RandomWithPrefix("u/b@c%d é")
	broker.Put(t, map[string]any{}, "vhosts", vhost)
	broker.Put(t, map[string]any{"tags": "", "password_hash": ""}, "users", user)
	t.Cleanup(func() { broker.Delete(t, "vhosts", vhost); broker.Delete(t, "users", user) })
	return vhost, user
}

func TestAccPermissionsLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	vhost, user := both(t, broker)
	are := func(configure, write, read string) resource.TestCheckFunc {
		return func(*terraform.State) error {
			got := broker.Get(t, "permissions", vhost, user)
			if got["configure"] != configure || got["write"] != write || got["read"] != read {
				return fmt.Errorf("the broker has %v", got)
			}
			return nil
		}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			if broker.Get(t, "permissions", vhost, user) != nil {
				return fmt.Errorf("the permissions are still there")
			}
			return nil
		},
		Steps: []resource.TestStep{
			{Config: config(vhost, user, "", "", ""), Check: are("", "", "")},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{
				Config: config(vhost, user, "^(é|日本)", `^amq\.`, "^(?!secret)"), Check: are("^(é|日本)", `^amq\.`, "^(?!secret)"),
				ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"configure": "", "write": "", "read": ".*"}, "permissions", vhost, user)
				},
				Config: config(vhost, user, "^a", "", ".*"), Check: are("^a", "", ".*"), ConfigPlanChecks: expect(plancheck.ResourceActionUpdate),
			},
			{
				PreConfig: func() { broker.Delete(t, "permissions", vhost, user) },
				Config:    config(vhost, user, "^a", "", ".*"), ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
			{
				// The user's permissions go with the user.
				PreConfig: func() {
					broker.Delete(t, "users", user)
					broker.Put(t, map[string]any{"tags": "", "password_hash": ""}, "users", user)
				},
				Config: config(vhost, user, "^a", "", ".*"), ConfigPlanChecks: expect(plancheck.ResourceActionCreate),
			},
		},
	})
}

func TestAccPermissionsAreNotTakenOverInSilence(t *testing.T) {
	broker := acctest.Start(t)
	vhost, user := both(t, broker)
	broker.Put(t, map[string]any{"configure": ".*", "write": ".*", "read": ".*"}, "permissions", vhost, user)
	exists := regexp.MustCompile(`set\s+of\s+permissions[\s\S]*exists\s+already[\s\S]*id = "v%2Fb@c%25d%20%C3%A9-\d+/u%2Fb@c%25d`)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(vhost, user, "", "", ""), ExpectError: exists},
			{Config: config(vhost, user, ".*", ".*", ".*"), ExpectError: exists},
			{
				PreConfig: func() {
					if got := broker.Get(t, "permissions", vhost, user); got["write"] != ".*" {
						t.Errorf("the broker has %v", got)
					}
				},
				Config: adopting + config(vhost, user, "", "", ""),
			},
		},
	})
}

// The broker gives the provider's user all permissions in a virtual host that it makes.
func TestAccPermissionsOfWhoMadeTheVhost(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	text := fmt.Sprintf("resource \"rabbitmqha_vhost\" \"test\" {\n  name = %q\n}\n", name) + fmt.Sprintf(
		"resource \"rabbitmqha_permissions\" \"test\" {\n  vhost = rabbitmqha_vhost.test.name\n  user = %q\n  configure = \".*\"\n"+
			"  write = \"\"\n  read = \".*\"\n}\n", broker.Lab.Username)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{Config: text, Check: func(*terraform.State) error {
			if got := broker.Get(t, "permissions", name, broker.Lab.Username); got["write"] != "" {
				return fmt.Errorf("the broker has %v", got)
			}
			return nil
		}}},
	})
}

func TestAccPermissionsRefused(t *testing.T) {
	broker := acctest.Start(t)
	vhost, user := both(t, broker)
	for name, test := range map[string]struct{ config, want string }{
		"no such user":  {config(vhost, "none", "", "", ""), `Could\s+not\s+give\s+permissions\s+of\s+user\s+"none"[\s\S]*user = rabbitmqha_user.NAME.name`},
		"no such vhost": {config("none", user, "", "", ""), `vhost_or_user_not_found`},
		"no expression": {config(vhost, user, "", "(", ""), `write\s+is\s+not\s+a\s+regular\s+expression`},
	} {
		t.Run(name, func(t *testing.T) {
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps:                    []resource.TestStep{{Config: test.config, ExpectError: regexp.MustCompile(test.want)}},
			})
		})
	}
	if broker.Get(t, "permissions", vhost, user) != nil {
		t.Error("permissions have reached the broker")
	}
}
