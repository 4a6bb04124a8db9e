package provider_test

import (
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
// destroyed.
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
	for _, folder := range append(folders, filepath.Join(root, "examples", "quickstart")) {
		t.Run(filepath.Base(folder), func(t *testing.T) {
			taken, err := work.Load(folder, func(text string) bool { return fits(t, text, broker.Version) })
			if err != nil {
				t.Fatal(err)
			}
			if taken == 0 {
				lab.SameOnEveryBroker(t)
				t.Skipf("no example of it works on this RabbitMQ %s, as its first lines say", broker.Version)
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
