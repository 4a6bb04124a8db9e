package failover

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// Suite is what is run on a cluster of each series.
type Suite struct {
	Root     string // of the checkout
	Faults   []Fault
	Contrast bool // whether to show what is lost without replicas and without confirms
	// Progress tells how far it is.
	Progress func(format string, args ...any)
}

// Run brings up a cluster of a series, lets Terraform declare what is needed, and lets each fault happen. What was found so
// far is returned with an error, too. A message that was lost is no error here: see [Series.Err].
func (s Suite) Run(ctx context.Context, series string) (found Series, err error) {
	found.Series = series
	o, faults := s.options(series, &found)
	s.Progress("RabbitMQ %s: starting three nodes", series)
	l, err := lab.Up(ctx, o)
	if err != nil {
		return found, err
	}
	found.RabbitMQ = l.Version
	defer func() { err = errors.Join(err, l.Down(context.WithoutCancel(ctx))) }()
	dir, err := os.MkdirTemp("", "failover")
	if err != nil {
		return found, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	found.Mirroring = strings.HasPrefix(l.Version, "3.")
	scene, err := Prepare(ctx, l, s.Root, dir, found.Mirroring)
	if scene != nil {
		defer func() { err = errors.Join(err, scene.Close(context.WithoutCancel(ctx))) }()
	}
	if err != nil {
		return found, err
	}
	if err := found.describe(ctx, scene); err != nil {
		return found, err
	}
	return found, s.strikeAll(ctx, scene, faults, &found)
}

// options are those of the lab, and the faults that it can have.
func (s Suite) options(series string, found *Series) (lab.Options, []Fault) {
	o := lab.Options{
		Name: fmt.Sprintf("failover-%d", os.Getpid()), RabbitMQ: series, Network: true, TTL: time.Hour,
		// What an operator of three nodes chooses: a node that sees no majority stops to serve. RabbitMQ 4.3 takes the line and
		// has no use for it.
		Config: "cluster_partition_handling = pause_minority\n",
	}
	reason := lab.NetworkUnavailable()
	if reason == nil {
		return o, s.Faults
	}
	o.Network = false
	kept, left := withoutNetworks(s.Faults, reason)
	found.LeftOut = append(found.LeftOut, left...)
	return o, kept
}

// withoutNetworks are the faults that nodes can have which share the machine's network, and why the others are left out.
func withoutNetworks(faults []Fault, reason error) (kept []Fault, left []string) {
	for _, fault := range faults {
		if fault.Network {
			left = append(left, fmt.Sprintf("%s: %v", fault.Title, reason))
		} else {
			kept = append(kept, fault)
		}
	}
	return kept, left
}

func (s Suite) strikeAll(ctx context.Context, scene *Environment, faults []Fault, found *Series) error {
	if err := scene.AwaitHealthy(ctx, 0); err != nil {
		return err
	}
	for _, fault := range faults {
		scene.Restarted = nil
		result, err := scene.Inject(ctx, fault)
		if err != nil {
			return err
		}
		s.Progress("RabbitMQ %s: %-21s %s", found.RabbitMQ, fault.Title, result)
		for _, node := range scene.Restarted {
			s.Progress("RabbitMQ %s: %s had to be restarted to join the others again", found.RabbitMQ, node)
		}
		found.Rows = append(found.Rows, Row{fault, result, scene.Restarted})
	}
	if s.Contrast {
		contrast, err := scene.Contrast(ctx)
		if err != nil {
			return fmt.Errorf("without replicas and confirms: %w", err)
		}
		s.Progress("RabbitMQ %s: the other side\n  %-26s %s\n  %-26s %s\n  %-26s %s", found.RabbitMQ, "replicated, with confirms", contrast.Replicated,
			"replicated, without", contrast.Unconfirmed, "on one node, with confirms", contrast.Alone)
		found.Contrast = &contrast
	}
	// Nothing that was declared is lost either.
	return scene.Work.ExpectNoChanges(ctx)
}

// describe notes what the figures were made with.
func (f *Series) describe(ctx context.Context, scene *Environment) (err error) {
	if f.HAProxy, err = scene.HAProxyVersion(ctx); err != nil {
		return err
	}
	text, err := scene.Work.Terraform(ctx, "version", "-json")
	if err != nil {
		return err
	}
	var version struct {
		Terraform string `json:"terraform_version"`
	}
	if err := json.Unmarshal([]byte(text), &version); err != nil {
		return fmt.Errorf("terraform version -json: %w", err)
	}
	f.Terraform = version.Terraform
	return nil
}
