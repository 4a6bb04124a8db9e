package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// faults are the commands that do one thing to each node named.
var faults = map[string]func(*lab.Lab, context.Context, int) error{
	"kill":      (*lab.Lab).Kill,
	"pause":     (*lab.Lab).Pause,
	"resume":    (*lab.Lab).Resume,
	"restart":   (*lab.Lab).Restart,
	"stop-app":  (*lab.Lab).StopApp,
	"start-app": (*lab.Lab).StartApp,
	"cut":       (*lab.Lab).Cut,
	"heal":      (*lab.Lab).Heal,
	"join":      func(*lab.Lab, context.Context, int) error { return errUsage }, // takes two nodes, see fault
}

func fault(ctx context.Context, command string, args []string) error {
	f := newFlags(command)
	name := f.String("name", defaultName, "")
	peers := false
	if command == "cut" {
		f.BoolVar(&peers, "peers", false, "")
	}
	if err := parse(f, args); err != nil {
		return err
	}
	l, err := lab.Open(*name)
	if err != nil {
		return err
	}
	nodes, err := nodeIndices(l, f.Args())
	if err != nil {
		return err
	}
	if command == "join" {
		if len(nodes) != 2 {
			return fmt.Errorf("%w: join takes a node and its seed", errUsage)
		}
		return l.Join(ctx, nodes[0], nodes[1])
	}
	if len(nodes) == 0 {
		return fmt.Errorf("%w: %s needs a node, by number from 1 or by name", errUsage, command)
	}
	do := faults[command]
	if peers {
		do = (*lab.Lab).CutPeers
	}
	for _, i := range nodes {
		if err := do(l, ctx, i); err != nil {
			return err
		}
	}
	return nil
}

func rabbitmqctl(ctx context.Context, args []string) error {
	f := newFlags("rabbitmqctl")
	name := f.String("name", defaultName, "")
	if err := parse(f, args); err != nil {
		return err
	}
	if f.NArg() < 2 {
		return fmt.Errorf("%w: rabbitmqctl needs a node and what to do", errUsage)
	}
	l, err := lab.Open(*name)
	if err != nil {
		return err
	}
	nodes, err := nodeIndices(l, f.Args()[:1])
	if err != nil {
		return err
	}
	out, err := l.Rabbitmqctl(ctx, nodes[0], f.Args()[1:]...)
	fmt.Print(out)
	return err
}

func nodeIndices(l *lab.Lab, names []string) ([]int, error) {
	indices := make([]int, 0, len(names))
	for _, name := range names {
		i := slices.IndexFunc(l.Nodes, func(n *lab.Node) bool {
			return n.Name == name || strconv.Itoa(n.Number) == name
		})
		if i < 0 {
			return nil, fmt.Errorf("lab %s has no node %q: give a number from 1 to %d, or a name such as %s",
				l.Name, name, len(l.Nodes), l.Nodes[0].Name)
		}
		indices = append(indices, i)
	}
	return indices, nil
}

func status(ctx context.Context, args []string) error {
	f := newFlags("status")
	name := f.String("name", "", "")
	if err := parse(f, args); err != nil {
		return err
	}
	names := []string{*name}
	if *name == "" {
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
		fmt.Printf("lab %s: RabbitMQ %s\n", l.Name, l.Version)
		describe(l)
		nodes, err := l.Status(ctx)
		if err != nil {
			fmt.Println("  ", err)
			continue
		}
		for i, n := range nodes {
			cut := ""
			if n.Cut != "" {
				cut = "  cut off: " + n.Cut
			}
			fmt.Printf("  %d  %s (process %d)%s  API: %s\n", i+1, n.State, n.PID, cut, n.API)
		}
	}
	return nil
}

func env(args []string) error {
	f := newFlags("env")
	name := f.String("name", defaultName, "")
	if err := parse(f, args); err != nil {
		return err
	}
	l, err := lab.Open(*name)
	if err != nil {
		return err
	}
	fmt.Print(lab.ExportLines(l.Environment()))
	return nil
}
