package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The registry shows a page's description in one line, and so does every list of pages.
func TestDescriptionsOfPagesAreOneLine(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("..", "..", "docs", "*", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, found := strings.Cut(string(text), "\ndescription: |-\n")
		description, _, ended := strings.Cut(rest, "\n---\n")
		if !found || !ended || description == "" || strings.Contains(description, "\n") {
			t.Errorf("%s: the description is %q", page, description)
		}
	}
}

// Lists and actions say what they need, and lists where they end.
func TestListsAndActionsSayWhatTheyNeed(t *testing.T) {
	schemas := catalogue(t)
	for name, schema := range schemas.ListResourceSchemas {
		for _, want := range []string{"Terraform 1.14", "OpenTofu has no lists", "after 100 objects", "limit"} {
			if !strings.Contains(schema.Block.Description, want) {
				t.Errorf("the list %s does not say %q", name, want)
			}
		}
	}
	for name, schema := range schemas.ActionSchemas {
		if !strings.Contains(schema.Schema.Block.Description, "Actions need Terraform 1.14; OpenTofu has none.") {
			t.Errorf("the action %s does not say what it needs", name)
		}
	}
}
