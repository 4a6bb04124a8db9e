package failover_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/failover"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// patience bounds every wait; it says nothing about how long things take.
const patience = 2 * time.Minute

// silence is how long nothing may arrive before what is missing counts as lost where something is to be lost.
const silence = 5 * time.Second

// scene is a cluster of this run's series for this test alone.
func scene(t *testing.T) *failover.Scene {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance test: it needs a cluster and Terraform; run make testacc")
	}
	run, err := lab.Open(os.Getenv("RABBITMQHA_LAB"))
	if err != nil {
		t.Fatal(err)
	}
	l := lab.Start(t, lab.Options{RabbitMQ: run.Series})
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	s, err := failover.Prepare(t.Context(), l, root, t.TempDir(), strings.HasPrefix(l.Version, "3."))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Two nodes in turn hang and are killed under load. Nothing is lost that a replicated queue confirmed. What has no replica,
// and what was published without confirms, is lost under the same faults: so this can fail.
func TestAccFailoverKill(t *testing.T) {
	s := scene(t)
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	safe, stored := s.Traffic(failover.Replicated), s.Traffic(failover.Stored)
	alone, unconfirmed := s.Traffic(failover.Alone), s.Traffic(failover.Unconfirmed)
	stored.Stored, alone.Stored, unconfirmed.Unconfirmed = true, true, true
	for _, traffic := range []*failover.Traffic{safe, stored, alone, unconfirmed} {
		traffic.Start(ctx)
		must(traffic.AwaitFlow(ctx, 200, patience))
	}
	kill := func(node int, hanging func()) {
		t.Helper()
		must(s.Lab.Pause(ctx, node))
		hanging()
		must(s.Lab.Kill(ctx, node))
		must(safe.AwaitFlow(ctx, 500, patience))
	}
	through, err := s.PublishedThrough(ctx, unconfirmed)
	must(err)
	// What is written to a node that hangs is in buffers, and goes with them.
	kill(through, func() { must(unconfirmed.AwaitSent(ctx, 200, patience)) })
	must(unconfirmed.AwaitFlow(ctx, 200, patience))
	results := map[string]failover.Result{"replicated, without confirms": unconfirmed.Stop(silence)}
	must(s.Lab.Restart(ctx, through))
	must(stored.AwaitFlow(ctx, 200, patience))
	only, err := s.NodeOf(ctx, failover.Alone)
	must(err)
	// Publishers that are connected to another node notice nothing but a queue that does not confirm.
	kill(only, func() { must(safe.AwaitSent(ctx, 1, patience)) })
	results["not replicated"] = alone.Stop(silence)
	results["replicated, left in the queue"] = stored.Stop(patience)
	must(s.Lab.Restart(ctx, only))
	must(safe.AwaitFlow(ctx, 200, patience))
	results["replicated"] = safe.Stop(patience)
	for what, result := range results {
		t.Logf("%-29s %s", what, result)
		switch what {
		case "replicated", "replicated, left in the queue":
			if result.Lost() != 0 || result.Confirmed < 400 {
				t.Errorf("%s: %s", what, result)
			}
		default:
			if result.Lost() == 0 {
				t.Errorf("%s: nothing was lost, so that this test could not fail: %s", what, result)
			}
		}
	}
}
