package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/failover"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// options are what a user chooses.
type options struct {
	series   []string
	faults   []failover.Fault
	contrast bool
	guide    string // path of the guide; empty for none
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("failover", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the error is printed once, with the usage
	series := flags.String("rabbitmq", "3.10,4.0,4.3", "")
	faults := flags.String("faults", strings.Join(failover.FaultNames(), ","), "")
	flags.BoolVar(&o.contrast, "contrast", true, "")
	flags.StringVar(&o.guide, "o", "", "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return o, err
	} else if err != nil {
		return o, fmt.Errorf("%w: %w", errUsage, err)
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("%w: %q is no flag", errUsage, flags.Args())
	}
	for each := range strings.SplitSeq(*series, ",") {
		each = strings.TrimSpace(each)
		if !slices.Contains(lab.Series(), each) {
			return o, fmt.Errorf("%w: RabbitMQ %q is not known: choose of %s", errUsage, each, strings.Join(lab.Series(), ", "))
		}
		if !slices.Contains(o.series, each) {
			o.series = append(o.series, each)
		}
	}
	var err error
	if o.faults, err = failover.ParseFaults(*faults); err != nil {
		return o, fmt.Errorf("%w: %w", errUsage, err)
	}
	return o, nil
}
