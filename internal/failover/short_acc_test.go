package failover_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/failover"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// scene is a cluster of this run's series for this test alone.
func scene(t *testing.T) *failover.Environment {
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

// One or two nodes in turn hang and are killed under load. Nothing is lost that a replicated queue confirmed. What has no
// replica, and what was published without confirms, is lost under the same faults: so this can fail.
func TestAccFailoverKill(t *testing.T) {
	found, err := scene(t).Contrast(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range []struct {
		what   string
		result failover.Result
	}{
		{"replicated", found.Replicated}, {"replicated, without confirms", found.Unconfirmed}, {"not replicated", found.Alone},
	} {
		t.Logf("%-28s %s", each.what, each.result)
	}
	if err := found.Err(); err != nil {
		t.Error(err)
	}
	if found.Replicated.Confirmed < 800 {
		t.Errorf("too little was published for a judgement: %s", found.Replicated)
	}
}
