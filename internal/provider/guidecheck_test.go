package provider

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// guideCheck looks for what a snippet of Terraform uses and this provider does not have.
type guideCheck struct {
	t       testing.TB
	schemas *tfprotov6.GetProviderSchemaResponse
	blocks  int
}

func (g *guideCheck) snippet(page string, line int, text []byte) {
	g.t.Helper()
	file, diags := hclsyntax.ParseConfig(text, page, hcl.Pos{Line: line, Column: 1})
	if diags.HasErrors() {
		g.t.Errorf("%s", diags)
		return
	}
	body, _ := file.Body.(*hclsyntax.Body)
	for _, block := range body.Blocks {
		schema, ours := g.schema(block)
		switch {
		case !ours:
		case schema == nil:
			g.t.Errorf("%s: no %s %q", block.TypeRange, block.Type, block.Labels[0])
		default:
			g.blocks++
			g.body(block.Body, schema, meta[block.Type])
		}
	}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.ScopeTraversalExpr:
			g.reference(node.Traversal)
		case *hclsyntax.FunctionCallExpr:
			name, ours := strings.CutPrefix(node.Name, "provider::"+TypeName+"::")
			if _, found := g.schemas.Functions[name]; ours && !found {
				g.t.Errorf("%s: no function %s", node.NameRange, node.Name)
			}
		}
		return nil
	})
}

// meta are the attributes and blocks that Terraform itself gives to each kind of block.
var meta = map[string][]string{
	"resource": {"count", "for_each", "depends_on", "provider", "lifecycle", "connection", "provisioner"},
	"data":     {"count", "for_each", "depends_on", "provider", "lifecycle"},
	"provider": {"alias", "version"},
}

// schema is that of a block of this provider; nil where the provider has no such type. The second result reports whether it
// is one of this provider's at all.
func (g *guideCheck) schema(block *hclsyntax.Block) (*tfprotov6.SchemaBlock, bool) {
	if len(block.Labels) == 0 || meta[block.Type] == nil || strings.SplitN(block.Labels[0], "_", 2)[0] != TypeName {
		return nil, false
	}
	if block.Type == "provider" {
		return g.schemas.Provider.Block, true
	}
	schema := g.schemas.ResourceSchemas[block.Labels[0]]
	if block.Type == "data" {
		schema = g.schemas.DataSourceSchemas[block.Labels[0]]
	}
	if schema == nil {
		return nil, true
	}
	return schema.Block, true
}

func (g *guideCheck) body(body *hclsyntax.Body, schema *tfprotov6.SchemaBlock, also []string) {
	g.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(body.Attributes)) {
		if !slices.Contains(also, name) && !hasAttribute(schema, name) {
			g.t.Errorf("%s: no attribute %q here", body.Attributes[name].NameRange, name)
		}
	}
	for _, block := range body.Blocks {
		name, content := block.Type, block.Body
		if name == "dynamic" && len(block.Labels) == 1 {
			name = block.Labels[0]
			if i := slices.IndexFunc(content.Blocks, func(b *hclsyntax.Block) bool { return b.Type == "content" }); i >= 0 {
				content = content.Blocks[i].Body
			}
		}
		if inner := innerBlock(schema, name); inner != nil {
			g.body(content, inner, nil)
		} else if !slices.Contains(also, name) {
			g.t.Errorf("%s: no block %q here", block.TypeRange, name)
		}
	}
}

// reference looks at what is read of a resource or a data source, as far as its first attribute.
func (g *guideCheck) reference(traversal hcl.Traversal) {
	steps, schemas := traversal[1:], g.schemas.ResourceSchemas
	kind := traversal.RootName()
	if kind == "data" && len(steps) > 0 {
		step, _ := steps[0].(hcl.TraverseAttr)
		kind, steps, schemas = step.Name, steps[1:], g.schemas.DataSourceSchemas
	}
	if !strings.HasPrefix(kind, TypeName+"_") || len(steps) == 0 {
		return
	}
	schema, found := schemas[kind]
	if !found {
		g.t.Errorf("%s: no type %q", traversal.SourceRange(), kind)
		return
	}
	for _, step := range steps[1:] {
		if attribute, isAttribute := step.(hcl.TraverseAttr); isAttribute {
			if !hasAttribute(schema.Block, attribute.Name) && innerBlock(schema.Block, attribute.Name) == nil {
				g.t.Errorf("%s: %s has no attribute %q", traversal.SourceRange(), kind, attribute.Name)
			}
			return
		}
	}
}

func hasAttribute(schema *tfprotov6.SchemaBlock, name string) bool {
	return slices.ContainsFunc(schema.Attributes, func(a *tfprotov6.SchemaAttribute) bool { return a.Name == name })
}

func innerBlock(schema *tfprotov6.SchemaBlock, name string) *tfprotov6.SchemaBlock {
	i := slices.IndexFunc(schema.BlockTypes, func(b *tfprotov6.SchemaNestedBlock) bool { return b.TypeName == name })
	if i < 0 {
		return nil
	}
	return schema.BlockTypes[i].Block
}
