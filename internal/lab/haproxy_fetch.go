package lab

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
)

// haproxySuites are the Debian suites that carry, or carried, a branch of HAProxy, best first.
var haproxySuites = map[string][]string{
	"2.2": {"bullseye"},
	"2.6": {"bookworm"},
	"3.0": {"trixie"},
	"3.2": {"sid", "testing"},
}

// HAProxyBranches are the branches of HAProxy that FetchHAProxy knows, oldest first.
func HAProxyBranches() []string { return []string{"2.2", "2.6", "3.0", "3.2"} }

// haproxyPackages are what HAProxy needs of its suite to run on a machine of another one. Where a package has changed
// its name, the names are alternatives.
var haproxyPackages = [][]string{
	{"haproxy"},
	{"libc6"}, {"libgcc-s1"}, {"libcrypt1"}, {"libssl3t64", "libssl3", "libssl1.1"}, {"libpcre2-8-0"},
	{"libsystemd0"}, {"libcap2"}, {"zlib1g"}, {"libzstd1"},
}

// What a branch needs in addition. The older libsystemd is linked to what the newer ones load on demand only.
var moreHAProxyPackages = map[string][][]string{
	"2.2": {{"liblua5.3-0"}, {"liblzma5"}, {"liblz4-1"}, {"libgcrypt20"}, {"libgpg-error0"}},
	"2.6": {{"liblua5.3-0"}, {"liblzma5"}, {"liblz4-1"}, {"libgcrypt20"}, {"libgpg-error0"}},
	"3.0": {{"liblua5.4-0"}, {"libjemalloc2"}, {"libopentracing-c-wrapper0t64", "libopentracing-c-wrapper0"}, {"libopentracing1"}, {"libstdc++6"}},
	"3.2": {{"liblua5.4-0"}, {"libjemalloc2"}, {"libopentracing-c-wrapper0t64", "libopentracing-c-wrapper0"}, {"libopentracing1"}, {"libstdc++6"}},
}

var haproxyVersionForm = regexp.MustCompile(`(?m)^HA-?Proxy version ([0-9]+\.[0-9]+)`)

// FetchHAProxy is the path of a haproxy of the branch, such as "3.0": the machine's own where that is of this branch,
// else one unpacked into the cache from another Debian suite. It returns an [ErrUnavailable] where neither can be had.
// The answer holds for the process: what failed once is not tried again.
func FetchHAProxy(ctx context.Context, branch string) (string, error) {
	if haproxySuites[branch] == nil {
		return "", fmt.Errorf("HAProxy %q is not known, choose one of %v", branch, HAProxyBranches())
	}
	fetchedHAProxies.Lock()
	defer fetchedHAProxies.Unlock()
	if known, ok := fetchedHAProxies.answers[branch]; ok {
		return known.binary, known.err
	}
	binary, err := findHAProxy(ctx, branch)
	if ctx.Err() == nil {
		fetchedHAProxies.answers[branch] = haproxyAnswer{binary, err}
	}
	return binary, err
}

type haproxyAnswer struct {
	binary string
	err    error
}

var fetchedHAProxies = struct {
	sync.Mutex
	answers map[string]haproxyAnswer
}{answers: map[string]haproxyAnswer{}}

func findHAProxy(ctx context.Context, branch string) (string, error) {
	if binary, err := findTool("haproxy"); err == nil && haproxyBranch(ctx, binary) == branch {
		return binary, nil
	}
	home, err := Home()
	if err != nil {
		return "", err
	}
	cache := filepath.Join(home, "cache")
	unlock, err := lockFile(ctx, filepath.Join(cache, ".lock-haproxy-"+branch))
	if err != nil {
		return "", err
	}
	defer unlock()
	root := filepath.Join(cache, "haproxy-"+branch)
	if text, err := os.ReadFile(filepath.Join(root, completeName)); err == nil && string(text) == root {
		return haproxyIn(root), nil
	}
	return fetchHAProxy(ctx, cache, root, branch)
}

func haproxyIn(root string) string { return filepath.Join(root, "usr/sbin/haproxy") }

// haproxyBranch is what a binary says of itself; empty if it does not run.
func haproxyBranch(ctx context.Context, binary string) string {
	out, err := capture(ctx, "/", nil, binary, "-v")
	if m := haproxyVersionForm.FindStringSubmatch(out); err == nil && m != nil {
		return m[1]
	}
	return ""
}

func fetchHAProxy(ctx context.Context, cache, root, branch string) (string, error) {
	unavailable := func(reasons ...string) error {
		return &ErrUnavailable{Reason: fmt.Sprintf("HAProxy %s cannot be had on this machine: %s", branch, strings.Join(reasons, "\n  "))}
	}
	release, err := debianRelease("/etc/os-release")
	if err != nil {
		return "", unavailable(err.Error())
	}
	reasons := []string{"the machine's own is of another branch, and none could be fetched from the Debian mirrors in apt's sources"}
	for _, mirror := range debianMirrors(machineSources("/etc/apt"), release) {
		for _, suite := range haproxySuites[branch] {
			err := unpackHAProxy(ctx, cache, root, branch, mirror.stanza(suite))
			if err == nil {
				return haproxyIn(root), nil
			}
			if ctx.Err() != nil {
				return "", fmt.Errorf("fetch HAProxy %s from suite %s: %w", branch, suite, ctx.Err())
			}
			reasons = append(reasons, fmt.Sprintf("suite %s: %v", suite, err))
		}
	}
	return "", unavailable(reasons...)
}
