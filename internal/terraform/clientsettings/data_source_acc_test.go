package clientsettings_test

import (
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest/refused"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

func TestAccClientSettings_secret(t *testing.T) {
	lab.SameOnEveryBroker(t)
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: `
data "rabbitmqha_client_settings" "this" {
  username = "app"
  password = "sesame7f3aSecret"
  endpoint {
    address = "h"
  }
}
output "late" {
  value = data.rabbitmqha_client_settings.this.celery_settings.task_acks_late
}`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue("late", knownvalue.Bool(true)),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("kombu_url")),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("amqp_uris")),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("celery_settings_sensitive")),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("celery_settings_json_sensitive"), knownvalue.StringRegexp(regexp.MustCompile("sesame7f3aSecret"))),
				statecheck.ExpectKnownValue(address, tfjsonpath.New("celery_settings_json"), knownvalue.StringRegexp(regexp.MustCompile(`^[^$]*"task_acks_late": true`))),
			},
		}},
	})
}

// TestAccClientSettings_refuses: what the domain finds is an error of the plan, shown at its line; a misspelt name in a
// block is one, too.
func TestAccClientSettings_refuses(t *testing.T) {
	lab.SameOnEveryBroker(t)
	cases := map[string]refused.Case{}
	for want, more := range map[string]string{
		`username\s+= "app"[\s\S]*clients\s+take\s+the\s+password\s+guest`: `username = "app"`,
		`queue_type\s+= "quorum"[\s\S]*540`:                                "queue_type = \"quorum\"\n celery_version = \"5.4\"",
		`"p" = "\*"[\s\S]*repeats\s+nothing`:                               "policy_patterns = {\n \"p\" = \"*\"\n}",
		`Unsupported\s+argument[\s\S]*misspelt`:                            "tls { misspelt = true }",
	} {
		cases[want] = refused.Case{
			Config: "data \"rabbitmqha_client_settings\" \"this\" {\n endpoint { address = \"h\" }\n" + more + "\n}\n", Want: want,
		}
	}
	resource.Test(t, resource.TestCase{ProtoV6ProviderFactories: acctest.Providers, Steps: refused.Steps(t, cases)})
}
