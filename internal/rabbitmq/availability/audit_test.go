package availability

import (
	"strconv"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// trial is a scene in which a code is found once, with these nodes and this summary, or, with a "-" before it, is not.
type trial struct {
	code           string
	scene          *scene
	nodes, summary string
}

// tried are the codes that a trial has found, and those that one has not, with a "-".
var tried = map[string]bool{}

func try(t *testing.T, trials []trial) {
	t.Helper()
	for _, trial := range trials {
		tried[trial.code] = true
		code, absent := strings.CutPrefix(trial.code, "-")
		var got []Finding
		for _, f := range trial.scene.audit().Findings {
			if f.Code == Code(code) {
				got = append(got, f)
			}
		}
		switch {
		case absent && len(got) > 0:
			t.Errorf("%s: found %+v", trial.code, got)
		case absent:
		case len(got) != 1:
			t.Errorf("%s (%s): found %d times: %+v", trial.code, trial.summary, len(got), trial.scene.audit().Findings)
		case strings.Join(got[0].Nodes, " ") != trial.nodes || got[0].Summary != trial.summary:
			t.Errorf("%s: nodes %q, summary %q; want %q, %q", trial.code, got[0].Nodes, got[0].Summary, trial.nodes, trial.summary)
		}
	}
}

// TestEveryRuleIsTried runs the tests above again and sees that each code is found by one, and not found by another.
func TestEveryRuleIsTried(t *testing.T) {
	clear(tried)
	for _, test := range []func(*testing.T){TestNodes, TestRestOfTheCluster, TestVhosts, TestPartitionHandling, TestRaft, TestClassic, TestMirrored} {
		test(t)
	}
	for _, rule := range Rules() {
		for _, code := range []string{string(rule.Code), "-" + string(rule.Code)} {
			if !tried[code] {
				t.Errorf("no trial of %s", code)
			}
		}
		if rule.Meaning == "" || rule.Action == "" || strings.Contains(rule.Meaning+rule.Action, "|") {
			t.Errorf("%s: %+v does not fit a table", rule.Code, rule)
		}
	}
}

func TestHealthyClusterHasNoFindings(t *testing.T) {
	for _, text := range []string{"3.8.9", "3.10.8", "4.0.5", "4.3.6"} {
		for _, nodes := range []int{3, 5, 7} {
			s := healthy(t, text, nodes).raft("quorum", "r1", "r2", "r3").raft("stream", "r2", "r3", "r1")
			if s.cluster.Broker.ClassicMirroring {
				s.mirrored(automatic(), nil)
			}
			report := s.audit()
			if len(report.Findings) != 0 || !report.SurvivesOneNode() || report.Queues != len(s.queues) {
				t.Errorf("%s, %d nodes: %+v", text, nodes, report)
			}
		}
	}
}

func TestCounts(t *testing.T) {
	s := healthy(t, "4.3.6", 5).classic(nil).raft("quorum", "r1", "r2").raft("quorum", "r1", "r2", "r3", "r4", "r9").
		queue(Queue{Type: "classic", Exclusive: true, Leader: "r1"})
	got := s.audit()
	if got.Queues != 3 || got.AtRisk != 2 || got.Exclusive != 1 || got.Errors != 2 || got.Warnings != 2 || got.SurvivesOneNode() {
		t.Errorf("got %+v", got)
	}
	got = s.audit("not_replicated", "too_few_members")
	if got.AtRisk != 0 || got.Errors != 0 || got.Warnings != 2 || got.Ignored != 2 || !got.SurvivesOneNode() {
		t.Errorf("with codes ignored: %+v", got)
	}
}

// Findings are bounded, however many there are, and the errors among them are kept.
func TestManyFindings(t *testing.T) {
	const many = 3 * MostFindings
	s := healthy(t, "4.3.6", 5)
	for range many {
		s.raft("quorum", "r1", "r2", "r3", "r4")
	}
	s.classic(nil)
	got := s.audit()
	if len(got.Findings) != MostFindings || got.Findings[0].Code != "not_replicated" || got.LeftOut != got.Errors+got.Warnings-MostFindings ||
		got.Warnings < many {
		t.Errorf("%d findings, %d left out of %d and %d", len(got.Findings), got.LeftOut, got.Errors, got.Warnings)
	}
	if cap(got.Findings) > 4*MostFindings {
		t.Errorf("room for %d findings", cap(got.Findings))
	}
}

// The patterns of policies are read once, not for every queue: that takes thousands of allocations each.
func TestPatternsAreReadOnce(t *testing.T) {
	s := healthy(t, "3.10.8", 3)
	var policies []topology.Policy
	for i := range 20 {
		policies = append(policies, topology.Policy{Name: strconv.Itoa(i), Pattern: "^app" + strconv.Itoa(i) + `\.`, Definition: automatic()})
	}
	s.policies(policies...)
	const queues, perQueue = 1000, 200
	for range queues {
		s.classic(nil)
	}
	if n := testing.AllocsPerRun(1, func() { s.audit() }); n > queues*perQueue {
		t.Errorf("%.0f allocations for %d queues", n, queues)
	}
}
