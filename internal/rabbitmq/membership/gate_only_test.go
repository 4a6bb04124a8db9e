package membership

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Calls that nothing undoes are named in one file only, in methods of the gate, and each goes through its pass.
func TestOnlyTheGateCallsWhatNothingUndoes(t *testing.T) {
	irreversible := []string{"forget_member", "forget_cluster_node", "reset", "force_reset", "join", "join_cluster", "stop", "stop_and_halt",
		"forget_all", "remove_member", "remove_down_member", "remove_reachable_member", "leave_cluster"}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			function, isFunction := declaration.(*ast.FuncDecl)
			passes := isFunction && receiver(function) == "gate" && calls(function, "pass")
			ast.Inspect(declaration, func(node ast.Node) bool {
				call, isCall := node.(*ast.CallExpr)
				if !isCall || len(call.Args) < 2 {
					return true
				}
				for _, argument := range call.Args[:2] {
					literal, isLiteral := argument.(*ast.BasicLit)
					if !isLiteral || literal.Kind != token.STRING {
						continue
					}
					name, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					// A label of a step is a sentence; names of functions are single words.
					if !slices.Contains(irreversible, name) {
						continue
					}
					found[name] = true
					if !passes {
						t.Errorf("%s names %s outside of the gate", path, name)
					}
				}
				return true
			})
		}
	}
	for _, name := range []string{"forget_member", "forget_cluster_node", "reset", "join", "join_cluster", "stop"} {
		if !found[name] {
			t.Errorf("nobody calls %s: this test looks at the wrong place", name)
		}
	}
}

func receiver(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return ""
	}
	pointer, isPointer := function.Recv.List[0].Type.(*ast.StarExpr)
	if !isPointer {
		return ""
	}
	name, _ := pointer.X.(*ast.Ident)
	return name.Name
}

// calls reports whether a function calls a method of its own receiver.
func calls(function *ast.FuncDecl, method string) (does bool) {
	ast.Inspect(function.Body, func(node ast.Node) bool {
		if call, isCall := node.(*ast.CallExpr); isCall {
			selector, isSelector := call.Fun.(*ast.SelectorExpr)
			does = does || isSelector && selector.Sel.Name == method
		}
		return true
	})
	return does
}
