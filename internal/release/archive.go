package release

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// platform is an operating system and a processor, by their names in Go.
type platform struct{ os, arch string }

// program is the name of the provider's executable, by which Terraform finds it in an archive.
func (p platform) program(version string) string {
	name := project + "_v" + version
	if p.os == "windows" {
		name += ".exe"
	}
	return name
}

// checkArchive checks the files of one archive, and the program in it.
func checkArchive(file, version string, built platform, commit string, builds buildReader) error {
	archive, err := zip.OpenReader(file)
	if err != nil {
		return err
	}
	defer func() { _ = archive.Close() }()
	program := built.program(version)
	modes := map[string]fs.FileMode{"CHANGELOG.md": 0o644, "LICENSE": 0o644, NoticesFile: 0o644, program: 0o755}
	contents := map[string][]byte{}
	times := map[time.Time]bool{}
	var problems []error
	for _, entry := range archive.File {
		mode, wanted := modes[entry.Name]
		if !wanted {
			problems = append(problems, fmt.Errorf("unexpected file %s", entry.Name))
			continue
		}
		if entry.Mode() != mode {
			problems = append(problems, fmt.Errorf("%s has the mode %v, expected %v", entry.Name, entry.Mode(), mode))
		}
		times[entry.Modified.UTC()] = true
		if contents[entry.Name], err = read(entry); err != nil {
			problems = append(problems, fmt.Errorf("%s: %w", entry.Name, err))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(modes)) {
		if len(contents[name]) == 0 {
			problems = append(problems, fmt.Errorf("%s is missing or empty", name))
		}
	}
	if len(times) > 1 {
		// The commit has one time. Another one is that of the build, or of the checkout.
		problems = append(problems, fmt.Errorf("the files have %d different times, so that the archive cannot be built again", len(times)))
	}
	info, err := builds(bytes.NewReader(contents[program]))
	if err != nil {
		return errors.Join(append(problems, fmt.Errorf("%s says nothing about its build: %w", program, err))...)
	}
	return errors.Join(append(problems, checkProgram(info, built, commit), checkNotices(info, string(contents[NoticesFile])))...)
}

func read(entry *zip.File) ([]byte, error) {
	content, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = content.Close() }()
	return io.ReadAll(content)
}

// checkProgram checks what Go has noted in a program: what it runs on, which commit it is of, and that it can be built again.
func checkProgram(info *debug.BuildInfo, built platform, commit string) error {
	has := map[string]string{}
	for _, setting := range info.Settings {
		has[setting.Key] = setting.Value
	}
	wanted := map[string]string{
		"GOOS": built.os, "GOARCH": built.arch, "CGO_ENABLED": "0", "-trimpath": "true",
		"vcs.revision": commit, "vcs.modified": "false",
	}
	var problems []error
	for _, key := range slices.Sorted(maps.Keys(wanted)) {
		if has[key] != wanted[key] {
			problems = append(problems, fmt.Errorf("the program is built with %s=%q, expected %q", key, has[key], wanted[key]))
		}
	}
	return errors.Join(problems...)
}

// checkNotices checks that the notices name every module that is in a program, and the Go that it was built with.
func checkNotices(info *debug.BuildInfo, notices string) error {
	names := []string{goName(info.GoVersion)}
	for _, dependency := range info.Deps {
		if dependency.Replace != nil {
			dependency = dependency.Replace
		}
		names = append(names, dependency.Path+" "+dependency.Version)
	}
	var problems []error
	for _, name := range names {
		if !strings.Contains(notices, "\n"+heading(name)) {
			problems = append(problems, fmt.Errorf("%s does not name %s", NoticesFile, name))
		}
	}
	return errors.Join(problems...)
}
