package bench

import (
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	results := join(
		timed(loopback, ArmOurs, Plan, 5, 6), timed(loopback, ArmPeer, Plan, 10, 10),
		Results{{loopback, ArmOurs, Plan, 0, map[Metric]float64{Requests: 11, Connections: 6, Bytes: 59392}}},
	)
	text := Report{
		Command: "make bench", RabbitMQ: "3.10.8", Nodes: 3, Terraform: "1.11.4", Machine: "2 processors", Rounds: 2,
		Notes: []string{"Left out: something."}, Results: results,
	}.Markdown()
	for _, line := range []string{
		"RabbitMQ 3.10.8 on 3 nodes, Terraform 1.11.4, 2 processors. Rounds: 2, the arms in turn. Made by:",
		"* Left out: something.",
		"| requests per refresh | 2105 | plain | classic | 12 | 11 | met |",
		"| plan, against the peer | 2105 | plain | classic | 0.55 | 0.55 (0.50–0.60) | met |",
		"| plan, against the peer | 2105 | tls |  | 0.40 |  | not measured |",
		"### 1000 classic queues, plain",
		"| plan | ours | 5.50 (5–6) |  |  |  |  |  |  | 11 | 6 | 58 |",
		"| plan | peer | 10 (10–10) | 0.55 (0.50–0.60) |  |  |  |  |  |  |  |  |",
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("the report lacks %q:\n%s", line, text)
		}
	}
	if strings.Contains(text, "| create |") {
		t.Error("an operation that was not run has a line")
	}
}

func TestReportSaysWhatIsNotMet(t *testing.T) {
	text := Report{Results: join(timed(loopback, ArmOurs, Plan, 9), timed(loopback, ArmPeer, Plan, 10))}.Markdown()
	if want := "| plan, against the peer | 2105 | plain | classic | 0.55 | 0.90 | **not met** |"; !strings.Contains(text, want) {
		t.Errorf("the report lacks %q:\n%s", want, text)
	}
}
