package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
)

// run measures everything and writes the report. What fails ends its scenario, not the run: a report of hours is not
// lost for one of its parts.
func run(ctx context.Context, o options, args []string) (err error) {
	report := bench.Report{
		Command: command(o, args),
		Machine: fmt.Sprintf("%d processors, %s/%s, %s", runtime.NumCPU(), runtime.GOOS, runtime.GOARCH, runtime.Version()),
		Nodes:   o.nodes, Rounds: o.rounds,
	}
	if report.Terraform, err = terraformVersion(ctx, o.terraform); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { err = withEnd(err, os.RemoveAll(dir)) }()
	if load := loadAverage(); load > float64(runtime.NumCPU())/4 {
		report.Notes = append(report.Notes, fmt.Sprintf("The machine was busy before the run began (load average %.1f): "+
			"times mean little, and ratios less than they should.", load))
	}
	progress("starting %d nodes of RabbitMQ %s", o.nodes, o.rabbitmq)
	c, err := startCluster(ctx, o.rabbitmq, o.nodes)
	if err != nil {
		return err
	}
	defer func() { err = withEnd(err, c.end()) }()
	report.RabbitMQ = c.Version
	var states *stateStore
	if !o.localState {
		if states, err = startStates(); err != nil {
			return err
		}
		defer func() { err = withEnd(err, states.close()) }()
	}
	progress("building the arms %v", o.arms)
	arms, err := buildArms(ctx, o, dir, c, states)
	if err != nil {
		return err
	}
	var failures []error
	for _, scenario := range scenarios(o, c.Version, &report.Notes) {
		samples, err := measure(ctx, o, c, arms, scenario)
		report.Results = append(report.Results, samples...)
		if err != nil {
			err = fmt.Errorf("%s, %s: %w", scenario.Shape, scenario.Link, err)
			progress("%v", err)
			first, _, _ := strings.Cut(err.Error(), "\n")
			report.Notes = append(report.Notes, "Failed: "+first)
			failures = append(failures, err)
		}
		if o.output != "" {
			if err := os.WriteFile(filepath.Clean(o.output), []byte(report.Markdown()), 0o644); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			break
		}
	}
	if o.output == "" {
		fmt.Print(report.Markdown())
	}
	return errors.Join(failures...)
}

// loadAverage is how many processes wanted a processor in the last minute; 0 where that is not known.
func loadAverage() (load float64) {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	if _, err := fmt.Sscan(string(text), &load); err != nil {
		return 0
	}
	return load
}

// command is what to type for the same run. The names of files are not part of it.
func command(o options, args []string) string {
	var kept []string
	for i := 0; i < len(args); i++ {
		name, _, joined := strings.Cut(strings.TrimLeft(args[i], "-"), "=")
		if name == "o" || name == "rabbitmq" {
			if !joined {
				i++ // the value is an argument of its own
			}
			continue
		}
		kept = append(kept, args[i])
	}
	text := "make bench RABBITMQ=" + o.rabbitmq
	if slices.Contains(o.arms, bench.ArmPeer) {
		text = "PEER_PROVIDER=path " + text
	}
	if len(kept) > 0 {
		text += fmt.Sprintf(" BENCH=%q", strings.Join(kept, " "))
	}
	return text
}

// scenarios are all combinations that the broker can have.
func scenarios(o options, version string, notes *[]string) (out []bench.Scenario) {
	for _, kind := range o.kinds {
		if kind == bench.Mirrored && !strings.HasPrefix(version, "3.") {
			*notes = append(*notes, "Left out: mirrored queues, which RabbitMQ "+version+" does not have.")
			continue
		}
		for _, link := range o.links {
			for _, queues := range o.queues {
				out = append(out, bench.Scenario{Shape: bench.Shape{Kind: kind, Queues: queues}, Link: link})
			}
		}
	}
	return out
}

// withEnd adds what went wrong while cleaning up.
func withEnd(err, end error) error {
	if end == nil {
		return err
	}
	return errors.Join(err, fmt.Errorf("clean up: %w", end))
}
