package bench

import "time"

// Goal is a promise about one run: a measured figure stays at or below a limit.
type Goal struct {
	Title string
	Limit float64
	// queues and link say in which scenarios the figure is taken, of every kind that was measured.
	queues  int
	link    Link
	measure func(Results, Scenario) Figure
}

const (
	goalQueues  = 1000 // 2,105 objects
	largeQueues = 5000 // 10,505 objects
)

var overTLS = Link{TLS: true}

func withRoundTrip(roundTrip time.Duration) Link { return Link{TLS: true, RoundTrip: roundTrip} }

// Goals are what the provider is held to.
func Goals() []Goal {
	return []Goal{
		{"requests per refresh", 12, goalQueues, Link{}, amount(Plan, Requests)},
		{"connections per refresh", 10, goalQueues, Link{}, amount(Plan, Connections)},
		{"plan, against the peer", 0.55, goalQueues, Link{}, against(ArmPeer, Plan, Wall)},
		{"plan, against the peer", 0.40, goalQueues, overTLS, against(ArmPeer, Plan, Wall)},
		{"plan, against the peer", 0.30, goalQueues, withRoundTrip(10 * time.Millisecond), against(ArmPeer, Plan, Wall)},
		{"plan, against the peer", 0.22, goalQueues, withRoundTrip(25 * time.Millisecond), against(ArmPeer, Plan, Wall)},
		{"plan, against the no-op provider", 1.2, goalQueues, Link{}, against(ArmFloor, Plan, Wall)},
		{"provider CPU of a plan, against the no-op provider", 1.2, goalQueues, Link{}, against(ArmFloor, Plan, ProviderCPU)},
		{"broker CPU of a refresh, against the peer", 0.25, goalQueues, Link{}, against(ArmPeer, Plan, BrokerCPU)},
		{"create, against the peer", 0.85, goalQueues, Link{}, against(ArmPeer, Create, Wall)},
		{"create, against the peer", 0.75, goalQueues, overTLS, against(ArmPeer, Create, Wall)},
		{"destroy, against the peer", 0.80, goalQueues, Link{}, against(ArmPeer, Destroy, Wall)},
		{"destroy, against the peer", 0.65, goalQueues, overTLS, against(ArmPeer, Destroy, Wall)},
		{"create without the no-op provider's time, against bare requests", 1.15, goalQueues, Link{}, againstBare(Create)},
		{"destroy without the no-op provider's time, against bare requests", 1.15, goalQueues, Link{}, againstBare(Destroy)},
		{"growth of a plan from 1,000 to 5,000 queues, against the no-op provider's", 1, largeQueues, Link{}, growth(Plan)},
		{"peak memory of a plan, against the no-op provider", 1.3, largeQueues, Link{}, against(ArmFloor, Plan, PeakMemory)},
		{"peak memory of create, against the no-op provider", 1.3, largeQueues, Link{}, against(ArmFloor, Create, PeakMemory)},
	}
}

// Met reports whether a figure reaches the goal.
func (g Goal) Met(f Figure) bool { return f.Rounds > 0 && f.Median <= g.Limit }

// wants reports whether the goal's figure is taken in a scenario.
func (g Goal) wants(s Scenario) bool { return s.Shape.Queues == g.queues && s.Link == g.link }

func amount(operation Operation, metric Metric) func(Results, Scenario) Figure {
	return func(r Results, s Scenario) Figure { return r.Of(s, ArmOurs, operation, metric) }
}

func against(arm Arm, operation Operation, metric Metric) func(Results, Scenario) Figure {
	return func(r Results, s Scenario) Figure { return r.Ratio(s, operation, metric, ArmOurs, arm) }
}

// againstBare is how much longer than the bare requests ours takes beyond what Terraform itself takes.
func againstBare(operation Operation) func(Results, Scenario) Figure {
	return func(r Results, s Scenario) Figure {
		floor, bare := r.rounds(s, ArmFloor, operation, Wall), r.rounds(s, ArmBare, operation, Wall)
		return figureOf(r.rounds(s, ArmOurs, operation, Wall), func(round int, ours float64) (float64, bool) {
			terraform, hasFloor := floor[round]
			requests, hasBare := bare[round]
			return (ours - terraform) / requests, hasFloor && hasBare && requests > 0
		})
	}
}

// growth divides the growth of ours by that of the no-op provider. The two sizes are measured one after the other, so
// only medians are compared.
func growth(operation Operation) func(Results, Scenario) Figure {
	return func(r Results, large Scenario) Figure {
		small := large
		small.Shape.Queues = goalQueues
		factor := func(arm Arm) float64 {
			from, to := r.Of(small, arm, operation, Wall), r.Of(large, arm, operation, Wall)
			if from.Rounds == 0 || to.Rounds == 0 || from.Median == 0 {
				return 0
			}
			return to.Median / from.Median
		}
		ours, floor := factor(ArmOurs), factor(ArmFloor)
		if ours == 0 || floor == 0 {
			return Figure{}
		}
		ratio := ours / floor
		return Figure{Median: ratio, Least: ratio, Most: ratio, Rounds: 1}
	}
}
