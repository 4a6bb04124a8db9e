// Command bench measures the provider on a real cluster against a no-op provider, another provider's binary, and the
// same requests without Terraform, and writes a report.
//
// It knows the order of things, and what a user may choose; what is declared, the statistics and the report are package
// bench's.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

const usage = `bench measures the provider on a cluster that it starts on this machine, and takes away again.

  bench [--queues 100,1000] [--kinds classic] [--links plain,tls+25ms] [--rounds 2]
        [--arms ours,floor,peer,bare] [--operations create,plan,change,apply,destroy]
        [--rabbitmq 3.10] [--nodes 3] [--terraform terraform] [--local-state] [-o FILE]

  --queues       sizes; each queue comes with a binding, ten with an exchange: 1000 are 2105 objects
  --kinds        classic, mirrored (before RabbitMQ 4.0), quorum
  --links        plain, tls, and either with a round-trip time added: 25ms, tls+25ms
  --arms         ours   the provider of this checkout        floor  a no-op provider with the same schemas
                 peer   the binary that PEER_PROVIDER names, of the community provider's types (rabbitmq_*)
                 bare   the same requests over ten kept connections, without Terraform
                 the default is all; without PEER_PROVIDER there is no peer
  --operations   create and destroy are always run; apply needs change
  --local-state  keep Terraform's state in a file, and not behind a backend: it then writes the whole file after each
                 object, which from 1000 queues on costs more than all else
  -o             write the report there and not to standard output, after each scenario

Run it from the project's root; make bench does, with the flags in BENCH. All goals are measured by

  PEER_PROVIDER=path make bench BENCH="--queues 1000,5000 --links plain,tls,tls+10ms,tls+25ms,tls+100ms --rounds 3 -o report.md"

on a machine with nothing else to do; that takes hours, and --kinds classic,mirrored,quorum three times as long. Requests
are counted without TLS only. Where no round-trip time is added they are counted in a round of their own, and the rounds
that are timed go straight to the broker.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := start(ctx, os.Args[1:])
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Print(usage)
	case errors.Is(err, errUsage):
		fmt.Fprint(os.Stderr, usage, "\nbench: ", err, "\n")
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

var errUsage = errors.New("usage")

func start(ctx context.Context, args []string) error {
	chosen, err := parse(args, os.Getenv("PEER_PROVIDER"))
	if err != nil {
		return err
	}
	return run(ctx, chosen, args)
}

// progress tells how far the run is; the report alone goes to standard output.
func progress(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }
