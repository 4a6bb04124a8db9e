package release

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Of the provider itself: libraries of one system only, licences under other names, and Go's own.
func TestNoticesNameWhatIsCompiledIn(t *testing.T) {
	text, err := Notices(t.Context(), filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"\ngithub.com/hashicorp/terraform-plugin-framework v", "\ngithub.com/mattn/go-colorable v", "\nGo standard library go1.",
		"\nNOTICE.txt\n", "\nPATENTS\n", "\nATTRIB\n", "Mozilla Public License", "Copyright 2009 The Go Authors",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the notices do not contain %q", want)
		}
	}
	for _, other := range []string{"\ngithub.com/hashicorp/terraform-plugin-testing", "\ngithub.com/rabbitmqha/", "\r"} {
		if strings.Contains(text, other) {
			t.Errorf("the notices contain %q", other)
		}
	}
}

// program writes a program that is compiled from one package of another module, in the folder code, and returns its folder.
func program(t *testing.T, library map[string]string) (root string) {
	t.Helper()
	root = t.TempDir()
	files := map[string]string{
		"go.mod":           "module example.com/root\n\ngo 1.24\n\nrequire example.com/lib v1.0.0\n\nreplace example.com/lib => ./lib\n",
		"main.go":          "package main\n\nimport _ \"example.com/lib/code\"\n\nfunc main() {}\n",
		"lib/go.mod":       "module example.com/lib\n\ngo 1.24\n",
		"lib/code/code.go": "package code\n",
	}
	for name, text := range library {
		files["lib/"+name] = text
	}
	for name, text := range files {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("GOWORK", "off")
	return root
}

func TestNoticesTakeEachLicenceOfWhatIsUsed(t *testing.T) {
	root := program(t, map[string]string{
		"LICENCE":            "of the module\r\nin two lines\r\n",
		"code/COPYING.md":    "of the package",
		"other/LICENSE":      "of what is not compiled in",
		"code/licenses.go":   "package code\n",
		"code/license_x.txt": "of nothing",
	})
	text, err := Notices(t.Context(), root)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"LICENCE\n\nof the module\nin two lines\n", "COPYING.md\n\nof the package\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("%s\ndoes not contain %q", text, want)
		}
	}
	for _, other := range []string{"of what is not", "of nothing", "package code"} {
		if strings.Contains(text, other) {
			t.Errorf("%s\ncontains %q", text, other)
		}
	}
}

func TestNoticesNeedALicenceOfEachModule(t *testing.T) {
	if _, err := Notices(t.Context(), program(t, nil)); err == nil || !strings.Contains(err.Error(), "./lib") ||
		!strings.Contains(err.Error(), "no licence file") {
		t.Error(err)
	}
}

func TestNoticesSayWhatCannotBeRead(t *testing.T) {
	if _, err := Notices(t.Context(), t.TempDir()); err == nil || !strings.Contains(err.Error(), "for darwin: go list") {
		t.Error(err)
	}
}
