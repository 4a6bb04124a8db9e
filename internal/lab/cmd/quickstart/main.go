// Command quickstart shows the whole of it on one machine: a real three-node RabbitMQ made highly available by
// Terraform, used through a real HAProxy, and used again after a node was killed.
//
// It knows the order of things and tells the user what happens; clusters and HAProxy are package lab's, and what is
// declared is examples/quickstart, applied by the terraform of this machine with the provider built from this checkout.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const usage = `quickstart shows a highly available RabbitMQ on this machine.

  quickstart up   [--rabbitmq 3.10]   start it: cluster, Terraform, HAProxy, messages, a killed node
  quickstart down                     take it away

Run it from the project's root; make quickstart does, and installs what is missing first.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "quickstart:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage")

func run(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	flags := flag.NewFlagSet("quickstart", flag.ContinueOnError)
	series := flags.String("rabbitmq", lab.DefaultSeries, "series of RabbitMQ")
	if err := flags.Parse(args[1:]); err != nil || flags.NArg() > 0 {
		return errUsage
	}
	switch args[0] {
	case "up":
		return up(ctx, *series)
	case "down":
		return down(ctx)
	}
	return errUsage
}
