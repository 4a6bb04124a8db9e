package provider

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// catalogue asks the provider for all its schemas, as Terraform does.
func catalogue(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()
	server, err := providerserver.NewProtocol6WithError(New("test")())()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range schemas.Diagnostics {
		t.Error(diagnostic.Summary, diagnostic.Detail)
	}
	return schemas
}

func TestEveryAttributeHasADescription(t *testing.T) {
	schemas := catalogue(t)
	blockDescribed(t, "provider", schemas.Provider.Block)
	for name, schema := range schemas.ResourceSchemas {
		blockDescribed(t, name, schema.Block)
	}
	for name, schema := range schemas.DataSourceSchemas {
		blockDescribed(t, name, schema.Block)
	}
	for name, schema := range schemas.ListResourceSchemas {
		blockDescribed(t, "list "+name, schema.Block)
	}
	for name, schema := range schemas.ActionSchemas {
		blockDescribed(t, "action "+name, schema.Schema.Block)
	}
}

func blockDescribed(t *testing.T, at string, block *tfprotov6.SchemaBlock) {
	t.Helper()
	if block.Description == "" {
		t.Errorf("%s has no description", at)
	}
	described(t, at, block.Attributes)
	for _, nested := range block.BlockTypes {
		blockDescribed(t, at+"."+nested.TypeName, nested.Block)
	}
}

func described(t *testing.T, at string, attributes []*tfprotov6.SchemaAttribute) {
	t.Helper()
	for _, attribute := range attributes {
		path := at + "." + attribute.Name
		if attribute.Description == "" {
			t.Errorf("%s has no description", path)
		}
		if attribute.NestedType != nil {
			described(t, path, attribute.NestedType.Attributes)
		}
	}
}

func TestEveryTypeHasAnExample(t *testing.T) {
	schemas := catalogue(t)
	root := filepath.Join("..", "..", "examples")
	for name := range schemas.ResourceSchemas {
		for _, file := range []string{"resource.tf", "import.sh", "import-by-string-id.tf", "import-by-identity.tf"} {
			present(t, filepath.Join(root, "resources", name, file))
		}
	}
	for name := range schemas.DataSourceSchemas {
		present(t, filepath.Join(root, "data-sources", name, "data-source.tf"))
	}
	for name := range schemas.ListResourceSchemas {
		present(t, filepath.Join(root, "list-resources", name, "list-resource.tfquery.hcl"))
	}
	for name := range schemas.ActionSchemas {
		present(t, filepath.Join(root, "actions", name, "action.tf"))
	}
}

func present(t *testing.T, path string) {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
