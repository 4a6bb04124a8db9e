package tfkit

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

func TestProblemsAreSaidAtTheirAttribute(t *testing.T) {
	for attribute, want := range map[string]path.Path{
		"name":           path.Root("name"),
		"source.uris":    path.Root("source").AtName("uris"),
		"source.uris[1]": path.Root("source").AtName("uris").AtListIndex(1),
		"uris[0]":        path.Root("uris").AtListIndex(0),
	} {
		var diags diag.Diagnostics
		AddProblems(&diags, []topology.Problem{{Attribute: attribute, Summary: "wrong"}})
		if at, ok := diags[0].(diag.DiagnosticWithPath); !ok || !at.Path().Equal(want) {
			t.Errorf("%s: %+v, want %s", attribute, diags[0], want)
		}
	}
}
