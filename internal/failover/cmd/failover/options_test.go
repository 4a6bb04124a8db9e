package main

import (
	"errors"
	"flag"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/failover"
)

func TestParse(t *testing.T) {
	o, err := parse(nil)
	if err != nil || !slices.Equal(o.series, []string{"3.10", "4.0", "4.3"}) || len(o.faults) != len(failover.Faults()) || !o.contrast || o.guide != "" {
		t.Errorf("by default %+v, %v", o, err)
	}
	o, err = parse(strings.Fields("--rabbitmq 4.3,3.10,4.3 --faults kill,drain --contrast=false -o guide.md"))
	if err != nil || !slices.Equal(o.series, []string{"4.3", "3.10"}) || len(o.faults) != 2 || o.contrast || o.guide != "guide.md" {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := parse([]string{"-h"}); !errors.Is(err, flag.ErrHelp) {
		t.Errorf("-h: %v", err)
	}
}

func TestParseRefuses(t *testing.T) {
	for _, args := range []string{"--rabbitmq 9.9", "--rabbitmq=", "--faults explode", "--faults=", "--what", "extra"} {
		if _, err := parse(strings.Fields(args)); !errors.Is(err, errUsage) {
			t.Errorf("%s: %v", args, err)
		}
	}
}
