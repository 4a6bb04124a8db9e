package lab

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
)

// errIncomplete is what the checks of an unpacked release return: the packages are there, but more of them are needed.
var errIncomplete = errors.New("the unpacked release is incomplete")

// quietCommand makes Erlang load what rabbitmqctl and a broker load, and print nothing.
const quietCommand = "ok = crypto:start(), halt(0)."

var libraryName = regexp.MustCompile(`\blib[A-Za-z0-9_+.-]*\.so(\.[0-9]+)*`)

// checkRelease makes a missing library fail here, once for each unpacked release, and not as a broker that does not start
// or as a rabbitmqctl whose output has a warning in it.
func checkRelease(ctx context.Context, r Release, root string) error {
	erl := filepath.Join(r.ErlangBin, "erl")
	printed, err := capture(ctx, root, []string{"HOME=" + root, "ERL_CRASH_DUMP_SECONDS=0"}, erl, "-noshell", "-noinput", "-eval", quietCommand)
	if err != nil {
		return fmt.Errorf("%w: %w", errIncomplete, err)
	}
	if err := judgeOutput(erl, printed); err != nil {
		return err
	}
	// epmd has no option that starts and ends it at once; the loader lists what it needs without starting it, as ldd does.
	epmd := filepath.Join(r.ErlangBin, "epmd")
	linked, err := capture(ctx, root, []string{"LD_TRACE_LOADED_OBJECTS=1"}, epmd)
	if err == nil && strings.Contains(linked, "not found") {
		err = fmt.Errorf("%w: %s lacks a library:\n%s", errIncomplete, epmd, linked)
	}
	return err
}

// judgeOutput returns an error if a program that was to print nothing did print something. Erlang writes such warnings to
// the standard output of everything that it runs, where tests expect an answer and nothing else.
func judgeOutput(program, printed string) error {
	printed = strings.TrimSpace(printed)
	if printed == "" {
		return nil
	}
	advice := "make Erlang silent in internal/lab"
	if library := libraryName.FindString(printed); library != "" {
		advice = fmt.Sprintf("add the package that contains %s to morePackages in internal/lab/apt.go", library)
	}
	return fmt.Errorf("%w: %s prints a message of its own on standard output; %s. It printed:\n%s", errIncomplete, program, advice, printed)
}
