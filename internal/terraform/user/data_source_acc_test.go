package user_test

import (
	"fmt"
	"regexp"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

func TestAccUserDataSourceOfAMissingUserIsAnError(t *testing.T) {
	broker := acctest.Start(t)
	name, vhost := tfacctest.RandomWithPrefix("a/b@c%d é"), broker.Vhost(t)
	lookUp := func(name string) string {
		return fmt.Sprintf("data \"rabbitmqha_user\" \"test\" {\n  name = %q\n}\n", name)
	}
	is := func(attribute string, want knownvalue.Check) statecheck.StateCheck {
		return statecheck.ExpectKnownValue("data.rabbitmqha_user.test", tfjsonpath.New(attribute), want)
	}
	broker.Put(t, map[string]any{"tags": "management,a", "password_hash": ""}, "users", name)
	t.Cleanup(func() { broker.Delete(t, "users", name) })
	bare := []statecheck.StateCheck{
		is("tags", knownvalue.ListExact([]knownvalue.Check{knownvalue.StringExact("a"), knownvalue.StringExact("management")})),
		is("has_password", knownvalue.Bool(false)), is("max_channels", knownvalue.Null()), is("max_connections", knownvalue.Null()),
		is("permissions", knownvalue.ListSizeExact(0)), is("topic_permissions", knownvalue.ListSizeExact(0)),
	}
	full := []statecheck.StateCheck{
		is("has_password", knownvalue.Bool(true)),
		is("permissions", knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectExact(map[string]knownvalue.Check{
			"vhost": knownvalue.StringExact(vhost), "configure": knownvalue.StringExact(""), "write": knownvalue.StringExact("^é"),
			"read": knownvalue.StringExact(".*"),
		})})),
		is("topic_permissions", knownvalue.ListExact([]knownvalue.Check{knownvalue.ObjectExact(map[string]knownvalue.Check{
			"vhost": knownvalue.StringExact(vhost), "exchange": knownvalue.StringExact("amq.topic"), "write": knownvalue.StringExact("^a"),
			"read": knownvalue.StringExact(""),
		})})),
		is("hashing_algorithm", knownvalue.StringExact("rabbit_password_hashing_sha256")),
	}
	if broker.Version.AtLeast(3, 8, 10) {
		full = append(full, is("max_channels", knownvalue.Int64Exact(7)))
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: lookUp(name + "x"), ExpectError: regexp.MustCompile(`There\s+is\s+no\s+user\s+"a/b@c%d`)},
			{Config: lookUp(name), ConfigStateChecks: bare},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"tags": "", "password": marked("s")}, "users", name)
					broker.Put(t, map[string]any{"configure": "", "write": "^é", "read": ".*"}, "permissions", vhost, name)
					broker.Put(t, map[string]any{"exchange": "amq.topic", "write": "^a", "read": ""}, "topic-permissions", vhost, name)
					if broker.Version.AtLeast(3, 8, 10) {
						broker.Put(t, map[string]any{"value": 7}, "user-limits", name, "max-channels")
					}
				},
				Config: lookUp(name), ConfigStateChecks: full,
			},
		},
	})
}
