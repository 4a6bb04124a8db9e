package bench

import (
	"math"
	"testing"
)

var loopback = Scenario{Shape: Shape{Classic, 1000}}

// timed are samples of one arm's walls, a round each from 1.
func timed(scenario Scenario, arm Arm, operation Operation, walls ...float64) (out Results) {
	for i, wall := range walls {
		out = append(out, Sample{scenario, arm, operation, i + 1, map[Metric]float64{Wall: wall}})
	}
	return out
}

func join(all ...Results) (out Results) {
	for _, each := range all {
		out = append(out, each...)
	}
	return out
}

func same(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestFigureIsMedianAndSpread(t *testing.T) {
	for _, each := range []struct {
		walls []float64
		want  Figure
	}{
		{[]float64{5}, Figure{5, 5, 5, 1}},
		{[]float64{9, 1, 2}, Figure{2, 1, 9, 3}},
		{[]float64{4, 1, 3, 2}, Figure{2.5, 1, 4, 4}},
		{nil, Figure{}},
	} {
		if got := timed(loopback, ArmOurs, Plan, each.walls...).Of(loopback, ArmOurs, Plan, Wall); got != each.want {
			t.Errorf("%v: %+v, want %+v", each.walls, got, each.want)
		}
	}
}

// A machine that is twice as slow for a round changes no ratio.
func TestRatioIsTakenRoundByRound(t *testing.T) {
	results := join(timed(loopback, ArmOurs, Plan, 1, 2, 8), timed(loopback, ArmPeer, Plan, 2, 4, 16))
	if got := results.Ratio(loopback, Plan, Wall, ArmOurs, ArmPeer); got != (Figure{0.5, 0.5, 0.5, 3}) {
		t.Errorf("%+v", got)
	}
}

func TestRatioNeedsBothArmsInOneRound(t *testing.T) {
	results := join(timed(loopback, ArmOurs, Plan, 1, 2), timed(loopback, ArmPeer, Plan, 4))
	if got := results.Ratio(loopback, Plan, Wall, ArmOurs, ArmPeer); got != (Figure{0.25, 0.25, 0.25, 1}) {
		t.Errorf("%+v", got)
	}
	for _, none := range []Figure{
		results.Ratio(loopback, Create, Wall, ArmOurs, ArmPeer),
		results.Ratio(loopback, Plan, Wall, ArmOurs, ArmFloor),
		results.Ratio(loopback, Plan, Requests, ArmOurs, ArmPeer),
		timed(loopback, ArmPeer, Plan, 0).Ratio(loopback, Plan, Wall, ArmOurs, ArmPeer),
	} {
		if none.Rounds != 0 {
			t.Errorf("%+v of nothing", none)
		}
	}
}

func TestScenariosDoNotMix(t *testing.T) {
	other := Scenario{Shape: loopback.Shape, Link: overTLS}
	results := join(timed(loopback, ArmOurs, Plan, 1), timed(other, ArmOurs, Plan, 5))
	if got := results.Of(loopback, ArmOurs, Plan, Wall).Median; got != 1 {
		t.Errorf("%v, want 1", got)
	}
	if got := results.Scenarios(); len(got) != 2 || got[0] != loopback || got[1] != other {
		t.Errorf("%v", got)
	}
}
