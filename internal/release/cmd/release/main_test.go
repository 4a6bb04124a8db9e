package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWrongUsageIsRefused(t *testing.T) {
	for _, args := range [][]string{
		nil, {"notices"}, {"check", "-commit", "x"}, {"check", "dist"}, {"notices", "-commit", "x", "file"}, {"publish", "dist"}, {"check", "-x", "dist"},
	} {
		if err := run(t.Context(), io.Discard, args); !errors.Is(err, errUsage) {
			t.Errorf("%q: %v", args, err)
		}
	}
}

func TestCheckSaysWhichFolderIsUnfit(t *testing.T) {
	dist := t.TempDir()
	err := run(t.Context(), io.Discard, []string{"check", "-commit", "x", dist})
	if err == nil || !strings.Contains(err.Error(), "the files in "+dist+" are not fit to be published") {
		t.Error(err)
	}
}

func TestNoticesAreWrittenToTheFile(t *testing.T) {
	t.Chdir(filepath.Join("..", "..", "..", ".."))
	file := filepath.Join(t.TempDir(), "notices.txt")
	if err := run(t.Context(), io.Discard, []string{"notices", file}); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.Contains(string(text), "terraform-plugin-framework") {
		t.Errorf("%d bytes, %v", len(text), err)
	}
}
