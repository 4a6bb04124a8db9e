package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/leaks"
)

func TestLook(t *testing.T) {
	const stored, unstored = "uri" + leaks.Mark, "cookie" + leaks.Unstored
	for name, each := range map[string]struct {
		file, text string
		// said is what it tells, fails how its error begins.
		said, fails string
	}{
		"nothing there":          {"", "", "", "there is nothing to look into"},
		"no secret":              {"TestX.log", "level=info\n", "no secret in 1 files", ""},
		"a secret in a log":      {"TestX.log", "a\n" + stored, "TestX.log, line 2 holds uri: ***", "1 lines of the 1 files"},
		"the same many times":    {"TestX.log", strings.Repeat(stored+"\n", 9), "TestX.log, and 4 lines more", "9 lines of the 1 files"},
		"a secret in a state":    {"TestX.stored", stored, "no secret in 1 files", ""},
		"an unstored in a state": {"TestX.stored", unstored, "TestX.stored, line 1 holds cookie: ***", "1 lines of the 1 files"},
		"the configuration":      {"TestX.out", "│   12:   password = \"" + stored + "\"\n", "no secret in 1 files", ""},
		"the same, logged":       {"TestX.log", "  |   12:   password = \"" + stored + "\"\n", "no secret in 1 files", ""},
		"only like it":           {"TestX.out", "12 lines: " + stored + "\n", "line 1 holds uri", "1 lines of the 1 files"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			if each.file != "" {
				inner := filepath.Join(folder, "queue")
				if err := os.Mkdir(inner, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(inner, each.file), []byte(each.text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			var said strings.Builder
			err := look(&said, folder)
			if !strings.Contains(said.String(), each.said) || strings.Contains(said.String(), leaks.Mark) {
				t.Errorf("it says %q", said.String())
			}
			if (err != nil) != (each.fails != "") || err != nil && !strings.HasPrefix(err.Error(), each.fails) {
				t.Errorf("its error is %v", err)
			}
		})
	}
	if err := look(&strings.Builder{}, filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("no error for a folder that is not there")
	}
}
