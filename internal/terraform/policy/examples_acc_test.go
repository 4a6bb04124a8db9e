package policy_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	tfacctest "github.com/hashicorp/terraform-plugin-testing/helper/acctest"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

// example is an example of the documentation, with its virtual host under a name that no other test has.
func example(t *testing.T, vhost, renamed string, parts ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(append([]string{"..", "..", "..", "examples", "resources"}, parts...)...))
	if err != nil {
		t.Fatal(err)
	}
	before := fmt.Sprintf("name = %q\n}", vhost)
	if !strings.Contains(string(text), before) {
		t.Fatalf("the example has no virtual host %q", vhost)
	}
	return strings.Replace(string(text), before, fmt.Sprintf("name = %q\n}", renamed), 1)
}

func TestAccPolicyExamples(t *testing.T) {
	broker := acctest.Start(t)
	for _, test := range []struct {
		typeName, vhost string
		parts           []string
		want            string
	}{
		{"rabbitmqha_policy", "shop", []string{"policies", "orders"},
			`{"apply-to":"queues","definition":{"dead-letter-exchange":"","dead-letter-routing-key":"42","max-length":100000,` +
				`"message-ttl":86400000,"overflow":"reject-publish"},"pattern":"^orders\\.","priority":10}`},
		{"rabbitmqha_operator_policy", "tenant", []string{"operator-policies", "limits"},
			`{"apply-to":"queues","definition":{"expires":604800000,"max-length-bytes":1073741824},"pattern":"","priority":0}`},
	} {
		t.Run(test.typeName, func(t *testing.T) {
			vhost := tfacctest.RandomWithPrefix(test.vhost)
			resource.Test(t, resource.TestCase{
				ProtoV6ProviderFactories: acctest.Providers,
				Steps: []resource.TestStep{{
					Config: example(t, test.vhost, vhost, test.typeName, "resource.tf"),
					Check:  has(t, broker, test.want, test.parts[0], vhost, test.parts[1]),
				}},
			})
		})
	}
}
