package renderkittest

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
)

// Example applies a file of the examples, given as FOLDER/FILE, and expects an output that matches a regular expression.
// It is for tests of packages beside renderkit.
func Example(t *testing.T, dataSource func() datasource.DataSource, file, output, want string) {
	t.Helper()
	config, err := os.ReadFile(filepath.Join("../../../examples/data-sources", file))
	if err != nil {
		t.Fatal(err)
	}
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: Factories(dataSource),
		Steps: []resource.TestStep{{
			Config: string(config),
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectKnownOutputValue(output, knownvalue.StringRegexp(regexp.MustCompile(want))),
			},
		}},
	})
}
