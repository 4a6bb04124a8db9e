package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// options are what a user chooses.
type options struct {
	queues     []int
	kinds      []bench.Kind
	links      []bench.Link
	arms       []bench.Arm
	operations []bench.Operation
	rounds     int
	rabbitmq   string
	nodes      int
	terraform  string // name or path of the binary
	peer       string // path of the other provider's binary; empty for none
	localState bool   // Terraform's state is a file, and not behind the backend "http"
	output     string // path of the report; empty for standard output
}

// maxQueues is as far as names with five digits go.
const maxQueues = 99999

func parse(args []string, peer string) (options, error) {
	o := options{peer: peer}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the error is printed once, with the usage
	queues := flags.String("queues", "100,1000", "")
	kinds := flags.String("kinds", string(bench.Classic), "")
	links := flags.String("links", "plain,tls+25ms", "")
	arms := flags.String("arms", "", "")
	operations := flags.String("operations", "create,plan,change,apply,destroy", "")
	flags.IntVar(&o.rounds, "rounds", 2, "")
	flags.StringVar(&o.rabbitmq, "rabbitmq", lab.DefaultSeries, "")
	flags.IntVar(&o.nodes, "nodes", 3, "")
	flags.StringVar(&o.terraform, "terraform", "terraform", "")
	flags.BoolVar(&o.localState, "local-state", false, "")
	flags.StringVar(&o.output, "o", "", "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return o, err
	} else if err != nil {
		return o, fmt.Errorf("%w: %w", errUsage, err)
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("%w: %q is no flag", errUsage, flags.Args())
	}
	var errs [5]error
	o.queues, errs[0] = list(*queues, parseQueues)
	o.kinds, errs[1] = list(*kinds, bench.ParseKind)
	o.links, errs[2] = list(*links, bench.ParseLink)
	o.operations, errs[3] = list(*operations, parseOperation)
	o.arms, errs[4] = parseArms(*arms, peer)
	if err := errors.Join(errs[:]...); err != nil {
		return o, fmt.Errorf("%w: %w", errUsage, err)
	}
	if o.rounds < 1 {
		return o, fmt.Errorf("%w: %d rounds are none", errUsage, o.rounds)
	}
	if !slices.Contains(o.operations, bench.Change) {
		o.operations = slices.DeleteFunc(o.operations, func(each bench.Operation) bool { return each == bench.Apply })
	}
	return o, nil
}

// list reads values that are separated by commas.
func list[T any](text string, parse func(string) (T, error)) ([]T, error) {
	var out []T
	for each := range strings.SplitSeq(text, ",") {
		value, err := parse(strings.TrimSpace(each))
		if err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, nil
}

func parseQueues(text string) (int, error) {
	const least = 30 // three exchanges, which the policies are for
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > maxQueues {
		return 0, fmt.Errorf("%q is no number of queues between %d and %d", text, least, maxQueues)
	}
	return n, nil
}

func parseOperation(text string) (bench.Operation, error) {
	names := map[string]bench.Operation{
		"create": bench.Create, "plan": bench.Plan, "change": bench.Change, "apply": bench.Apply, "destroy": bench.Destroy,
	}
	operation, ok := names[text]
	if !ok {
		return "", fmt.Errorf("%q is no operation", text)
	}
	return operation, nil
}

// parseArms brings the arms into their order. The peer is left out where nobody asked for it by name and there is none.
func parseArms(text, peer string) ([]bench.Arm, error) {
	all := bench.Arms()
	if text == "" {
		return slices.DeleteFunc(all, func(arm bench.Arm) bool { return arm == bench.ArmPeer && peer == "" }), nil
	}
	wanted := strings.Split(text, ",")
	for _, each := range wanted {
		if !slices.Contains(all, bench.Arm(each)) {
			return nil, fmt.Errorf("%q is no arm: choose of %v", each, all)
		}
	}
	if slices.Contains(wanted, string(bench.ArmPeer)) && peer == "" {
		return nil, errors.New("the arm peer needs the environment variable PEER_PROVIDER, the path of a provider's binary")
	}
	return slices.DeleteFunc(all, func(arm bench.Arm) bool { return !slices.Contains(wanted, string(arm)) }), nil
}
