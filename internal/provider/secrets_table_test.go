package provider_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/provider"
)

// The table of secret attributes in SECURITY.md stands between these two lines.
const (
	secretsBegin = "<!-- TestSecretsTable writes this table: \"-args -update\" rewrites it. -->\n"
	secretsEnd   = "<!-- End of the table of secrets. -->"
)

// secretAttribute is an attribute that Terraform does not show.
type secretAttribute struct {
	*tfprotov6.SchemaAttribute
	// of is the type that has it, path where it is in there.
	of, path string
	// provided: it is the provider's own.
	provided bool
}

// given reports whether users write it, in place of reading it.
func (s secretAttribute) given() bool { return s.Optional || s.Required }

func (s secretAttribute) String() string { return s.of + " " + s.path }

// secretAttributes are those of everything on offer.
func secretAttributes(t *testing.T) (out []secretAttribute) {
	t.Helper()
	server, err := acctest.Providers[provider.TypeName]()
	if err != nil {
		t.Fatal(err)
	}
	schemas, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	find := func(of string, block *tfprotov6.SchemaBlock) {
		for _, each := range secretsIn(block, "") {
			each.of, each.provided = of, block == schemas.Provider.Block
			out = append(out, each)
		}
	}
	find("provider", schemas.Provider.Block)
	for _, name := range slices.Sorted(maps.Keys(schemas.ResourceSchemas)) {
		find(name, schemas.ResourceSchemas[name].Block)
	}
	for _, name := range slices.Sorted(maps.Keys(schemas.DataSourceSchemas)) {
		find("data."+name, schemas.DataSourceSchemas[name].Block)
	}
	for _, name := range slices.Sorted(maps.Keys(schemas.ListResourceSchemas)) {
		find("list."+name, schemas.ListResourceSchemas[name].Block)
	}
	for _, name := range slices.Sorted(maps.Keys(schemas.ActionSchemas)) {
		find("action."+name, schemas.ActionSchemas[name].Schema.Block)
	}
	return out
}

func secretsIn(block *tfprotov6.SchemaBlock, path string) (out []secretAttribute) {
	for _, attribute := range block.Attributes {
		if attribute.Sensitive || attribute.WriteOnly {
			out = append(out, secretAttribute{SchemaAttribute: attribute, path: path + attribute.Name})
		}
	}
	for _, nested := range block.BlockTypes {
		out = append(out, secretsIn(nested.Block, path+nested.TypeName+".")...)
	}
	return out
}

// SECURITY.md names every attribute that holds a secret, and says where it ends up.
func TestSecretsTable(t *testing.T) {
	var table strings.Builder
	table.WriteString("| Of | Attribute | In the state |\n|---|---|---|\n")
	for _, each := range secretAttributes(t) {
		state := "yes"
		switch {
		case each.provided, each.WriteOnly:
			state = "never"
		case !each.given():
			state = "yes, computed"
		}
		fmt.Fprintf(&table, "| `%s` | `%s` | %s |\n", each.of, each.path, state)
	}
	file := filepath.Join("..", "..", "SECURITY.md")
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(page), secretsBegin)
	written, after, ends := strings.Cut(rest, secretsEnd)
	switch {
	case !begins || !ends:
		t.Fatalf("%s has no place for the table", file)
	case written == table.String():
	case *update:
		if err := os.WriteFile(file, []byte(before+secretsBegin+table.String()+secretsEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s has another table than the schema gives:\n%s", file, table.String())
	}
}
