package lab

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// completeName marks an unpacked release that can be used. It is written last, and holds the folder's path:
// the path is in the patched files, so that a folder that was moved is as good as none.
const completeName = "complete"

// fetchRelease unpacks a release of the series from another Debian suite, or finds the one unpacked before.
func fetchRelease(ctx context.Context, series string) (Release, error) {
	home, err := Home()
	if err != nil {
		return Release{}, err
	}
	cache := filepath.Join(home, "cache")
	if r, ok := cached(cache, series); ok {
		return r, nil
	}
	// One at a time: the second caller finds what the first one unpacked.
	unlock, err := lockFile(ctx, filepath.Join(cache, ".lock-"+series))
	if err != nil {
		return Release{}, err
	}
	defer unlock()
	if r, ok := cached(cache, series); ok {
		return r, nil
	}
	release, err := debianRelease("/etc/os-release")
	if err != nil {
		return Release{}, &ErrUnavailable{Series: series, Reason: err.Error()}
	}
	mirrors := debianMirrors(machineSources("/etc/apt"), release)
	if len(mirrors) == 0 {
		return Release{}, &ErrUnavailable{Series: series, Reason: "the machine's own package is not of this series, and apt's sources name no Debian mirror to fetch another from"}
	}
	reasons := []string{fmt.Sprintf("the machine's own package is not of this series, and none could be fetched from the %d Debian mirrors in apt's sources", len(mirrors))}
	incomplete := false
	for _, mirror := range mirrors {
		for _, suite := range suites[series] {
			r, err := unpackRelease(ctx, cache, series, mirror.stanza(suite))
			if err == nil {
				return r, nil
			}
			if ctx.Err() != nil {
				return Release{}, fmt.Errorf("fetch RabbitMQ %s from suite %s: %w", series, suite, ctx.Err())
			}
			incomplete = incomplete || errors.Is(err, errIncomplete)
			reasons = append(reasons, fmt.Sprintf("suite %s: %v", suite, err))
		}
	}
	if incomplete {
		// A fault of the lab's own list of packages. A series that is unavailable is skipped, which would hide it.
		return Release{}, fmt.Errorf("RabbitMQ %s: %s", series, strings.Join(reasons, "\n  "))
	}
	return Release{}, &ErrUnavailable{Series: series, Reason: strings.Join(reasons, "\n  ")}
}

// releaseFolder is the name of an unpacked release's folder. It depends on what was unpacked and how it was checked: a
// release that an older lab unpacked may lack a package, and running brokers may still use it.
func releaseFolder(version, series string) string {
	sum := fnv.New32a()
	fmt.Fprint(sum, slices.Concat(packages, morePackages[series]), quietCommand)
	return fmt.Sprintf("rabbitmq-%s-%08x", version, sum.Sum32())
}

func cached(cache, series string) (Release, bool) {
	marks, _ := filepath.Glob(filepath.Join(cache, releaseFolder(series+".*", series), completeName))
	slices.Reverse(marks)
	for _, mark := range marks {
		root := filepath.Dir(mark)
		if text, err := os.ReadFile(mark); err != nil || string(text) != root {
			continue
		}
		if r, ok := findRelease(filepath.Join(root, "usr"), series); ok {
			return r, true
		}
	}
	return Release{}, false
}

// debianRelease is the code name of the machine's own Debian.
func debianRelease(osRelease string) (string, error) {
	text, err := os.ReadFile(osRelease)
	if err != nil {
		return "", fmt.Errorf("find out which Debian this is: %w", err)
	}
	fields := map[string]string{}
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		fields[name] = strings.Trim(value, `"'`)
	}
	if fields["ID"] != "debian" {
		return "", fmt.Errorf("other series are fetched from Debian's suites on Debian only, and this is %q (%s)", fields["ID"], runtime.GOOS)
	}
	return fields["VERSION_CODENAME"], nil
}

func unpackRelease(ctx context.Context, cache, series, source string) (Release, error) {
	// apt is patient with a mirror that does not answer; a test is not.
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	scratch, err := os.MkdirTemp(cache, "apt-")
	if err != nil {
		return Release{}, fmt.Errorf("make a scratch folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(scratch) }()
	a, err := newApt(ctx, scratch, source)
	if err != nil {
		return Release{}, err
	}
	if _, err := a.run(ctx, scratch, "apt-get", "update"); err != nil {
		return Release{}, err
	}
	wanted := slices.Concat(packages, morePackages[series])
	if _, err := findTool("patchelf"); err != nil {
		wanted = append(wanted, []string{"patchelf"})
	}
	candidates, err := a.candidates(ctx, slices.Concat(wanted...))
	if err != nil {
		return Release{}, err
	}
	version := upstream(candidates["rabbitmq-server"])
	if !inSeries(version, series) {
		return Release{}, fmt.Errorf("it carries rabbitmq-server %q now, not %s", version, series)
	}
	names, err := choose(candidates, wanted)
	if err != nil {
		return Release{}, err
	}
	archives := filepath.Join(scratch, "archives")
	if _, err := a.run(ctx, archives, "apt-get", append([]string{"download"}, names...)...); err != nil {
		return Release{}, err
	}
	return install(ctx, archives, filepath.Join(cache, releaseFolder(version, series)), series)
}

// install unpacks into the final place, because the place is patched into the files. Until the mark is
// written nobody uses it, and what an interrupted run left is thrown away.
func install(ctx context.Context, archives, root, series string) (Release, error) {
	if err := os.RemoveAll(root); err != nil {
		return Release{}, fmt.Errorf("clear %s: %w", root, err)
	}
	debs, _ := filepath.Glob(filepath.Join(archives, "*.deb"))
	for _, deb := range debs {
		if _, err := capture(ctx, archives, nil, "dpkg-deb", "-x", deb, root); err != nil {
			return Release{}, err
		}
	}
	if err := relocate(ctx, root); err != nil {
		return Release{}, fmt.Errorf("make %s run from its folder: %w", filepath.Base(root), err)
	}
	r, ok := findRelease(filepath.Join(root, "usr"), series)
	if !ok {
		return Release{}, fmt.Errorf("the package of %s holds no rabbitmq_server folder", filepath.Base(root))
	}
	if err := checkRelease(ctx, r, root); err != nil {
		return Release{}, err
	}
	if err := os.WriteFile(filepath.Join(root, completeName), []byte(root), 0o600); err != nil {
		return Release{}, fmt.Errorf("mark %s as complete: %w", root, err)
	}
	return r, nil
}
