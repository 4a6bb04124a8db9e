package release

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// systems are the values of GOOS that a release is built for. A library may be compiled in on one system only.
var systems = []string{"darwin", "freebsd", "linux", "windows"}

// licenceFile matches the names under which Go modules keep licences, and what has to be passed on with them. ATTRIB is
// regexp2's, and has the licence of the code that it was ported from.
var licenceFile = regexp.MustCompile(`(?i)^(attrib|copying|copyright|licen[cs]e|notice|patents|unlicense)s?([.-].*)?$`)

const preamble = `The program in this archive contains the libraries below. Each is named by its Go module and version, which is also how
its source code can be had: go mod download MODULE@VERSION
`

const (
	heavyRule = "================================================================================"
	lightRule = "--------------------------------------------------------------------------------"
)

// module is what "go list" says of a module, as far as it is needed here.
type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

// name is the module and version whose code is compiled in.
func (m module) name() string {
	if m.Replace != nil {
		m = *m.Replace
	}
	return m.Path + " " + m.Version
}

// Notices returns the text of [NoticesFile]: the licences, copyright notices and patent grants of every module that the program in the folder root is
// compiled from, on any of the systems that are released for, and of Go itself. A module without a licence is an error.
func Notices(ctx context.Context, root string) (string, error) {
	files := map[string]map[string]bool{} // paths of licences by name of module
	for _, system := range systems {
		if err := addLicences(ctx, files, root, system); err != nil {
			return "", fmt.Errorf("find what is compiled in for %s: %w", system, err)
		}
	}
	if err := addGo(ctx, files, root); err != nil {
		return "", err
	}
	var out strings.Builder
	out.WriteString(preamble)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if len(files[name]) == 0 {
			return "", fmt.Errorf("the module %s has no licence file, so that it cannot be passed on", name)
		}
		out.WriteString("\n" + heading(name))
		for _, file := range slices.Sorted(maps.Keys(files[name])) {
			text, err := os.ReadFile(file)
			if err != nil {
				return "", fmt.Errorf("read a licence of %s: %w", name, err)
			}
			text = bytes.TrimSpace(bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")))
			fmt.Fprintf(&out, "%s\n%s\n\n%s\n", lightRule, filepath.Base(file), text)
		}
	}
	return out.String(), nil
}

// addLicences adds the licences of the modules whose packages are compiled in on one system: those in the folders of the
// packages, and in the folders above, up to the module's own.
func addLicences(ctx context.Context, files map[string]map[string]bool, root, system string) error {
	list := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Dir,Module", ".")
	list.Dir = root
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=0")
	var complaints strings.Builder
	list.Stderr = &complaints
	output, err := list.Output()
	if err != nil {
		return fmt.Errorf("go list: %w\n%s", err, complaints.String())
	}
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var pkg struct {
			Dir    string
			Module *module
		}
		if err := decoder.Decode(&pkg); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("read the answer of go list: %w", err)
		}
		if pkg.Module == nil || pkg.Module.Main {
			continue
		}
		name := pkg.Module.name()
		if files[name] == nil {
			files[name] = map[string]bool{}
		}
		for dir := pkg.Dir; pkg.Module.Dir != "" && strings.HasPrefix(dir, pkg.Module.Dir); dir = filepath.Dir(dir) {
			if err := addFolder(files[name], dir); err != nil {
				return err
			}
		}
	}
}

// addGo adds the licences of Go: its standard library is in every program.
func addGo(ctx context.Context, files map[string]map[string]bool, root string) error {
	env := exec.CommandContext(ctx, "go", "env", "GOROOT", "GOVERSION")
	env.Dir = root
	output, err := env.Output()
	if err != nil {
		return fmt.Errorf("go env: %w", err)
	}
	goroot, version, _ := strings.Cut(strings.TrimSpace(string(output)), "\n")
	name := goName(version)
	files[name] = map[string]bool{}
	return addFolder(files[name], goroot)
}

// heading begins what is said of a module, and is found again by the check of the archives.
func heading(name string) string {
	return heavyRule + "\n" + name + "\n"
}

// goName is how Go's standard library is headed.
func goName(version string) string {
	return "Go standard library " + version
}

func addFolder(files map[string]bool, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.Type().IsRegular() && licenceFile.MatchString(entry.Name()) && filepath.Ext(entry.Name()) != ".go" {
			files[filepath.Join(dir, entry.Name())] = true
		}
	}
	return nil
}
