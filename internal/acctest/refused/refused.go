// Package refused makes acceptance test steps of configurations that must not be planned.
//
// It knows the testing library alone, and neither provider nor lab: tests inside a package that the provider imports use it too.
package refused

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
)

// Case is a configuration and the error that planning it ends in.
type Case struct {
	Config string
	// Want is a regular expression that finds the error in what Terraform prints. Terraform wraps lines anywhere.
	Want string
}

// Steps plans each case in one workspace. A workspace for each would cost five more runs of terraform a case.
func Steps(t *testing.T, cases map[string]Case) []resource.TestStep {
	t.Helper()
	var steps []resource.TestStep
	for i, name := range slices.Sorted(maps.Keys(cases)) {
		steps = append(steps, resource.TestStep{
			// The testing library names the number of a failed step alone.
			PreConfig:   func() { t.Logf("step %d: %s", i+1, name) },
			Config:      cases[name].Config,
			PlanOnly:    true,
			ExpectError: regexp.MustCompile(cases[name].Want),
		})
	}
	return steps
}
