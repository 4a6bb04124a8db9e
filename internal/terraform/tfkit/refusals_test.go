package tfkit

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

func TestRefusalsNameWhatIsMissing(t *testing.T) {
	for reason, want := range map[string]string{
		"Not management user":                        "has no tag",
		"Not administrator user":                     `the tag "administrator"`,
		"Not monitor user":                           `the tag "monitoring"`,
		"User not authorised to access virtual host": "has no permissions in this virtual host",
		"User not authorised to access object":       `the tag "policymaker"`,
		"Access refused.":                            "lacks a permission",
		"ACCESS_REFUSED - read access to exchange 'x' in vhost 'v' refused for user 'u'": "lacks a permission",
	} {
		var diags diag.Diagnostics
		AddError(&diags, "Could not", &httpapi.Error{Status: 401, Code: "not_authorised", Reason: reason})
		detail := diags[0].Detail()
		if !strings.Contains(detail, want) || !strings.Contains(detail, reason) || strings.Contains(detail, "RABBITMQ_PASSWORD") {
			t.Errorf("%s: want %q in: %s", reason, want, detail)
		}
	}
}
