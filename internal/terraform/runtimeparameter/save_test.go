package runtimeparameter

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

// A broker that crashes gives no reason, so that the error has the known one.
func TestShovelsThatABrokerFailsAt(t *testing.T) {
	for component, helps := range map[string]bool{"shovel": true, "federation-upstream": false} {
		var diags diag.Diagnostics
		if saved(&diags, "create it", component, &httpapi.Error{Method: "PUT", Status: 500}) {
			t.Errorf("%s: it counts as saved", component)
		}
		if got := strings.Contains(diags[0].Detail(), "x-dead-letter-routing-key or x-max-age"); got != helps || diags[0].Summary() != "Could not create it" {
			t.Errorf("%s: %+v", component, diags)
		}
	}
}
