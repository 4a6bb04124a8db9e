package bench

import "slices"

// Results are the samples of one run.
type Results []Sample

// Figure is what several rounds say together. Rounds is 0 where nothing was measured, and the rest means nothing then.
type Figure struct {
	Median, Least, Most float64
	Rounds              int
}

// Of sums up one metric of one arm's operation over the rounds.
func (r Results) Of(scenario Scenario, arm Arm, operation Operation, metric Metric) Figure {
	return figureOf(r.rounds(scenario, arm, operation, metric), func(_ int, value float64) (float64, bool) { return value, true })
}

// Ratio divides one arm's metric by another's, round by round: what disturbs the machine for longer than a round
// disturbs both.
func (r Results) Ratio(scenario Scenario, operation Operation, metric Metric, of, to Arm) Figure {
	divisors := r.rounds(scenario, to, operation, metric)
	return figureOf(r.rounds(scenario, of, operation, metric), func(round int, value float64) (float64, bool) {
		divisor, ok := divisors[round]
		return value / divisor, ok && divisor != 0
	})
}

// rounds are the values of one metric by round.
func (r Results) rounds(scenario Scenario, arm Arm, operation Operation, metric Metric) map[int]float64 {
	out := map[int]float64{}
	for _, sample := range r {
		if sample.Scenario == scenario && sample.Arm == arm && sample.Operation == operation {
			if value, ok := sample.Values[metric]; ok {
				out[sample.Round] = value
			}
		}
	}
	return out
}

// Scenarios are those that were measured, in the order of the run.
func (r Results) Scenarios() []Scenario {
	var out []Scenario
	for _, sample := range r {
		if !slices.Contains(out, sample.Scenario) {
			out = append(out, sample.Scenario)
		}
	}
	return out
}

// figureOf sums up what a function makes of each round's value.
func figureOf(rounds map[int]float64, of func(round int, value float64) (float64, bool)) Figure {
	var values []float64
	for round, value := range rounds {
		if result, ok := of(round, value); ok {
			values = append(values, result)
		}
	}
	if len(values) == 0 {
		return Figure{}
	}
	slices.Sort(values)
	return Figure{Median: median(values), Least: values[0], Most: values[len(values)-1], Rounds: len(values)}
}

// median of sorted values, at least one.
func median(sorted []float64) float64 {
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
