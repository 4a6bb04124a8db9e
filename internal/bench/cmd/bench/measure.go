package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench/relay"
)

// measurement is one scenario while it is measured.
type measurement struct {
	options
	*cluster
	scenario bench.Scenario
	relay    *relay.Relay
	samples  []bench.Sample
}

// measure runs all rounds of one scenario, and returns what was measured also if something fails.
func measure(ctx context.Context, o options, c *cluster, arms map[bench.Arm]arm, scenario bench.Scenario) (samples []bench.Sample, err error) {
	between, err := relay.Open(c.address(scenario.Link.TLS), scenario.Link.RoundTrip)
	if err != nil {
		return nil, err
	}
	defer func() { err = withEnd(err, between.Close()) }()
	m := &measurement{options: o, cluster: c, scenario: scenario, relay: between}
	first := 0
	if scenario.Link.RoundTrip > 0 {
		first = 1 // the relay is in the way of every round, so that each is counted
	}
	for round := first; round <= o.rounds; round++ {
		for _, name := range o.arms {
			if err := m.turn(ctx, round, name, arms[name]); err != nil {
				return m.samples, fmt.Errorf("%s: %w", name, err)
			}
		}
	}
	return m.samples, nil
}

// turn is all operations of one arm in one round. Nothing is left of a turn that fails.
func (m *measurement) turn(ctx context.Context, round int, name bench.Arm, a arm) (err error) {
	vhost := "bench-" + string(name)
	if err := a.prepare(m.scenario.Shape, vhost); err != nil {
		return err
	}
	defer func() {
		if err != nil && ctx.Err() == nil {
			path := "/api/vhosts/" + url.PathEscape(vhost)
			_, _ = m.api.do(ctx, bench.Call{Method: http.MethodDelete, Path: path}) // there may be none
		}
	}()
	for _, operation := range bench.Operations() {
		wanted := operation == bench.Create || operation == bench.Destroy || slices.Contains(m.operations, operation)
		if !wanted || !a.can(operation) {
			continue
		}
		sample := bench.Sample{Scenario: m.scenario, Arm: name, Operation: operation, Round: round}
		if sample.Values, err = m.one(ctx, round, a, operation); err != nil {
			return fmt.Errorf("%s: %w", operation, err)
		}
		m.samples = append(m.samples, sample)
		if name != bench.ArmFloor && (operation == bench.Create || operation == bench.Destroy) {
			if err := m.api.check(ctx, vhost, m.scenario.Shape, operation == bench.Create); err != nil {
				return err
			}
		}
		m.tell(sample)
	}
	return nil
}

// one runs one operation and measures it. The round 0 counts, through the relay; it also warms up what is warm in every
// later round, so that its times mean nothing.
func (m *measurement) one(ctx context.Context, round int, a arm, operation bench.Operation) (map[bench.Metric]float64, error) {
	counts := round == 0 || m.scenario.Link.RoundTrip > 0
	at := m.place(counts)
	idle, err := m.awaitIdle(ctx)
	if err != nil {
		return nil, err
	}
	before, err := m.cpu()
	if err != nil {
		return nil, err
	}
	counted := m.relay.Counts()
	usage, err := a.run(ctx, operation, at)
	if err != nil {
		return nil, err
	}
	passed := m.relay.Counts().Sub(counted)
	after, err := m.cpu()
	if err != nil {
		return nil, err
	}
	values := map[bench.Metric]float64{}
	if round > 0 {
		values[bench.Wall] = usage.Wall.Seconds()
		values[bench.BrokerCPU] = (after - before).Seconds()
		values[bench.IdleCPU] = idle * usage.Wall.Seconds()
		if _, bare := a.(*bareArm); !bare {
			values[bench.CoreCPU] = usage.Own.Seconds()
			values[bench.ProviderCPU] = usage.Children.Seconds()
			values[bench.PeakMemory] = float64(usage.PeakChild)
		}
	}
	if counts {
		values[bench.Connections] = float64(passed.Connections)
		values[bench.Bytes] = float64(passed.Bytes)
		if !m.scenario.Link.TLS {
			values[bench.Requests] = float64(passed.Requests)
		}
	}
	return values, nil
}

// farHost leads to this machine, as 127.0.0.1 does, and does not look it. Clients may treat the loopback interface as what
// it is, and compress nothing; over a link with a round-trip time they are to do what they do on a network.
const farHost = "0.0.0.0"

// place is where arms find the broker: directly, or behind the relay.
func (m *measurement) place(relayed bool) place {
	at := place{username: m.Username, password: m.Password}
	scheme, address := "http://", m.address(m.scenario.Link.TLS)
	if m.scenario.Link.TLS {
		scheme, at.caFile = "https://", m.caFile
	}
	if relayed {
		address = m.relay.Address()
	}
	if m.scenario.Link.RoundTrip > 0 {
		address = strings.Replace(address, "127.0.0.1", farHost, 1)
	}
	at.endpoint = scheme + address
	return at
}

func (m *measurement) tell(sample bench.Sample) {
	what := fmt.Sprintf("%.0f connections, %.0f requests", sample.Values[bench.Connections], sample.Values[bench.Requests])
	if sample.Round > 0 {
		what = fmt.Sprintf("%.2f s", sample.Values[bench.Wall])
	}
	progress("%s, %s, round %d of %d: %s, %s: %s",
		m.scenario.Shape, m.scenario.Link, sample.Round, m.rounds, sample.Arm, sample.Operation, what)
}
