package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// unpackHAProxy fetches the packages from one suite and makes a program of them that runs from its folder.
func unpackHAProxy(ctx context.Context, cache, root, branch, source string) error {
	// apt is patient with a mirror that does not answer; a test is not.
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	scratch, err := os.MkdirTemp(cache, "apt-")
	if err != nil {
		return fmt.Errorf("make a scratch folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	a, err := newApt(ctx, scratch, source)
	if err != nil {
		return err
	}
	if _, err := a.run(ctx, scratch, "apt-get", "update"); err != nil {
		return err
	}
	wanted := slices.Concat(haproxyPackages, moreHAProxyPackages[branch])
	if _, err := findTool("patchelf"); err != nil {
		wanted = append(wanted, []string{"patchelf"})
	}
	candidates, err := a.candidates(ctx, slices.Concat(wanted...))
	if err != nil {
		return err
	}
	if version := upstream(candidates["haproxy"]); !inSeries(version, branch) {
		return fmt.Errorf("it carries haproxy %q now, not %s", version, branch)
	}
	names, err := choose(candidates, wanted)
	if err != nil {
		return err
	}
	archives := filepath.Join(scratch, "archives")
	if _, err := a.run(ctx, archives, "apt-get", append([]string{"download"}, names...)...); err != nil {
		return err
	}
	return installHAProxy(ctx, archives, root, branch)
}

// installHAProxy unpacks into the final place, because the place is patched into the program, and marks it when the
// program has said who it is.
func installHAProxy(ctx context.Context, archives, root, branch string) error {
	if err := os.RemoveAll(root); err != nil {
		return fmt.Errorf("clear %s: %w", root, err)
	}
	debs, _ := filepath.Glob(filepath.Join(archives, "*.deb"))
	for _, deb := range debs {
		if _, err := capture(ctx, archives, nil, "dpkg-deb", "-x", deb, root); err != nil {
			return err
		}
	}
	patch, err := newPatcher(root)
	if err != nil {
		return err
	}
	if err := patch(ctx, haproxyIn(root)); err != nil {
		return fmt.Errorf("make %s run from its folder: %w", filepath.Base(root), err)
	}
	// What its own suite lacks is found on the machine, where it fits by chance.
	out, err := capture(ctx, root, []string{"LD_TRACE_LOADED_OBJECTS=1"}, haproxyIn(root))
	if err != nil {
		return err
	}
	for line := range strings.Lines(out) {
		if _, library, ok := strings.Cut(line, "=> "); ok && !strings.HasPrefix(library, root+"/") {
			return fmt.Errorf("%s needs a library that was not unpacked: %s", haproxyIn(root), strings.TrimSpace(line))
		}
	}
	if got := haproxyBranch(ctx, haproxyIn(root)); got != branch {
		return errors.New("the program unpacked says that it is of branch " + got)
	}
	return os.WriteFile(filepath.Join(root, completeName), []byte(root), 0o600)
}
