package provider_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/tfversion"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
)

var knowsActions = []tfversion.TerraformVersionCheck{tfversion.SkipBelow(tfversion.Version1_14_0)}

// Every example of an action is understood by Terraform, and the one that is triggered by a resource is invoked. What each
// does is tested in its package, with any Terraform.
func TestAccActionExamples(t *testing.T) {
	acctest.Start(t)
	files, err := filepath.Glob(filepath.Join("..", "..", "examples", "actions", "*", "action.tf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(filepath.Dir(file)), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			resource.Test(t, resource.TestCase{
				TerraformVersionChecks:   knowsActions,
				ProtoV6ProviderFactories: acctest.Providers,
				Steps:                    []resource.TestStep{{Config: string(text)}},
			})
		})
	}
}
