package lab

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// packages are what a broker needs of its suite, down to libc, to run on a machine of another one. Where a
// package has changed its name, the names are alternatives.
var packages = [][]string{
	{"rabbitmq-server"},
	{"erlang-base"}, {"erlang-asn1"}, {"erlang-crypto"}, {"erlang-public-key"}, {"erlang-mnesia"},
	{"erlang-runtime-tools"}, {"erlang-ssl"}, {"erlang-eldap"}, {"erlang-inets"}, {"erlang-os-mon"},
	{"erlang-parsetools"}, {"erlang-syntax-tools"}, {"erlang-tools"}, {"erlang-xmerl"},
	{"libc6"}, {"libssl3t64", "libssl3", "libssl1.1"}, {"libstdc++6"}, {"libgcc-s1"}, {"libtinfo6"},
	{"libsystemd0"}, {"libcap2"}, {"zlib1g"}, {"libzstd1"},
}

// morePackages are what one series needs in addition. The libsystemd of 3.8's suite, which epmd uses, is linked to what
// newer ones load on demand only. Erlang 29 loads SCTP when it starts, and prints a warning where it cannot.
var morePackages = map[string][][]string{
	"3.8": {{"liblzma5"}, {"liblz4-1"}, {"libgcrypt20"}, {"libgpg-error0"}},
	"4.3": {{"libsctp1"}},
}

// apt is a configuration of its own, in a scratch folder: it reads and writes nothing of the machine's
// package lists, and believes nothing to be installed.
type apt struct{ dir string }

// newApt takes over how the machine's apt reaches its mirrors (proxies, certificates) and nothing else: the
// hooks that a machine may have configured would act on the machine.
func newApt(ctx context.Context, dir string, source string) (*apt, error) {
	a := &apt{dir: dir}
	for _, sub := range []string{"lists/partial", "archives/partial", "sources"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			return nil, fmt.Errorf("prepare apt: %w", err)
		}
	}
	dump, err := capture(ctx, dir, nil, "apt-config", "dump")
	if err != nil {
		return nil, err
	}
	files := map[string]string{
		"status":              "",
		"sources/lab.sources": source,
		"apt.conf":            transport(dump) + a.settings(),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			return nil, fmt.Errorf("prepare apt: %w", err)
		}
	}
	return a, nil
}

// transport picks the settings of the transport out of what apt-config prints, which is apt's own syntax.
func transport(dump string) string {
	var b strings.Builder
	for line := range strings.Lines(dump) {
		rest, ok := strings.CutPrefix(line, "Acquire::")
		if !ok {
			continue
		}
		for _, builtIn := range []string{"IndexTargets", "Languages", "CompressionTypes", "Changelogs", "cdrom"} {
			ok = ok && !strings.HasPrefix(rest, builtIn)
		}
		if ok {
			b.WriteString(line)
		}
	}
	return b.String()
}

func (a *apt) settings() string {
	in := func(name string) string { return filepath.Join(a.dir, name) }
	var b strings.Builder
	for _, s := range [][2]string{
		{"Dir::Etc::main", "/dev/null"}, {"Dir::Etc::parts", "/dev/null"},
		{"Dir::Etc::sourcelist", "/dev/null"}, {"Dir::Etc::sourceparts", in("sources")},
		{"Dir::Etc::preferences", "/dev/null"}, {"Dir::Etc::preferencesparts", "/dev/null"},
		{"Dir::State", a.dir}, {"Dir::State::lists", in("lists")}, {"Dir::State::status", in("status")},
		{"Dir::Cache", a.dir}, {"Dir::Cache::archives", in("archives")},
		{"Acquire::Languages", "none"}, {"Acquire::Retries", "2"},
		{"APT::Update::Error-Mode", "any"}, {"APT::Sandbox::User", ""}, {"Debug::NoLocking", "1"},
	} {
		fmt.Fprintf(&b, "%s \"%s\";\n", s[0], s[1])
	}
	return b.String()
}

func (a *apt) run(ctx context.Context, dir, tool string, arguments ...string) (string, error) {
	return capture(ctx, dir, []string{"APT_CONFIG=" + filepath.Join(a.dir, "apt.conf")}, tool, arguments...)
}

// candidates are the versions that the suite has of these packages; a package it lacks is left out.
func (a *apt) candidates(ctx context.Context, names []string) (map[string]string, error) {
	out, err := a.run(ctx, a.dir, "apt-cache", append([]string{"policy"}, names...)...)
	if err != nil {
		return nil, err
	}
	return parsePolicy(out), nil
}

func parsePolicy(out string) map[string]string {
	found := map[string]string{}
	name := ""
	for line := range strings.Lines(out) {
		if line[0] != ' ' {
			name = strings.TrimSuffix(strings.TrimSpace(line), ":")
			continue
		}
		if version, ok := strings.CutPrefix(strings.TrimSpace(line), "Candidate: "); ok && version != "(none)" {
			found[name] = version
		}
	}
	return found
}

// upstream is the part of a Debian version that is RabbitMQ's own: 4.0.5 of 4.0.5-8+b1, without an epoch.
func upstream(version string) string {
	if _, after, ok := strings.Cut(version, ":"); ok {
		version = after
	}
	if i := strings.LastIndexByte(version, '-'); i >= 0 {
		version = version[:i]
	}
	return version
}

// choose picks one name for every package.
func choose(candidates map[string]string, wanted [][]string) ([]string, error) {
	var names, missing []string
	for _, alternatives := range wanted {
		chosen := ""
		for _, name := range alternatives {
			if candidates[name] != "" && chosen == "" {
				chosen = name
			}
		}
		if chosen == "" {
			missing = append(missing, strings.Join(alternatives, " or "))
			continue
		}
		names = append(names, chosen)
	}
	if len(missing) > 0 {
		return nil, errors.New("the suite lacks " + strings.Join(missing, ", "))
	}
	return names, nil
}

// capture runs a program and returns what it printed; an error carries the end of it, both streams together.
func capture(ctx context.Context, dir string, env []string, tool string, arguments ...string) (string, error) {
	path, err := findTool(tool)
	if err != nil {
		return "", err
	}
	var out, all bytes.Buffer
	cmd := exec.CommandContext(ctx, path, arguments...)
	cmd.Dir, cmd.Env = dir, append(append(os.Environ(), "LC_ALL=C"), env...)
	cmd.Stdout, cmd.Stderr = &out, &all
	if err := cmd.Run(); err != nil {
		said := strings.TrimSpace(all.String() + "\n" + out.String())
		if len(said) > 1500 {
			said = "... " + said[len(said)-1500:]
		}
		return "", fmt.Errorf("%s %s: %w: %s", tool, strings.Join(arguments, " "), err, said)
	}
	return out.String(), nil
}
