package known_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// guarding are the names, in the broker's JSON, of what guards messages and members.
var guarding = []string{"messages", "messages_ready", "messages_unacknowledged", "consumers", "members", "online", "state"}

// Nothing that guards messages is decoded into a bare number, text or list, which is zero or empty where the broker did not
// answer it; and nobody throws away whether a value is known.
func TestNothingThatGuardsMessagesIsReadAsZero(t *testing.T) {
	t.Parallel()
	read := 0
	for _, root := range []string{"../../rabbitmq", "../../terraform"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			read++
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for _, fault := range faults(files, file) {
				t.Error(fault)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	const few = 100
	if read < few {
		t.Errorf("only %d files were read", read)
	}
}

func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	for source, want := range map[string]string{
		"type q struct { Messages int64 `json:\"messages\"` }":          `"messages" is decoded into int64`,
		"type q struct { Online []string `json:\"online,omitempty\"` }": `"online" is decoded into []string`,
		"type q struct { State *string `json:\"state\"` }":              `"state" is decoded into *string`,
		"var q struct { Members any `json:\"members\"` }":               `"members" is decoded into any`,
		"func f() { x, _ := q.Messages.Get(); use(x) }":                 "the second result of Get is thrown away",
		"func f() { var x int; x, _ = v.Get() }":                        "the second result of Get is thrown away",
		"func f() { if x, _ := v.Get(); x > 0 { return } }":             "the second result of Get is thrown away",
		"var x, _ = v.Get()": "the second result of Get is thrown away",
		"type q struct { Messages known.Value[int64] `json:\"messages\"` }":   "",
		"type q struct { Online known.Repeated[[]string] `json:\"online\"` }": "",
		"type q struct { Messages *int64 `tfsdk:\"messages\"` }":              "",
		"type q struct { Name string `json:\"name\"` }":                       "",
		"func f() { x, isKnown := v.Get(); use(x, isKnown) }":                 "",
		"func f() { _, isKnown := v.Get(); use(isKnown) }":                    "",
		"func f() { got, _ := client.Get(path); use(got) }":                   "",
	} {
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, "source.go", "package p\n"+source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(faults(files, file), "\n"); want == "" && got != "" || !strings.Contains(got, want) {
			t.Errorf("%s: found %q, want %q", source, got, want)
		}
	}
}

// faults are what is wrong in one file, each with its place.
func faults(files *token.FileSet, file *ast.File) (found []string) {
	note := func(at ast.Node, format string, arguments ...any) {
		found = append(found, fmt.Sprintf("%s: %s", files.Position(at.Pos()), fmt.Sprintf(format, arguments...)))
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.StructType:
			for _, field := range node.Fields.List {
				if name := jsonName(field); slices.Contains(guarding, name) && !isValue(field.Type) {
					note(field, "%q is decoded into %s, which cannot be unknown: use known.Value", name, written(field.Type))
				}
			}
		case *ast.AssignStmt:
			if throwsAway(node.Lhs, node.Rhs) {
				note(node, "the second result of Get is thrown away: say what happens where the value is unknown")
			}
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(node.Names))
			for i, name := range node.Names {
				names[i] = name
			}
			if throwsAway(names, node.Values) {
				note(node, "the second result of Get is thrown away: say what happens where the value is unknown")
			}
		}
		return true
	})
	return found
}

func jsonName(field *ast.Field) string {
	if field.Tag == nil {
		return ""
	}
	text, err := strconv.Unquote(field.Tag.Value)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(reflect.StructTag(text).Get("json"), ",")
	return name
}

// isValue reports whether a type is known.Value or known.Repeated of something.
func isValue(typed ast.Expr) bool {
	index, ok := typed.(*ast.IndexExpr)
	if !ok {
		return false
	}
	selector, ok := index.X.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of, ok := selector.X.(*ast.Ident)
	return ok && of.Name == "known" && (selector.Sel.Name == "Value" || selector.Sel.Name == "Repeated")
}

// throwsAway reports whether x, _ = y.Get() is meant, with no argument: other methods of that name have some.
func throwsAway(left, right []ast.Expr) bool {
	if len(left) != 2 || len(right) != 1 {
		return false
	}
	blank, ok := left[1].(*ast.Ident)
	if !ok || blank.Name != "_" {
		return false
	}
	call, ok := right[0].(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return false
	}
	selector, ok := call.Fun.(*ast.SelectorExpr)
	return ok && selector.Sel.Name == "Get"
}

// written is a type as the source has it, as far as a message needs it.
func written(typed ast.Expr) string {
	switch typed := typed.(type) {
	case *ast.Ident:
		return typed.Name
	case *ast.StarExpr:
		return "*" + written(typed.X)
	case *ast.ArrayType:
		return "[]" + written(typed.Elt)
	}
	return "another type"
}
