// Command lab brings a RabbitMQ cluster up on this machine, breaks it on purpose, and takes it down.
// It knows the command line only; everything it does is a function of package lab.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// Exit codes. `run` passes the exit code of its command on.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitUnavailable = 77 // as in automake's tests: skipped, because the version cannot be had
)

const usage = `lab runs a RabbitMQ cluster on this machine, as plain processes and without root.

  lab up        [--name N] [--nodes 3] [--rabbitmq 3.10] [--joined=false] [--network] [--tls] [--plugins a,b]
                [--config FILE] [--ttl 6h]
  lab status    [--name N]            without a name: all labs
  lab down      [--name N | --all]
  lab env       [--name N]            export lines: eval "$(lab env)"
  lab run       [flags of up] -- COMMAND ARGS...
                                      up, COMMAND with the environment, down whatever happens
  lab fetch     [--rabbitmq 4.3]      fill the cache of packages only

  lab kill      [--name N] NODE...    SIGKILL          lab restart    start a killed node again
  lab pause     [--name N] NODE...    SIGSTOP          lab resume     SIGCONT
  lab stop-app  [--name N] NODE...                     lab start-app
  lab join      [--name N] NODE SEED  make NODE a member of SEED's cluster
  lab cut       [--name N] [--peers] NODE...           lab heal       needs a lab that was started with --network
                                      off the network; with --peers clients still reach it
  lab rabbitmqctl [--name N] NODE ARGS...
                                      the release's own command

NODE is a number from 1, or a node name. Without --name it is the lab called "lab".
Series: %v. Exit codes: 0, 1 failed, 2 usage, %d the version cannot be had on this machine.
Labs and unpacked packages live in the user's cache folder; %s moves them.
`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// errUsage is an error whose answer is the usage.
var errUsage = errors.New("usage")

// exitCode is an error that is only a number: the command that was run has said what it had to say.
type exitCode int

func (c exitCode) Error() string { return fmt.Sprintf("exit code %d", int(c)) }

func run(ctx context.Context, args []string) int {
	err := dispatch(ctx, args)
	var (
		code        exitCode
		unavailable *lab.ErrUnavailable
	)
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, errUsage):
		fmt.Fprintf(os.Stderr, usage, lab.Series(), exitUnavailable, lab.HomeVariable)
		if err != errUsage { //nolint:errorlint // the bare value carries no words of its own
			fmt.Fprintln(os.Stderr, "\nlab:", err)
		}
		return exitUsage
	case errors.As(err, &unavailable):
		fmt.Fprintln(os.Stderr, "lab: skipped:", err)
		return exitUnavailable
	}
	fmt.Fprintln(os.Stderr, "lab:", err)
	return exitFailed
}

func dispatch(ctx context.Context, args []string) error {
	if len(args) == 0 {
		return errUsage
	}
	command, args := args[0], args[1:]
	switch command {
	case "up":
		return up(ctx, args)
	case "run":
		return runCommand(ctx, args)
	case "fetch":
		return fetch(ctx, args)
	case "status":
		return status(ctx, args)
	case "down":
		return down(ctx, args)
	case "rabbitmqctl":
		return rabbitmqctl(ctx, args)
	case "env":
		return env(args)
	case "help", "-h", "--help":
		fmt.Printf(usage, lab.Series(), exitUnavailable, lab.HomeVariable)
		return nil
	}
	if faults[command] == nil {
		return fmt.Errorf("%w: there is no command %q", errUsage, command)
	}
	return fault(ctx, command, args)
}
