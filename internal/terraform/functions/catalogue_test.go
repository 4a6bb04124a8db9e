package functions

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

func definition(f function.Function) function.Definition {
	var resp function.DefinitionResponse
	f.Definition(context.Background(), function.DefinitionRequest{}, &resp)
	return resp.Definition
}

func TestEveryFunctionIsDescribedAndHasAnExample(t *testing.T) {
	for _, construct := range All() {
		var named function.MetadataResponse
		construct().Metadata(context.Background(), function.MetadataRequest{}, &named)
		told := definition(construct())
		if told.Summary == "" || told.MarkdownDescription == "" {
			t.Errorf("%s has no description", named.Name)
		}
		for _, parameter := range told.Parameters {
			if parameter.GetMarkdownDescription() == "" || parameter.GetName() == "" {
				t.Errorf("a parameter of %s has no name or no description", named.Name)
			}
		}
		var checked function.DefinitionValidateResponse
		told.ValidateImplementation(context.Background(), function.DefinitionValidateRequest{FuncName: named.Name}, &checked)
		for _, diagnostic := range checked.Diagnostics {
			t.Error(diagnostic.Detail())
		}
		if _, err := os.Stat(filepath.Join("..", "..", "..", "examples", "functions", named.Name, "function.tf")); err != nil {
			t.Error(err)
		}
	}
}
