package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

const defaultName = "lab"

func newFlags(command string) *flag.FlagSet {
	f := flag.NewFlagSet(command, flag.ContinueOnError)
	f.SetOutput(io.Discard) // the error is printed once, with the usage
	return f
}

func parse(f *flag.FlagSet, args []string) error {
	if err := f.Parse(args); err != nil {
		return fmt.Errorf("%w: %s: %w", errUsage, f.Name(), err)
	}
	return nil
}

// upOptions are the flags of up and run, and what is left of the arguments.
func upOptions(command, name string, args []string) (lab.Options, []string, error) {
	var o lab.Options
	f := newFlags(command)
	f.StringVar(&o.Name, "name", name, "")
	f.IntVar(&o.Nodes, "nodes", 3, "")
	f.StringVar(&o.RabbitMQ, "rabbitmq", lab.DefaultSeries, "")
	f.BoolVar(&o.Network, "network", false, "")
	f.BoolVar(&o.TLS, "tls", false, "")
	f.DurationVar(&o.TTL, "ttl", lab.DefaultTTL, "")
	joined := f.Bool("joined", true, "")
	plugins := f.String("plugins", "", "")
	config := f.String("config", "", "")
	if err := parse(f, args); err != nil {
		return o, nil, err
	}
	o.Separate = !*joined
	if *plugins != "" {
		o.Plugins = strings.Split(*plugins, ",")
	}
	if *config != "" {
		text, err := os.ReadFile(*config)
		if err != nil {
			return o, nil, fmt.Errorf("read more lines of rabbitmq.conf: %w", err)
		}
		o.Config = string(text)
	}
	return o, f.Args(), nil
}

func up(ctx context.Context, args []string) error {
	o, rest, err := upOptions("up", defaultName, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return fmt.Errorf("%w: up takes no arguments, got %q", errUsage, rest)
	}
	begin := time.Now()
	l, err := lab.Up(ctx, o)
	if err != nil {
		return err
	}
	fmt.Printf("lab %s: RabbitMQ %s, %d nodes, up after %.1f s\n", l.Name, l.Version, len(l.Nodes), time.Since(begin).Seconds())
	describe(l)
	return nil
}

func describe(l *lab.Lab) {
	for _, n := range l.Nodes {
		fmt.Printf("  %d  %s  management %s  amqp %s  distribution %d  epmd %d\n",
			n.Number, n.Name, n.Endpoint(), n.AMQPAddress(), n.DistributionPort, n.EpmdPort)
	}
	fmt.Printf("  user %s  password %s  folder %s\n", l.Username, l.Password, l.Dir)
}

func runCommand(ctx context.Context, args []string) (err error) {
	o, command, err := upOptions("run", "", args)
	if err != nil {
		return err
	}
	if len(command) == 0 {
		return fmt.Errorf("%w: run needs a command after --", errUsage)
	}
	l, err := lab.Up(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		// The lab goes even if ctx has ended, by a signal.
		if downErr := l.Down(context.WithoutCancel(ctx)); downErr != nil {
			err = errors.Join(err, downErr)
		}
	}()
	fmt.Fprintf(os.Stderr, "lab %s: RabbitMQ %s, %d nodes\n", l.Name, l.Version, len(l.Nodes))
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), l.Environment()...)
	// A signal to this process is passed on, and only a command that ignores it is killed.
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 30 * time.Second
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		if how, ok := exit.Sys().(syscall.WaitStatus); ok && how.Signaled() {
			return exitCode(128 + int(how.Signal())) // the shell's way to put this in a number
		}
		return exitCode(exit.ExitCode())
	}
	return err
}

func fetch(ctx context.Context, args []string) error {
	f := newFlags("fetch")
	series := f.String("rabbitmq", lab.DefaultSeries, "")
	if err := parse(f, args); err != nil {
		return err
	}
	begin := time.Now()
	r, err := lab.Fetch(ctx, *series)
	if err != nil {
		return err
	}
	fmt.Printf("RabbitMQ %s in %s, after %.1f s\n", r.Version, r.Server, time.Since(begin).Seconds())
	return nil
}

func down(ctx context.Context, args []string) error {
	f := newFlags("down")
	name := f.String("name", defaultName, "")
	all := f.Bool("all", false, "")
	if err := parse(f, args); err != nil {
		return err
	}
	names := []string{*name}
	if *all {
		var err error
		if names, err = lab.Names(); err != nil {
			return err
		}
	}
	for _, name := range names {
		l, err := lab.Open(name)
		if err != nil {
			return err
		}
		if err := l.Down(ctx); err != nil {
			return err
		}
		fmt.Printf("lab %s is down\n", name)
	}
	return nil
}
