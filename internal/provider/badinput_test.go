package provider

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// Bad input of every type is an error with these words, before anything reaches a broker: the provider has none here.
func TestBadInputIsNamedBeforeItReachesTheBroker(t *testing.T) {
	t.Setenv("RABBITMQ_ENDPOINTS", "")
	c := newCaller(t, newServer())
	judged := map[string]bool{}
	for _, test := range badInput {
		got := c.judge(t, test.kind, test.config)
		if len(got) == 0 || got[0] != test.want {
			t.Errorf("%s %v:\n got %q\nwant %q", test.kind, test.config, got, test.want)
		}
		judged[test.kind] = true
	}
	for name := range c.schemas.ResourceSchemas {
		if !judged[name] {
			t.Errorf("no bad input for the resource %s", name)
		}
	}
	for name := range c.schemas.DataSourceSchemas {
		if !judged["data."+name] && len(c.schemas.DataSourceSchemas[name].Block.Attributes) > 0 && takesInput(c.schemas.DataSourceSchemas[name]) {
			t.Errorf("no bad input for the data source %s", name)
		}
	}
}

// takesInput reports whether there is anything to write in a data source.
func takesInput(schema *tfprotov6.Schema) bool {
	for _, attribute := range schema.Block.Attributes {
		if attribute.Required || attribute.Optional {
			return true
		}
	}
	return len(schema.Block.BlockTypes) > 0
}

// judge validates a configuration and returns the first lines of the errors.
func (c *caller) judge(t *testing.T, kind string, config map[string]any) (lines []string) {
	t.Helper()
	var diagnostics []*tfprotov6.Diagnostic
	if name, isData := strings.CutPrefix(kind, "data."); isData {
		answer, err := c.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{
			TypeName: name, Config: encode(t, c.schemas.DataSourceSchemas[name], config),
		})
		if err != nil {
			t.Fatal(err)
		}
		diagnostics = answer.Diagnostics
	} else {
		answer, err := c.ValidateResourceConfig(t.Context(), &tfprotov6.ValidateResourceConfigRequest{
			TypeName: kind, Config: encode(t, c.schemas.ResourceSchemas[kind], config),
			ClientCapabilities: &tfprotov6.ValidateResourceConfigClientCapabilities{WriteOnlyAttributesAllowed: true},
		})
		if err != nil {
			t.Fatal(err)
		}
		diagnostics = answer.Diagnostics
	}
	for _, diagnostic := range diagnostics {
		if diagnostic.Severity == tfprotov6.DiagnosticSeverityError {
			lines = append(lines, diagnostic.Summary)
		}
	}
	return lines
}
