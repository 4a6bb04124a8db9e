package lab

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What Erlang 29.1.2 prints where libsctp is missing.
const sctpWarning = "=ESOCK WARNING MSG==== 30-Nov-2026::03:53:43.412336 ===\n" +
	"[UNIX-ESSIO] Failed open sctp dynamic library: libsctp.so.1\n"

func TestOutputOfQuietPrograms(t *testing.T) {
	for _, printed := range []string{"", "\n"} {
		if err := judgeOutput("erl", printed); err != nil {
			t.Errorf("%q: %v", printed, err)
		}
	}
	for printed, want := range map[string]string{
		sctpWarning: "the package that contains libsctp.so.1 to morePackages",
		"error while loading shared libraries: libstdc++.so.6: cannot open": "the package that contains libstdc++.so.6 to",
		"=WARNING REPORT====\nsomething else":                               "make Erlang silent",
	} {
		err := judgeOutput("/x/erl", printed)
		if !errors.Is(err, errIncomplete) {
			t.Errorf("%q: %v", printed, err)
			continue
		}
		for _, part := range []string{"/x/erl", want, strings.TrimSpace(printed)} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("the error does not say %q: %v", part, err)
			}
		}
	}
}

// fakeRelease has an erl that runs a script, and an epmd that does nothing.
func fakeRelease(t *testing.T, erl string) (Release, string) {
	t.Helper()
	root := t.TempDir()
	for name, script := range map[string]string{"erl": erl, "epmd": "exit 0"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return Release{ErlangBin: root}, root
}

func TestCheckOfUnpackedRelease(t *testing.T) {
	for script, want := range map[string]string{
		"exit 0": "",
		"echo 'cannot open libcrypto.so.3' >&2; exit 1": "libcrypto.so.3",
		"cat <<'X'\n" + sctpWarning + "X":               "libsctp.so.1",
	} {
		r, root := fakeRelease(t, script)
		err := checkRelease(t.Context(), r, root)
		if want == "" {
			check(t, err)
			continue
		}
		if !errors.Is(err, errIncomplete) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", script, err)
		}
	}
}

// A release that was unpacked with another list of packages must not be used.
func TestReleaseOfAnotherPackageListIsNotUsed(t *testing.T) {
	cache := t.TempDir()
	unpacked := func(folder string) {
		root := filepath.Join(cache, folder)
		check(t, os.MkdirAll(filepath.Join(root, "usr/lib/rabbitmq/lib/rabbitmq_server-4.3.6"), 0o700))
		check(t, os.WriteFile(filepath.Join(root, completeName), []byte(root), 0o600))
	}
	unpacked("rabbitmq-4.3.6")
	unpacked("rabbitmq-4.3.6-00000000")
	if r, ok := cached(cache, "4.3"); ok {
		t.Errorf("%+v is used", r)
	}
	unpacked(releaseFolder("4.3.6", "4.3"))
	if r, ok := cached(cache, "4.3"); !ok || r.Version != "4.3.6" {
		t.Errorf("%+v is not used", r)
	}
}
