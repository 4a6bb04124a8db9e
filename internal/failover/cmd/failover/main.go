// Command failover breaks the nodes of real clusters under load, prints what became of every message, and fails when one
// was lost that the broker had confirmed.
//
// It knows what a user may choose, and where the report goes; the faults and the account are package failover's.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/failover"
)

const usage = `failover breaks the nodes of clusters that it starts on this machine, and takes away again, while messages flow.

  failover [--rabbitmq 3.10,4.0,4.3] [--faults %s] [--contrast=false] [-o FILE]

  --rabbitmq   series, one after the other; one that cannot be had is reported with the reason
  --faults     what happens, in this order; the default is all
  --contrast   also show what is lost without replicas and without confirms; the default is true
  -o           put the figures between the two markers of this guide, which exists; they always go to standard output

Run it from the project's root; make test-failover does. The exit code is 0 where nothing was lost that a replicated queue
had confirmed and something of everything else, 1 where not, or where a fault could not be mended, and 2 for wrong usage.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := start(ctx, os.Args[1:])
	stop()
	help := fmt.Sprintf(usage, strings.Join(failover.FaultNames(), ","))
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(help)
	case errors.Is(err, errUsage):
		fmt.Fprint(os.Stderr, help, "\nfailover: ", err, "\n")
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "failover:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage")

func start(ctx context.Context, args []string) error {
	chosen, err := parse(args)
	if err != nil {
		return err
	}
	return run(ctx, chosen)
}

// progress tells how far the run is; the figures alone go to standard output.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, "failover: "+format+"\n", args...) }
