package release

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const changelog = `## 1.3.0 (Unreleased)

FEATURES:

* next

## 1.2.3 (November 30, 2026)

BUG FIXES:

* of 1.2.3

## 1.2.0-rc.1 (October 1, 2026)

* of the candidate

## 1.1.0 (September 1, 2026)

FEATURES:

## 1.0.1 (August 2, 2026)

* once

## 1.0.1 (August 1, 2026)

* twice

## 11.2.3 (July 1, 2026)

* of another
`

// notes runs .ci/release-notes on a changelog.
func notes(t *testing.T, text string, args ...string) (said string, err error) {
	t.Helper()
	script, err := filepath.Abs(filepath.Join("..", "..", ".ci", "release-notes"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "CHANGELOG.md")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), script, args...)
	command.Env = append(os.Environ(), "CHANGELOG="+file)
	output, err := command.CombinedOutput()
	return string(output), err
}

func TestReleaseNotesAreTheSectionOfTheVersion(t *testing.T) {
	for version, want := range map[string]string{
		"1.2.3":      "BUG FIXES:\n\n* of 1.2.3\n",
		"v1.2.3":     "BUG FIXES:\n\n* of 1.2.3\n",
		"1.2.0-rc.1": "* of the candidate\n",
		"1.3.0-rc.1": "FEATURES:\n\n* next\n",
		"1.2.3-x":    "BUG FIXES:\n\n* of 1.2.3\n",
		"Unreleased": "FEATURES:\n\n* next\n",
		"11.2.3":     "* of another\n",
	} {
		if said, err := notes(t, changelog, version); err != nil || said != want {
			t.Errorf("%s: %q, %v; expected %q", version, said, err, want)
		}
	}
}

func TestReleaseNotesThatCannotBeHadSayWhy(t *testing.T) {
	for version, want := range map[string]string{
		"1.3.0":      "the section of 1.3.0 is not dated yet",
		"1.4.0":      "has no section of 1.4.0",
		"1.4.0-rc.1": "has no section of 1.4.0",
		"1.2":        "has no section of 1.2",
		"1x2.3":      "has no section of 1x2.3",
		"1.1.0":      `the section "## 1.1.0 (September 1, 2026)" of CHANGELOG.md is empty`,
		"1.0.1":      "more than one section of 1.0.1",
	} {
		if said, err := notes(t, changelog, version); err == nil || !strings.Contains(said, want) {
			t.Errorf("%s: %q, %v; expected %q", version, said, err, want)
		}
	}
	if said, err := notes(t, "## 1.0.0 (May 1, 2026)\n\n* all\n", "Unreleased"); err == nil || !strings.Contains(said, "no section of Unreleased") {
		t.Errorf("%q, %v", said, err)
	}
	if said, err := notes(t, changelog); err == nil || !strings.Contains(said, "usage") {
		t.Errorf("%q, %v", said, err)
	}
}

// What comes next, or the newest release, can always be rehearsed.
func TestChangelogHasNotes(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "CHANGELOG.md"))
	if err != nil {
		t.Fatal(err)
	}
	version := strings.Fields(string(text))[1]
	if said, err := notes(t, string(text), version+"-rc.1"); err != nil || !strings.Contains(said, "* ") {
		t.Errorf("%s: %q, %v", version, said, err)
	}
}
