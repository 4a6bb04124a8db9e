package release

import (
	"strings"
	"testing"
	"time"
)

// edit changes a file of the archive for Linux.
func edit(name string, change func(*entry)) func(*sample) {
	return func(s *sample) {
		file := s.archives[testArchive][name]
		change(&file)
		s.archives[testArchive][name] = file
	}
}

func TestCompleteReleasePasses(t *testing.T) {
	version, err := check(newSample().write(t), Expected{Commit: testCommit}, readNote)
	if err != nil || version != "1.2.3" {
		t.Error(version, err)
	}
	unsigned := newSample()
	delete(unsigned.files, testSums+".sig")
	if _, err := check(unsigned.write(t), Expected{Commit: testCommit, Unsigned: true}, readNote); err != nil {
		t.Error(err)
	}
}

// Each thing that a registry or a user would object to, and words of the error.
func TestFaultyReleaseIsRefused(t *testing.T) {
	replace := func(old, other string) func(*entry) {
		return func(e *entry) { e.text = strings.ReplaceAll(e.text, old, other) }
	}
	for name, fault := range map[string]struct {
		make func(*sample)
		want string
	}{
		"no checksums":            {func(s *sample) { s.sums = func(string) string { return "" } }, "has 0 files *_SHA256SUMS"},
		"checksums of no version": {func(s *sample) { s.files[project+"_v1_SHA256SUMS"], s.sums = "x", func(string) string { return "" } }, "is not named"},
		"no manifest":             {func(s *sample) { delete(s.files, project+"_1.2.3_manifest.json") }, "read the manifest"},
		"another protocol": {func(s *sample) {
			s.files[project+"_1.2.3_manifest.json"] = `{"version": 1, "metadata": {"protocol_versions": ["5.0"]}}`
		}, `protocols ["5.0"]`},
		"no signature":       {func(s *sample) { delete(s.files, testSums+".sig") }, "read the signature"},
		"armoured signature": {func(s *sample) { s.files[testSums+".sig"] = "-----BEGIN PGP SIGNATURE-----" }, "armoured"},
		"empty signature":    {func(s *sample) { s.files[testSums+".sig"] = "" }, "is empty"},
		"no archive":         {func(s *sample) { clear(s.archives) }, "no archive of release 1.2.3"},
		"a wrong sum": {func(s *sample) {
			s.sums = func(string) string { return strings.Repeat("0", 64) + "  " + testArchive + "\n" }
		}, testArchive + " has the checksum"},
		"an archive without a sum": {func(s *sample) {
			s.sums = func(string) string { return strings.Repeat("0", 64) + "  " + project + "_1.2.3_manifest.json\n" }
		}, testSums + " does not name " + testArchive},
		"a sum of another file": {func(s *sample) {
			s.sums = func(text string) string { return text + strings.Repeat("0", 64) + "  other\n" }
		}, "names no file of this release"},
		"an archive of another release": {func(s *sample) { s.files[project+"_1.2.2_linux_386.zip"] = "" }, "is no file of release 1.2.3"},
		"no licence":                    {func(s *sample) { delete(s.archives[testArchive], "LICENSE") }, "LICENSE is missing or empty"},
		"no notices":                    {edit(NoticesFile, func(e *entry) { e.text = "" }), NoticesFile + " is missing or empty"},
		"no changelog":                  {func(s *sample) { delete(s.archives[testArchive], "CHANGELOG.md") }, "CHANGELOG.md is missing"},
		"no program":                    {func(s *sample) { delete(s.archives[testArchive], testProgram) }, testProgram + " is missing"},
		"a file too many":               {edit("secrets.txt", func(e *entry) { e.text = "x" }), "unexpected file secrets.txt"},
		"a program that does not start": {edit(testProgram, func(e *entry) { e.mode = 0o644 }), "has the mode -rw-r--r--"},
		"the umask of the builder":      {edit("LICENSE", func(e *entry) { e.mode = 0o600 }), "LICENSE has the mode -rw-------"},
		"the time of the checkout":      {edit("LICENSE", func(e *entry) { e.time = e.time.Add(time.Minute) }), "2 different times"},
		"another system":                {edit(testProgram, replace("GOOS=linux", "GOOS=darwin")), `GOOS="darwin", expected "linux"`},
		"another processor":             {edit(testProgram, replace("amd64", "arm64")), `GOARCH="arm64", expected "amd64"`},
		"a C library":                   {edit(testProgram, replace("CGO_ENABLED=0", "CGO_ENABLED=1")), "CGO_ENABLED"},
		"paths of the builder":          {edit(testProgram, replace("-trimpath=true", "x=y")), "-trimpath"},
		"another commit":                {edit(testProgram, replace(testCommit, "fedcba")), "vcs.revision"},
		"changed after commit":          {edit(testProgram, replace("modified=false", "modified=true")), "vcs.modified"},
		"no note of the build":          {edit(testProgram, func(e *entry) { e.text = "#!/bin/sh\n\tx" }), "says nothing about its build"},
		"a module without notice":       {edit(NoticesFile, replace("a v1.0.0", "a v1.0.1")), "does not name example.com/a v1.0.0"},
		"a fork without notice":         {edit(NoticesFile, replace("fork", "b")), "does not name example.com/fork v2.0.0"},
		"Go itself without notice":      {edit(NoticesFile, replace("go1.26.8", "go1.26.7")), "does not name Go standard library go1.26.8"},
	} {
		t.Run(name, func(t *testing.T) {
			release := newSample()
			fault.make(release)
			_, err := check(release.write(t), Expected{Commit: testCommit}, readNote)
			if err == nil || !strings.Contains(err.Error(), fault.want) {
				t.Errorf("got %v, expected an error with %q", err, fault.want)
			}
		})
	}
}
