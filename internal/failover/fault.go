package failover

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Fault is what happens to a node while messages flow.
type Fault struct {
	// Name chooses it on the command line; Title heads its figures.
	Name, Title string
	// Meaning tells a reader what is done, and what it stands for.
	Meaning string
	// Rolling strikes every node in turn, and not only the one that leads the queue.
	Rolling bool
	// Network is whether it needs nodes with networks of their own.
	Network bool

	strike, mend func(context.Context, *Environment, int) error
}

// Faults are all faults, in the order in which they strike.
func Faults() []Fault {
	start := func(ctx context.Context, s *Environment, node int) error { return s.Lab.Restart(ctx, node) }
	return []Fault{
		{
			Name: "kill", Title: "Killed",
			Meaning: "The node ends at once (`kill -9`), as in a crash or when the memory is short, and is started again.",
			strike:  func(ctx context.Context, s *Environment, node int) error { return s.Lab.Kill(ctx, node) },
			mend:    start,
		},
		{
			Name: "freeze", Title: "Frozen",
			Meaning: "The node holds its connections and answers nothing (`SIGSTOP`), as a virtual machine does that is moved or whose " +
				"disk hangs. It goes on when HAProxy and the other nodes have given it up.",
			strike: func(ctx context.Context, s *Environment, node int) error {
				if err := s.Lab.Pause(ctx, node); err != nil {
					return err
				}
				return s.awaitNoticed(ctx, node)
			},
			mend: func(ctx context.Context, s *Environment, node int) error { return s.Lab.Resume(ctx, node) },
		},
		{
			Name: "stop", Title: "Stopped",
			Meaning: "The node is stopped cleanly, as by `systemctl stop rabbitmq-server`, and started again.",
			strike:  shutDown, mend: start,
		},
		{
			Name: "cut", Title: "Cut off", Network: true,
			Meaning: "The node runs, but neither other nodes nor clients reach it, as when a switch or a cable fails. It is back on " +
				"the network when HAProxy and the other nodes have given it up.",
			strike: func(ctx context.Context, s *Environment, node int) error {
				if err := s.Lab.Cut(ctx, node); err != nil {
					return err
				}
				return s.awaitNoticed(ctx, node)
			},
			mend: func(ctx context.Context, s *Environment, node int) error { return s.Lab.Heal(ctx, node) },
		},
		{
			Name: "drain", Title: "Drained, each in turn", Rolling: true,
			Meaning: "Each node in turn is put into maintenance mode (`rabbitmq-upgrade drain`, or the action `rabbitmqha_drain_node`), " +
				"stopped cleanly and started again, as in an upgrade.",
			strike: func(ctx context.Context, s *Environment, node int) error {
				// What the command and the action call. Actions need Terraform 1.14, and the suite runs with 1.11, too.
				_, err := s.Lab.Rabbitmqctl(ctx, node, "eval", "rabbit_maintenance:drain().")
				return err
			},
			mend: func(ctx context.Context, s *Environment, node int) error {
				if err := shutDown(ctx, s, node); err != nil {
					return err
				}
				return start(ctx, s, node)
			},
		},
	}
}

func shutDown(ctx context.Context, s *Environment, node int) error {
	_, err := s.Lab.Rabbitmqctl(ctx, node, "shutdown")
	return err
}

// ParseFaults finds faults by their names, which commas separate. They strike in the order of [Faults].
func ParseFaults(names string) ([]Fault, error) {
	all := Faults()
	wanted := strings.Split(names, ",")
	for i, name := range wanted {
		wanted[i] = strings.TrimSpace(name)
		if !slices.ContainsFunc(all, func(f Fault) bool { return f.Name == wanted[i] }) {
			return nil, fmt.Errorf("%q is no fault: choose of %s", name, strings.Join(FaultNames(), ", "))
		}
	}
	return slices.DeleteFunc(all, func(f Fault) bool { return !slices.Contains(wanted, f.Name) }), nil
}

// FaultNames are the names of all faults.
func FaultNames() []string {
	var names []string
	for _, fault := range Faults() {
		names = append(names, fault.Name)
	}
	return names
}
