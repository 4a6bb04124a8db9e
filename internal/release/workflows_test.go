package release

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// text reads a file of the repository.
func text(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// workflows returns the texts of all workflows by file name.
func workflows(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", ".github", "workflows", "*.yml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no workflows: %v", err)
	}
	texts := map[string]string{}
	for _, file := range files {
		texts[filepath.Base(file)] = text(t, ".github/workflows/"+filepath.Base(file))
	}
	return texts
}

// A tag of somebody else's action or image may point to other code tomorrow, a hash cannot.
func TestWorkflowsNameWhatTheyUseByHash(t *testing.T) {
	used := regexp.MustCompile(`(?m)^\s*(?:- )?(uses|image):\s*(.*)$`)
	pinned := regexp.MustCompile(`^(\./.*|[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+|[\w./:-]+@sha256:[0-9a-f]{64})$`)
	for name, workflow := range workflows(t) {
		for _, line := range used.FindAllStringSubmatch(workflow, -1) {
			if !pinned.MatchString(line[2]) {
				t.Errorf("%s: %s: %s is not pinned to a hash", name, line[1], line[2])
			}
		}
	}
}

// Only the job that publishes may write, and only it gets the secrets.
func TestOnlyThePublishingJobMayWrite(t *testing.T) {
	for name, workflow := range workflows(t) {
		if name == "release.yml" {
			before, _, found := strings.Cut(workflow, "\n  release:\n")
			if !found {
				t.Fatalf("%s has no job release", name)
			}
			workflow = before
		}
		for _, word := range []string{": write", "write-all", "secrets."} {
			if strings.Contains(workflow, word) {
				t.Errorf("%s: a job that publishes nothing has %q", name, word)
			}
		}
		if !regexp.MustCompile(`(?m)^permissions:( \{\}|\n  contents: read)$`).MatchString(workflow) {
			t.Errorf("%s does not take away the permissions that jobs have by default", name)
		}
	}
}

// Tests, then a draft, its check, its attestation, and only then what everyone sees.
func TestNothingIsPublishedUntested(t *testing.T) {
	_, job, _ := strings.Cut(text(t, ".github/workflows/release.yml"), "\n  release:\n")
	after := -1
	for _, step := range []string{
		"needs: test\n", ".ci/signing-key", "run: make release ", "cmd/release check", "attest-build-provenance@", "--draft=false",
	} {
		at := strings.Index(job, step)
		if at <= after {
			t.Errorf("the job release has %q at %d, expected it after %d", step, at, after)
		}
		after = at
	}
	if !strings.Contains(text(t, ".goreleaser.yml"), "\n  draft: true\n") {
		t.Error("GoReleaser publishes before the attestation is there")
	}
	for _, gate := range []string{"go test -race ./...", "make lint", ".ci/run", "make release-rehearsal", "make vulnerabilities"} {
		if !strings.Contains(text(t, ".github/workflows/test.yml"), "- run: "+gate+"\n") {
			t.Errorf("test.yml does not run %q", gate)
		}
	}
}

func TestReleaseDocumentationNamesEachSecret(t *testing.T) {
	guide := text(t, "RELEASING.md")
	for _, secret := range regexp.MustCompile(`secrets\.(\w+)`).FindAllStringSubmatch(text(t, ".github/workflows/release.yml"), -1) {
		if secret[1] != "GITHUB_TOKEN" && !strings.Contains(guide, "`"+secret[1]+"`") {
			t.Errorf("RELEASING.md does not say what the secret %s is", secret[1])
		}
	}
}

// A release is built with a newer patch of the Go that go.mod asks for, not with another Go.
func TestReleasesAreBuiltWithTheGoOfTheModule(t *testing.T) {
	version := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(text(t, "go.mod"))[1]
	for name, workflow := range workflows(t) {
		for _, set := range regexp.MustCompile(`go-version: (.*)`).FindAllStringSubmatch(workflow, -1) {
			if set[1] != `"`+version+`.x"` {
				t.Errorf("%s uses Go %s, go.mod asks for %s", name, set[1], version)
			}
		}
	}
}

// What is built for, whose licences are checked, and whose notices are written are the same systems.
func TestSystemsAgree(t *testing.T) {
	_, list, _ := strings.Cut(text(t, ".goreleaser.yml"), "\n    goos:\n")
	list, _, _ = strings.Cut(list, "\n    goarch:\n")
	released := strings.Fields(strings.ReplaceAll(list, "- ", ""))
	slices.Sort(released)
	if !slices.Equal(released, systems) {
		t.Errorf(".goreleaser.yml builds for %v, notices are written for %v", released, systems)
	}
	if want := "systems=(" + strings.Join(systems, " ") + ")"; !strings.Contains(text(t, ".ci/licences"), want) {
		t.Errorf(".ci/licences does not have %s", want)
	}
}
