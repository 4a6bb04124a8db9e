// Command release writes and checks what a release of the provider consists of; package release knows what that is.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/release"
)

const usage = `release writes and checks what a release of the provider consists of.

  release notices FILE                          write the licences of what is compiled in; from the checkout's folder
  release check [-unsigned] -commit HASH DIST   check the files that GoReleaser has left in the folder DIST

The exit code is 0 where everything was well, 1 where it was not, and 2 for wrong usage.
`

var errUsage = errors.New("wrong usage")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Stdout, os.Args[1:])
	if errors.Is(err, errUsage) {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	flags := flag.NewFlagSet("release "+args[0], flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	var expected release.Expected
	if args[0] == "check" {
		flags.StringVar(&expected.Commit, "commit", "", "")
		flags.BoolVar(&expected.Unsigned, "unsigned", false, "")
	}
	if flags.Parse(args[1:]) != nil || flags.NArg() != 1 {
		return errUsage
	}
	path := flags.Arg(0)
	switch {
	case args[0] == "notices":
		text, err := release.Notices(ctx, ".")
		if err != nil {
			return err
		}
		return os.WriteFile(path, []byte(text), 0o644) //nolint:gosec // Everyone may read it.
	case args[0] == "check" && expected.Commit != "":
		version, err := release.Check(path, expected)
		if err != nil {
			return fmt.Errorf("the files in %s are not fit to be published:\n%w", path, err)
		}
		fmt.Fprintf(out, "release: the files of %s are complete\n", version)
		return nil
	}
	return errUsage
}
