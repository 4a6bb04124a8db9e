package bench

import (
	"strings"
	"testing"
)

// goal finds one goal by the beginning of its title and its link.
func goal(t *testing.T, title string, link Link) Goal {
	t.Helper()
	for _, each := range Goals() {
		if strings.HasPrefix(each.Title, title) && each.link == link {
			return each
		}
	}
	t.Fatalf("there is no goal %q over %s", title, link)
	return Goal{}
}

func TestGoalMetAtItsLimit(t *testing.T) {
	plan := goal(t, "plan, against the peer", Link{})
	for ours, met := range map[float64]bool{5: true, 5.5: true, 5.6: false} {
		results := join(timed(loopback, ArmOurs, Plan, ours), timed(loopback, ArmPeer, Plan, 10))
		if got := plan.Met(plan.measure(results, loopback)); got != met {
			t.Errorf("%v of 10: met %t, want %t", ours, got, met)
		}
	}
	if plan.Met(Figure{}) {
		t.Error("what was not measured is not met")
	}
}

func TestGoalAgainstBareTakesTheFloorOff(t *testing.T) {
	create := goal(t, "create without", Link{})
	results := join(timed(loopback, ArmOurs, Create, 31), timed(loopback, ArmFloor, Create, 8), timed(loopback, ArmBare, Create, 20))
	if got := create.measure(results, loopback); !same(got.Median, 1.15) || got.Rounds != 1 {
		t.Errorf("%+v", got)
	}
	if got := create.measure(timed(loopback, ArmOurs, Create, 31), loopback); got.Rounds != 0 {
		t.Errorf("without the other arms: %+v", got)
	}
}

func TestGoalOfGrowth(t *testing.T) {
	large := Scenario{Shape: Shape{Classic, 5000}}
	growth := goal(t, "growth", Link{})
	results := join(
		timed(loopback, ArmOurs, Plan, 5), timed(large, ArmOurs, Plan, 30),
		timed(loopback, ArmFloor, Plan, 4), timed(large, ArmFloor, Plan, 20),
	)
	if got := growth.measure(results, large); !same(got.Median, 6.0/5) {
		t.Errorf("%+v", got)
	}
	if !growth.wants(large) || growth.wants(loopback) {
		t.Error("growth is told where it leads")
	}
	if got := growth.measure(results[1:], large); got.Rounds != 0 {
		t.Errorf("from nothing: %+v", got)
	}
}

func TestGoalIsOfOneSizeAndLink(t *testing.T) {
	plan := goal(t, "plan, against the peer", overTLS)
	for scenario, want := range map[Scenario]bool{
		{Shape{Classic, 1000}, overTLS}:  true,
		{Shape{Mirrored, 1000}, overTLS}: true,
		{Shape{Classic, 1000}, Link{}}:   false,
		{Shape{Classic, 100}, overTLS}:   false,
	} {
		if got := plan.wants(scenario); got != want {
			t.Errorf("%s, %s: %t", scenario.Shape, scenario.Link, got)
		}
	}
}
