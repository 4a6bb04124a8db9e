package lab

import (
	"bytes"
	"context"
	"debug/elf"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// relocate makes an unpacked Erlang run from its folder, with its own suite's loader and libraries. The
// variable LD_LIBRARY_PATH would do for Erlang, but it would reach the machine's own programs, too, which
// the shell scripts around it call.
func relocate(ctx context.Context, root string) error {
	patch, err := newPatcher(root)
	if err != nil {
		return err
	}
	erlang := filepath.Join(root, "usr/lib/erlang")
	return filepath.WalkDir(erlang, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		if entry.Name() == "erl" {
			return moveScript(file, erlang)
		}
		return patch(ctx, file)
	})
}

// newPatcher gives what points a program or library to the loader and the libraries unpacked in root. Other files it
// leaves alone.
func newPatcher(root string) (func(ctx context.Context, file string) error, error) {
	loader, err := findLoader(root)
	if err != nil {
		return nil, err
	}
	libraries, _ := filepath.Glob(filepath.Join(root, "usr/lib/*-linux-gnu*"))
	more, _ := filepath.Glob(filepath.Join(root, "lib/*-linux-gnu*"))
	path := strings.Join(append(libraries, more...), ":")
	patchelf := []string{"patchelf"}
	if _, err := findTool("patchelf"); err != nil {
		// It came with the other packages and needs the same treatment, without patchelf.
		patchelf = []string{loader, "--library-path", path, filepath.Join(root, "usr/bin/patchelf")}
	}
	return func(ctx context.Context, file string) error {
		isELF, hasInterpreter := inspectELF(file)
		if !isELF {
			return nil
		}
		arguments := slices.Concat(patchelf[1:], []string{"--force-rpath", "--set-rpath", path})
		if hasInterpreter {
			arguments = append(arguments, "--set-interpreter", loader)
		}
		_, err := capture(ctx, root, nil, patchelf[0], append(arguments, file)...)
		return err
	}, nil
}

// moveScript writes Erlang's new folder into a start script: Debian's have the folder in them, and do not
// look at ERL_ROOTDIR.
func moveScript(script, erlang string) error {
	text, err := os.ReadFile(script)
	if err != nil {
		return err
	}
	text = bytes.ReplaceAll(text, []byte("=/usr/lib/erlang"), []byte("="+erlang))
	return os.WriteFile(script, text, 0o755) //nolint:gosec // a program
}

// findLoader finds the suite's own dynamic loader. On older suites the usual link to it is absolute, and
// points out of the folder.
func findLoader(root string) (string, error) {
	for _, dir := range []string{"usr/lib/*-linux-gnu*", "lib/*-linux-gnu*", "lib", "usr/lib"} {
		loaders, _ := filepath.Glob(filepath.Join(root, dir, "ld-linux*.so.*"))
		for _, l := range loaders {
			if target, err := filepath.EvalSymlinks(l); err == nil && strings.HasPrefix(target, root+"/") {
				return target, nil
			}
		}
	}
	return "", fmt.Errorf("the package libc6 unpacked in %s holds no dynamic loader", root)
}

func inspectELF(path string) (isELF, hasInterpreter bool) {
	f, err := elf.Open(path)
	if err != nil {
		return false, false
	}
	defer func() { _ = f.Close() }()
	for _, p := range f.Progs {
		hasInterpreter = hasInterpreter || p.Type == elf.PT_INTERP
	}
	return true, hasInterpreter
}
