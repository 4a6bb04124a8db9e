package provider

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// snippet is a fenced block of Terraform in a page, which may be indented as part of a list.
var snippet = regexp.MustCompile("(?ms)^[ \t]*```(?:terraform|hcl)[ \t]*\n(.*?)^[ \t]*```[ \t]*$")

// TestGuidesAreValid: what a guide shows can be copied. Each snippet parses, and the types, blocks, attributes and
// functions of this provider in it exist; values are not looked at.
func TestGuidesAreValid(t *testing.T) {
	pages, err := filepath.Glob(filepath.Join("..", "..", "templates", "guides", "*.md"))
	if err != nil || len(pages) == 0 {
		t.Fatalf("no guides: %v", err)
	}
	guide := guideCheck{t: t, schemas: catalogue(t)}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range snippet.FindAllSubmatchIndex(text, -1) {
			line := strings.Count(string(text[:at[2]]), "\n") + 1
			guide.snippet(filepath.Base(page), line, text[at[2]:at[3]])
		}
	}
	if guide.blocks == 0 {
		t.Error("no guide shows anything of this provider, or the test does not find it")
	}
}

func TestGuideCheckFinds(t *testing.T) {
	for name, test := range map[string]struct {
		text string
		want int
	}{
		"nothing":             {"resource \"rabbitmqha_vhost\" \"a\" {\n name = local.x\n lifecycle {\n  prevent_destroy = true\n }\n}", 0},
		"no HCL":              {"resource {", 1},
		"unknown type":        {`data "rabbitmqha_nothing" "a" {}`, 1},
		"unknown attribute":   {"resource \"rabbitmqha_vhost\" \"a\" {\n misspelt = 1\n}", 1},
		"unknown block":       {"data \"rabbitmqha_haproxy_config\" \"a\" {\n misspelt {}\n}", 1},
		"unknown in dynamic":  {"data \"rabbitmqha_haproxy_config\" \"a\" {\n dynamic \"listener\" {\n for_each = []\n content {\n misspelt = 1\n}\n}\n}", 1},
		"unknown reference":   {"output \"a\" {\n value = data.rabbitmqha_cluster.this.misspelt\n}", 1},
		"unknown in list":     {"output \"a\" {\n value = rabbitmqha_vhost.this[0].misspelt\n}", 1},
		"known reference":     {"output \"a\" {\n value = [rabbitmqha_vhost.this[\"x\"].name, data.rabbitmqha_cluster.this]\n}", 0},
		"unknown function":    {"output \"a\" {\n value = provider::rabbitmqha::misspelt(1)\n}", 1},
		"unknown of provider": {"provider \"rabbitmqha\" {\n misspelt = 1\n}", 1},
		"others":              {"resource \"local_file\" \"a\" {\n anything = data.local_file.b.content\n}", 0},
	} {
		t.Run(name, func(t *testing.T) {
			found := &counter{TB: t}
			guide := guideCheck{t: found, schemas: catalogue(t)}
			guide.snippet("page", 1, []byte(test.text))
			if found.errors != test.want {
				t.Errorf("%d errors, want %d", found.errors, test.want)
			}
		})
	}
}

// counter counts errors in place of reporting them.
type counter struct {
	testing.TB
	errors int
}

func (c *counter) Errorf(string, ...any) { c.errors++ }
