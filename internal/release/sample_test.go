package release

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"
)

const (
	testCommit  = "0123456789abcdef0123456789abcdef01234567"
	testArchive = project + "_1.2.3_linux_amd64.zip"
	testSums    = project + "_1.2.3_SHA256SUMS"
	testProgram = project + "_v1.2.3"
)

// built is the note of a build in a program, in Go's own form.
func built(system, arch string) string {
	return "go1.26.8\npath\texample.com/p\ndep\texample.com/a\tv1.0.0\ndep\texample.com/b\tv1.0.0\n=>\texample.com/fork\tv2.0.0\th1:sum=\n" +
		"build\tCGO_ENABLED=0\nbuild\tGOOS=" + system + "\nbuild\tGOARCH=" + arch + "\nbuild\t-trimpath=true\n" +
		"build\tvcs.revision=" + testCommit + "\nbuild\tvcs.modified=false\n"
}

// readNote reads a program of these tests, which is nothing but the note.
func readNote(program io.ReaderAt) (*debug.BuildInfo, error) {
	text, err := io.ReadAll(io.NewSectionReader(program, 0, 1<<20))
	if err != nil {
		return nil, err
	}
	// The version of Go stands beside the rest in a program.
	version, rest, _ := strings.Cut(string(text), "\n")
	if !strings.HasPrefix(version, "go1.") {
		return nil, errors.New("no program of Go")
	}
	info, err := debug.ParseBuildInfo(rest)
	if err == nil {
		info.GoVersion = version
	}
	return info, err
}

// entry is a file in an archive.
type entry struct {
	text string
	mode fs.FileMode
	time time.Time
}

// sample is a release, before it is written down.
type sample struct {
	archives map[string]map[string]entry
	files    map[string]string
	sums     func(text string) string
}

func newSample() *sample {
	commit := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	notices := preamble
	for _, name := range []string{goName("go1.26.8"), "example.com/a v1.0.0", "example.com/fork v2.0.0"} {
		notices += "\n" + heading(name) + "A licence\n"
	}
	archive := func(program, note string) map[string]entry {
		return map[string]entry{
			"CHANGELOG.md": {"changes", 0o644, commit}, "LICENSE": {"licence", 0o644, commit},
			NoticesFile: {notices, 0o644, commit}, program: {note, 0o755, commit},
		}
	}
	return &sample{
		archives: map[string]map[string]entry{
			testArchive:                          archive(testProgram, built("linux", "amd64")),
			project + "_1.2.3_windows_arm64.zip": archive(testProgram+".exe", built("windows", "arm64")),
		},
		files: map[string]string{
			project + "_1.2.3_manifest.json": `{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`,
			testSums + ".sig":                "\x89binary",
			// GoReleaser's own files are not released.
			"artifacts.json": "[]",
		},
		sums: func(text string) string { return text },
	}
}

// write writes the release down, as GoReleaser would.
func (s *sample) write(t *testing.T) (dist string) {
	t.Helper()
	dist = t.TempDir()
	for name, entries := range s.archives {
		var content bytes.Buffer
		archive := zip.NewWriter(&content)
		for _, file := range slices.Sorted(maps.Keys(entries)) {
			header := &zip.FileHeader{Name: file, Modified: entries[file].time}
			header.SetMode(entries[file].mode)
			writer, err := archive.CreateHeader(header)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := writer.Write([]byte(entries[file].text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		s.files[name] = content.String()
	}
	sums := ""
	for name, content := range s.files {
		if strings.HasSuffix(name, ".zip") || strings.HasSuffix(name, "manifest.json") {
			sums += fmt.Sprintf("%x  %s\n", sha256.Sum256([]byte(content)), name)
		}
	}
	if sums = s.sums(sums); sums != "" {
		s.files[testSums] = sums
	}
	for name, content := range s.files {
		if err := os.WriteFile(filepath.Join(dist, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dist
}
