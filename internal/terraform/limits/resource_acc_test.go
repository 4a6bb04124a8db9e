package limits_test

import (
	"fmt"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
)

func TestAccVhostLimitsLifecycle(t *testing.T) { lifecycle(t, vhost(t)) }

func TestAccUserLimitsLifecycle(t *testing.T) { lifecycle(t, user(t)) }

func lifecycle(t *testing.T, s subject) {
	t.Helper()
	update := s.expect(plancheck.ResourceActionUpdate)
	both := func(connections, second int) string {
		return fmt.Sprint(map[string]int{"max-connections": connections, "max-" + s.second: second})
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             s.are(t, "map[]"),
		Steps: []resource.TestStep{
			{Config: s.limits("10", ""), Check: s.are(t, "map[max-connections:10]")},
			{ResourceName: s.address(), ImportState: true, ImportStateVerify: true},
			{Config: s.limits("10", "20"), Check: s.are(t, both(10, 20)), ConfigPlanChecks: update},
			{Config: s.limits("0", "-1"), Check: s.are(t, both(0, -1)), ConfigPlanChecks: update},
			{Config: s.limits("10", "20"), Check: s.are(t, both(10, 20))},
			// D1: a limit that is removed on the broker was invisible, and the next update crashed the provider.
			{
				PreConfig: func() { s.broker.Delete(t, s.api, s.name, "max-connections") },
				Config:    s.limits("10", "20"), Check: s.are(t, both(10, 20)), ConfigPlanChecks: update,
			},
			{
				PreConfig: func() {
					s.broker.Delete(t, s.api, s.name, "max-connections")
					s.broker.Delete(t, s.api, s.name, "max-"+s.second)
				},
				Config: s.limits("11", "20"), Check: s.are(t, both(11, 20)), ConfigPlanChecks: update,
			},
			{
				PreConfig: func() { s.put(t, 0, "max-connections") },
				Config:    s.limits("11", "20"), Check: s.are(t, both(11, 20)), ConfigPlanChecks: update,
			},
			{Config: s.limits("11", ""), Check: s.are(t, "map[max-connections:11]"), ConfigPlanChecks: update},
			// Nobody else adds a limit unseen.
			{
				PreConfig: func() { s.put(t, 5, "max-"+s.second) },
				Config:    s.limits("11", ""), Check: s.are(t, "map[max-connections:11]"), ConfigPlanChecks: update,
			},
			{Config: s.limits("", ""), Check: s.are(t, "map[]"), ConfigPlanChecks: update},
			{Config: s.limits("9007199254740993", ""), Check: s.are(t, "map[max-connections:9007199254740993]")},
		},
	})
}

func TestAccVhostLimitsGoWithTheirVhost(t *testing.T) { disappears(t, vhost(t)) }

func TestAccUserLimitsGoWithTheirUser(t *testing.T) { disappears(t, user(t)) }

func disappears(t *testing.T, s subject) {
	t.Helper()
	object := map[string]any{"tags": "", "password_hash": ""}
	if s.owner == "vhost" {
		object = map[string]any{}
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: s.limits("10", "20")},
			{
				PreConfig: func() {
					s.broker.Delete(t, s.collection, s.name)
					s.broker.Put(t, object, s.collection, s.name)
				},
				Config: s.limits("10", "20"), ConfigPlanChecks: s.expect(plancheck.ResourceActionUpdate),
			},
			{
				PreConfig: func() { s.broker.Delete(t, s.collection, s.name) },
				Config:    s.limits("10", "20"), ExpectError: regexp.MustCompile(`Could\s+not\s+set\s+the\s+limits[\s\S]*depends_on`),
			},
			{
				PreConfig: func() { s.broker.Put(t, object, s.collection, s.name) },
				Config:    s.limits("10", "20"), ConfigPlanChecks: s.expect(plancheck.ResourceActionCreate),
			},
			// Destroyed with its owner already gone.
			{PreConfig: func() { s.broker.Delete(t, s.collection, s.name) }, Config: s.limits("10", "20"), Destroy: true},
		},
	})
}

// Limits are no object that somebody else made: what the broker gives to each new virtual host could not be imported
// before the virtual host is there.
func TestAccVhostLimitsThatAreThereAreTakenOver(t *testing.T) {
	s := vhost(t)
	s.put(t, 5, "max-queues")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy:             s.are(t, "map[]"),
		Steps:                    []resource.TestStep{{Config: s.limits("10", ""), Check: s.are(t, "map[max-connections:10]")}},
	})
}

// D2: the community provider sends 0, which locks everybody out, for what it cannot read.
func TestAccVhostLimitsWrongNumbersNeverBecomeZero(t *testing.T) {
	s := vhost(t)
	cases := map[string]refused.Case{}
	for value, want := range map[string]string{
		`"1k"`: `a\s+number\s+is\s+required`, `"x"`: `a\s+number\s+is\s+required`, "-2": `must\s+be\s+at\s+least\s+-1`,
		"1.5": `is\s+not\s+an\s+integer`, "true": `number\s+required`, "18446744073709551616": `64-bit\s+integer`,
	} {
		cases[value] = refused.Case{Config: s.limits(value, ""), Want: want}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
	if err := s.are(t, "map[]")(nil); err != nil {
		t.Error(err)
	}
}

func TestAccUserLimitsNeedABrokerThatKnowsThem(t *testing.T) {
	broker := acctest.Start(t)
	if broker.Version.AtLeast(3, 8, 10) {
		t.Skipf("RabbitMQ %s has limits of users", broker.Version)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: "resource \"rabbitmqha_user_limits\" \"test\" {\n  user = \"guest\"\n  max_channels = 5\n}\n", PlanOnly: true,
			ExpectError: regexp.MustCompile(`has\s+no\s+limits\s+of\s+users[\s\S]*3\.8\.10`),
		}},
	})
}
