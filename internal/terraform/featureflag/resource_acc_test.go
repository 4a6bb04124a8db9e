package featureflag_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const address = "rabbitmqha_feature_flag.test"

func config(name, more string) string {
	return fmt.Sprintf("resource \"rabbitmqha_feature_flag\" \"test\" {\n  name = %q\n%s\n}\n", name, more)
}

func enabled(address string) []statecheck.StateCheck {
	return []statecheck.StateCheck{statecheck.ExpectKnownValue(address, tfjsonpath.New("enabled"), knownvalue.Bool(true))}
}

// alone is a node of this run's series for what cannot be undone, and the provider block that leads there.
func alone(t *testing.T, broker *acctest.Broker) string {
	t.Helper()
	l := lab.Start(t, lab.Options{RabbitMQ: broker.Lab.Series, Nodes: 1})
	return fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%q]\n  username = %q\n  password = %q\n}\n",
		l.Endpoints()[0], l.Username, l.Password)
}

func TestAccFeatureFlagLifecycle(t *testing.T) {
	acctest.Start(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{
			{Config: config("no_such_flag", ""), PlanOnly: true, ExpectError: regexp.MustCompile(`knows\s+no\s+feature\s+flag[\s\S]*quorum_queue`)},
			// What is enabled already is taken over.
			{Config: config("quorum_queue", ""), ConfigStateChecks: enabled(address)},
			{ResourceName: address, ImportState: true, ImportStateVerify: true},
			{ResourceName: address, ImportState: true, ImportStateId: "no_such_flag", ExpectError: regexp.MustCompile(`non-existent`)},
			{
				Config: config("quorum_queue", "  irreversible = true"),
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectResourceAction(address, plancheck.ResourceActionUpdate)}},
			},
			// Destroyed and declared again it is there as before, since it was never disabled.
			{Config: config("quorum_queue", ""), Destroy: true},
			{Config: config("quorum_queue", ""), ConfigStateChecks: enabled(address)},
		},
	})
}

// The brokers of these series have a flag that is disabled on a new node.
func TestAccFeatureFlagEnables(t *testing.T) {
	broker := acctest.Start(t)
	flag := map[string]string{"3.8": "empty_basic_get_metric", "4.0": "khepri_db"}[broker.Lab.Series]
	if flag == "" {
		t.Skipf("RabbitMQ %s has every flag enabled on a new node", broker.Version)
	}
	provider, more := alone(t, broker), ""
	steps := []resource.TestStep{}
	if flag == "khepri_db" {
		more = "  irreversible = true"
		steps = append(steps, resource.TestStep{
			Config: provider + config(flag, ""), PlanOnly: true, ExpectError: regexp.MustCompile(`asks\s+for\s+a\s+decision`)})
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps:                    append(steps, resource.TestStep{Config: provider + config(flag, more), ConfigStateChecks: enabled(address)}),
	})
}

func TestAccFeatureFlagKhepriExample(t *testing.T) {
	broker := acctest.Start(t)
	if !broker.Version.AtLeast(4, 0, 0) {
		t.Skipf("RabbitMQ %s has no Khepri", broker.Version)
	}
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "examples", "resources", "rabbitmqha_feature_flag", "resource_khepri.tf"))
	if err != nil {
		t.Fatal(err)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: alone(t, broker) + string(text), ConfigStateChecks: enabled("rabbitmqha_feature_flag.khepri")}},
	})
}
