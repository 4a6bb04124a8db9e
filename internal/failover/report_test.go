package failover

import (
	"strings"
	"testing"
	"time"
)

func aSeries() Series {
	return Series{
		RabbitMQ: "3.10.8", HAProxy: "2.6.12", Terraform: "1.11.4", Mirroring: true,
		Rows: []Row{
			{Fault{Title: "Killed"}, Result{5000, 4990, 4990, 12, 1260 * time.Millisecond, 2 * time.Second}, nil},
			{Fault{Title: "Cut off"}, Result{100, 90, 87, 0, 10 * time.Second, 12340 * time.Millisecond}, []string{"rabbit@rabbit1"}},
		},
		Contrast: &Contrast{Result{10, 9, 9, 1, 0, 0}, Result{300, 300, 95, 0, 0, 0}, Result{200, 150, 0, 0, 0, 0}},
		LeftOut:  []string{"Frozen: no reason."},
	}
}

func TestReport(t *testing.T) {
	second := Series{RabbitMQ: "4.3.6", HAProxy: "2.6.12", Terraform: "1.11.4", Rows: aSeries().Rows[:1]}
	got := Report{
		Made: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Machine: "a machine with 2 processors",
		Series: []Series{aSeries(), second}, LeftOut: []string{"RabbitMQ 4.0 cannot be had"},
	}.Markdown()
	const head = "| node | confirmed | consumed | lost | duplicated | longest stall of confirms, s | of deliveries, s |\n" +
		"|---|--:|--:|--:|--:|--:|--:|\n"
	const want = "Made in November 2026 on a machine with 2 processors: three nodes each of RabbitMQ 3.10.8 and RabbitMQ 4.3.6, HAProxy 2.6.12, " +
		"Terraform 1.11.4.\n\n* Left out: RabbitMQ 4.0 cannot be had\n" +
		"\n### RabbitMQ 3.10.8: mirrored classic queues\n\n* Left out: Frozen: no reason.\n\n" + head +
		"| killed | 4990 | 4990 | 0 | 12 | 1.3 | 2.0 |\n| cut off | 90 | 87 | **3** | 0 | 10.0 | 12.3 |\n" +
		"\n* Cut off: the node did not notice that the others had given it up, and joined them only after `rabbitmqctl stop_app` and `start_app` on it.\n" +
		"\n### RabbitMQ 4.3.6: quorum queues\n\n" + head + "| killed | 4990 | 4990 | 0 | 12 | 1.3 | 2.0 |\n" +
		"\n### Without replicas, without confirms\n\n| RabbitMQ | queue | publisher | sent or confirmed | consumed | lost |\n|---|---|---|--:|--:|--:|\n" +
		"| 3.10.8 | replicated | with confirms | 9 | 9 | 0 |\n| 3.10.8 | replicated | without confirms | 300 | 95 | **205** |\n" +
		"| 3.10.8 | on one node | with confirms | 150 | 0 | **150** |\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSeriesErr(t *testing.T) {
	for name, each := range map[string]struct {
		spoil func(*Series)
		want  string
	}{
		"a fault loses": {func(*Series) {}, "Cut off: 3 confirmed messages were lost"},
		"nothing lost":  {func(s *Series) { s.Rows = s.Rows[:1] }, ""},
		"no contrast":   {func(s *Series) { s.Rows, s.Contrast = nil, nil }, ""},
		"the crash loses": {
			func(s *Series) { s.Rows, s.Contrast.Replicated.Consumed = nil, 8 }, "1 confirmed messages of replicated queues were lost",
		},
		"no confirms, nothing lost": {func(s *Series) { s.Rows, s.Contrast.Unconfirmed.Consumed = nil, 300 }, "could not fail"},
		"one node, nothing lost":    {func(s *Series) { s.Rows, s.Contrast.Alone.Consumed = nil, 150 }, "could not fail"},
	} {
		found := aSeries()
		each.spoil(&found)
		if err := found.Err(); (err != nil) != (each.want != "") || err != nil && !strings.Contains(err.Error(), each.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
