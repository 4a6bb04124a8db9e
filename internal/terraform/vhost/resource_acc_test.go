package vhost_test

import (
	"fmt"
	"regexp"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

const address = "rabbitmqha_vhost.test"

func config(name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_vhost\" \"test\" {\n  name = %q\n%s\n}\n", name, more)
}

func TestAccVhostLifecycle(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("a/b@c%d é")
	described := "  description = \"orders\"\n  tags = [\"a\", \"b\"]\n"
	first, theirs := config(name, ""), ""
	if !broker.Version.AtLeast(3, 9, 5) {
		// What older brokers ignore later has to be there from the start.
		first = config(name, described)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		CheckDestroy: func(*terraform.State) error {
			if broker.Get(t, "vhosts", name) != nil {
				return fmt.Errorf("virtual host %q is still there", name)
			}
			return nil
		},
		Steps: []resource.TestStep{
			{
				Config: first,
				Check: func(*terraform.State) error {
					if broker.Get(t, "vhosts", name) == nil {
						return fmt.Errorf("virtual host %q was not made", name)
					}
					return nil
				},
			},
			{
				ResourceName: address, ImportState: true, ImportStateVerify: true,
			},
			{
				Config: config(name, described+"  tracing = true\n  deletion_protection = false"),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}},
				Check: func(*terraform.State) error {
					got := broker.Get(t, "vhosts", name)
					if got["description"] != "orders" || fmt.Sprint(got["tags"]) != "[a b]" || got["tracing"] != true {
						return fmt.Errorf("the broker has %v", got)
					}
					return nil
				},
			},
			{
				// What the configuration leaves out stays unchanged, whoever wrote it.
				PreConfig: func() {
					broker.Put(t, map[string]any{"description": "theirs", "tags": "x,y", "tracing": true}, "vhosts", name)
					theirs = fmt.Sprint(broker.Get(t, "vhosts", name)["description"])
				},
				Config: config(name, "  tracing = false"),
				Check: func(*terraform.State) error {
					got := broker.Get(t, "vhosts", name)
					if got["description"] != theirs || len(fmt.Sprint(got["tags"])) != len("[x y]") || got["tracing"] != false {
						return fmt.Errorf("the broker has %v", got)
					}
					return nil
				},
				ConfigStateChecks: []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("description"), knownvalue.NotNull())},
			},
			{
				PreConfig: func() { broker.Delete(t, "vhosts", name) },
				Config:    config(name, ""),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionCreate)}},
			},
			{
				Config: config(name+"2", ""),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionReplace)}},
			},
		},
	})
}

func TestAccVhostKeepsMessages(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("test")
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config(name, "")},
			{
				PreConfig: func() {
					broker.Put(t, map[string]any{"durable": true}, "queues", name, "orders")
					broker.Publish(t, name, "orders", "one")
					broker.AwaitMessages(t, name, "orders", 1)
				},
				Config:      config(name, ""),
				Destroy:     true,
				ExpectError: regexp.MustCompile(`still\s+holds\s+messages[\s\S]*"orders"\s+holds\s+1\s+message`),
			},
			{Config: config(name, "  deletion_protection = false")},
		},
	})
}

func TestAccVhostProtectedFromDeletion(t *testing.T) {
	broker := acctest.Start(t)
	name := tfacctest.RandomWithPrefix("a/b é")
	protected := func(want any) resource.TestCheckFunc {
		return func(*terraform.State) error {
			if got := broker.Get(t, "vhosts", name)["protected_from_deletion"]; got != want {
				return fmt.Errorf("protected_from_deletion is %v at the broker, want %v", got, want)
			}
			return nil
		}
	}
	steps := []resource.TestStep{
		{Config: config(name, "  protected_from_deletion = true"), Check: protected(true)},
		{ResourceName: address, ImportState: true, ImportStateVerify: true},
		{Config: config(name, "  protected_from_deletion = true"), Destroy: true, ExpectError: regexp.MustCompile(`protected\s+from\s+deletion[\s\S]*false\s+first`)},
		// What is left out stays, and an update of something else does not touch it.
		{Config: config(name, "  tracing = true"), Check: protected(true)},
		{Config: config(name, "  protected_from_deletion = false"), Check: protected(false)},
		{
			PreConfig: func() { broker.Post(t, map[string]any{}, "vhosts", name, "deletion", "protection") },
			Config:    config(name, "  protected_from_deletion = false"), Check: protected(false),
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}},
		},
	}
	if !broker.Version.AtLeast(4, 0, 6) {
		steps = []resource.TestStep{{
			Config: config(name, "  protected_from_deletion = true"), PlanOnly: true,
			ExpectError: regexp.MustCompile(`does\s+not\s+protect\s+virtual\s+hosts`),
		}}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: steps})
}
