package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestIntoGuide(t *testing.T) {
	text, err := os.ReadFile("../../../../templates/guides/availability.md")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "guide.md")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	read := func() string {
		t.Helper()
		now, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(now)
	}
	if err := intoGuide(path, "new figures", false); err != nil || read() != string(text) {
		t.Errorf("the look before the run: %v, and the guide has changed: %t", err, read() != string(text))
	}
	if err := intoGuide(path, "new figures", true); err != nil || !strings.Contains(read(), "\n\nnew figures\n\n") {
		t.Errorf("%v\n%s", err, read())
	}
	if err := intoGuide(path+".none", "new figures", false); err == nil {
		t.Error("a guide that is not there is no error")
	}
}
