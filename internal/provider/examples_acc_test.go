package provider_test

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// Every example of the documentation is applied as it stands by the real terraform, planned again without a change, and
// destroyed; as many at once as declare nothing in common.
func TestAccExamplesApply(t *testing.T) {
	broker := acctest.Start(t)
	root := filepath.Join("..", "..")
	folders, err := filepath.Glob(filepath.Join(root, "examples", "*s", "rabbitmqha_*"))
	// Terraform knows queries and actions from 1.14 on only: TestAccQueryExamples and TestAccActionExamples run those.
	folders = slices.DeleteFunc(folders, func(folder string) bool {
		return strings.Contains(folder, "list-resources") || strings.Contains(folder, "actions")
	})
	if err != nil || len(folders) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	work, err := workspace.New(t.Context(), root, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	wanted := func(text string) bool { return fits(t, text, broker.Version) }
	for _, together := range disjoint(t, append(folders, filepath.Join(root, "examples", "quickstart")), wanted) {
		t.Run(filepath.Base(together[0]), func(t *testing.T) {
			t.Log(together)
			if _, err := work.Load(wanted, together...); err != nil {
				t.Fatal(err)
			}
			if err := work.Apply(t.Context()); err != nil {
				t.Error(err)
			} else if err := work.ExpectNoChanges(t.Context()); err != nil {
				t.Error(err)
			}
			if _, err := work.Terraform(t.Context(), "destroy", "-auto-approve", "-input=false", "-no-color"); err != nil {
				t.Error(err)
			}
		})
	}
}

// declaration finds what can be declared once in a configuration.
var declaration = regexp.MustCompile(`(?m)^(terraform|(?:resource|data|variable|output|ephemeral) "\w+"(?: "\w+")?) \{`)

// disjoint puts folders of examples together as groups in which nothing is declared twice. Those without a wanted example are left out.
func disjoint(t *testing.T, folders []string, wanted func(text string) bool) (groups [][]string) {
	t.Helper()
	var declared []map[string]bool
	for _, folder := range folders {
		texts, err := workspace.Files(folder, wanted)
		if err != nil {
			t.Fatal(err)
		}
		own := map[string]bool{}
		for _, text := range texts {
			for _, found := range declaration.FindAllStringSubmatch(text, -1) {
				own[found[1]] = true
			}
		}
		if len(texts) == 0 {
			continue
		}
		fit := slices.IndexFunc(declared, func(others map[string]bool) bool {
			return !slices.ContainsFunc(slices.Collect(maps.Keys(own)), func(name string) bool { return others[name] })
		})
		if fit < 0 {
			fit, declared, groups = len(groups), append(declared, map[string]bool{}), append(groups, nil)
		}
		maps.Copy(declared[fit], own)
		groups[fit] = append(groups[fit], folder)
	}
	return groups
}

var condition = regexp.MustCompile(`^# (From|Before) RabbitMQ (\d+\.\d+)\.`)

// fits reads the first line of an example, which may say "# From RabbitMQ 3.11." or "# Before RabbitMQ 4.0." and more,
// or "# Needs separate nodes.": the cluster of this run is joined already, and the tests of the package apply that example. One that
// says nothing of versions works on all, and is applied on the first of a run.
func fits(t *testing.T, text string, version capability.Version) bool {
	t.Helper()
	if strings.HasPrefix(text, "# Needs separate nodes.") {
		return false
	}
	found := condition.FindStringSubmatch(text)
	if found == nil {
		return lab.Tested() == ""
	}
	bound, err := capability.ParseVersion(found[2] + ".0")
	if err != nil {
		t.Fatal(err)
	}
	return (version.Compare(bound) >= 0) == (found[1] == "From")
}
