package permissions

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/httpapi"
)

func TestProblemsStandAtTheirAttributesInOrder(t *testing.T) {
	long := types.StringValue(strings.Repeat("a", 1025))
	newest := capability.Of(capability.Version{Major: 4, Minor: 3, Patch: 6})
	for name, test := range map[string]struct {
		patterns Patterns
		want     string
	}{
		"nothing":   {Model{Configure: types.StringValue(""), Write: types.StringValue(".*"), Read: types.StringValue("^a")}.patterns(), ""},
		"all wrong": {Model{Configure: types.StringValue("("), Write: types.StringValue("["), Read: types.StringValue("*")}.patterns(), "configure write read"},
		"unknown":   {Model{Configure: types.StringUnknown(), Write: types.StringNull(), Read: types.StringValue("(")}.patterns(), "read"},
		"too long":  {Patterns{"read": long, "write": types.StringValue("")}, "read"},
	} {
		var at []string
		for _, problem := range append(test.patterns.Problems(), test.patterns.ProblemsOn(newest)...) {
			at = append(at, problem.Attribute)
		}
		if got := strings.Join(at, " "); got != test.want {
			t.Errorf("%s: problems at %q, want %q", name, got, test.want)
		}
	}
}

func TestRefusalsSayWhatIsMissing(t *testing.T) {
	for reason, want := range map[string]string{
		"vhost_or_user_not_found":       "user: rabbitmqha_user.NAME.name",
		`["no_such_user","none"]`:       "user: rabbitmqha_user.NAME.name",
		`["no_such_vhost","none"]`:      "vhost: rabbitmqha_vhost.NAME.name",
		`["no_such_exchange","a/b"]`:    "exchange: rabbitmqha_exchange.NAME.name",
		`["invalid_regexp",[40],["]"]]`: ": invalid_regexp",
	} {
		var diags diag.Diagnostics
		AddWriteError(&diags, "Could not", &httpapi.Error{Status: 400, Reason: reason})
		at := ""
		if with, ok := diags[0].(diag.DiagnosticWithPath); ok {
			at = with.Path().String()
		}
		attribute, part, _ := strings.Cut(want, ": ")
		if attribute == "" {
			part = strings.TrimPrefix(want, ": ")
		}
		if at != attribute || !strings.Contains(diags[0].Detail(), part) || !strings.Contains(diags[0].Detail(), reason) {
			t.Errorf("%s: at %q: %s", reason, at, diags[0].Detail())
		}
	}
}
