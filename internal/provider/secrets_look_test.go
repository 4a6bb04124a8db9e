package provider_test

import (
	"archive/zip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// inState looks for the secrets in the state: each of those that may be there is, and in attributes that are sensitive alone.
func (s *secretsRun) inState(t *testing.T) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.work.Dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	holdsNone(t, "the state", string(text), s.own)
	var state struct {
		Resources []struct {
			Mode, Type string
			Instances  []struct{ Attributes map[string]any }
		}
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	secret := map[string]bool{}
	for _, attribute := range secretAttributes(t) {
		secret[attribute.String()] = true
	}
	for _, each := range state.Resources {
		of := map[string]string{"managed": "", "data": "data."}[each.Mode] + each.Type
		for _, instance := range each.Instances {
			for path, value := range leaves("", instance.Attributes) {
				if !secret[of+" "+path] {
					holdsNone(t, "the state, at "+of+" "+path+", which is not sensitive,", value, s.all)
				}
			}
		}
	}
	for name, value := range planted() {
		if !slices.Contains(s.own, value) && !strings.Contains(name, "tls.key_pem") && !strings.Contains(string(text), value) {
			t.Errorf("the state does not hold the secret of %s", name)
		}
	}
}

// leaves are the texts within a value, joined by their path without the numbers of lists. Below a name that is an attribute
// itself, a map's, nothing more is told apart.
func leaves(path string, value any) map[string]string {
	out := map[string]string{}
	add := func(path string, inner any) {
		for at, text := range leaves(path, inner) {
			out[at] += text + "\n"
		}
	}
	switch value := value.(type) {
	case map[string]any:
		for name, inner := range value {
			if strings.HasSuffix(path, "_sensitive") {
				add(path, inner)
				continue
			}
			add(strings.TrimPrefix(path+"."+name, "."), inner)
		}
	case []any:
		for _, inner := range value {
			add(path, inner)
		}
	default:
		out[path] = fmt.Sprint(value)
	}
	return out
}

// unzipped is all that a saved plan holds.
func unzipped(t *testing.T, file string) string {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	var all strings.Builder
	for _, each := range archive.File {
		content, err := each.Open()
		if err == nil {
			_, err = io.Copy(&all, content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

// watchArguments collects the arguments of all Terraform and provider processes until the function that it returns is called.
func watchArguments(ctx context.Context) func() string {
	ctx, cancel := context.WithCancel(ctx)
	seen := map[string]bool{}
	var done sync.WaitGroup
	done.Go(func() {
		for ctx.Err() == nil {
			files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
			for _, file := range files {
				if text, err := os.ReadFile(file); err == nil && strings.Contains(string(text), "terraform") {
					seen[string(text)] = true
				}
			}
		}
	})
	return func() string {
		cancel()
		done.Wait()
		var all strings.Builder
		for text := range seen {
			all.WriteString(text + "\n")
		}
		return all.String()
	}
}
