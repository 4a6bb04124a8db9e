package membership_test

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/erlang"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/membership"
)

// trial is a lab of its own, of the series of this run: these tests change who is a member.
type trial struct {
	*testing.T
	lab     *lab.Lab
	caller  *membership.Distribution
	cluster *membership.Cluster
	nodes   []string

	mu    sync.Mutex
	steps []string
}

func newTrial(t *testing.T, nodes int) *trial {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance test: it needs a cluster; run make testacc")
	}
	given, err := lab.Open(os.Getenv("RABBITMQHA_LAB"))
	if err != nil {
		t.Fatal(err)
	}
	running := lab.Start(t, lab.Options{Nodes: nodes, RabbitMQ: given.Series, Separate: true})
	cookie, err := erlang.NewCookie(running.Cookie)
	if err != nil {
		t.Fatal(err)
	}
	tr := &trial{T: t, lab: running}
	tr.caller = membership.NewDistribution(&erlang.Dialer{Cookie: cookie, EpmdPort: running.Nodes[0].EpmdPort})
	tr.cluster = membership.New(tr.caller, membership.WithLog(tr.log))
	t.Cleanup(func() { _ = tr.cluster.Close() })
	for _, node := range running.Nodes {
		tr.nodes = append(tr.nodes, node.Name)
	}
	return tr
}

func (tr *trial) log(_ context.Context, step string, fields map[string]any) {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	if fields["took"] != nil {
		tr.Logf("%s %v took %v", step, fields["node"], fields["took"])
		return
	}
	tr.steps = append(tr.steps, step)
}

// took forgets the steps so far and returns them.
func (tr *trial) took() []string {
	tr.mu.Lock()
	defer tr.mu.Unlock()
	steps := tr.steps
	tr.steps = nil
	return steps
}

func (tr *trial) call(node int, module, function string, args ...erlang.Term) erlang.Term {
	tr.Helper()
	ctx, cancel := context.WithTimeout(tr.Context(), 30*time.Second)
	defer cancel()
	answer, err := tr.caller.Call(ctx, tr.nodes[node], module, function, args...)
	if err != nil {
		tr.Fatal(err)
	}
	return answer
}

func (tr *trial) join(request membership.JoinRequest) {
	tr.Helper()
	begun := time.Now()
	view, err := tr.cluster.Join(tr.Context(), request)
	if err != nil {
		tr.Fatal(err)
	}
	if !view.HasRunning(request.Node) || len(view.Members) < 2 {
		tr.Errorf("after the join: %+v", view)
	}
	tr.Logf("JOIN %s took %s", request.Node, time.Since(begun))
}

func (tr *trial) leave(request membership.LeaveRequest, wantWarnings int) {
	tr.Helper()
	warnings, err := tr.cluster.Leave(tr.Context(), request)
	if err != nil || len(warnings) != wantWarnings {
		tr.Fatalf("leave: %v, warnings %q", err, warnings)
	}
}

func (tr *trial) must(err error) {
	tr.Helper()
	if err != nil {
		tr.Fatal(err)
	}
}

// restartThird starts the third node after a kill, and waits until it counts as running: it answers clients before that.
func (tr *trial) restartThird() {
	tr.Helper()
	tr.must(tr.lab.Restart(tr.Context(), 2))
	acctest.Await(tr.T, tr.nodes[2]+" to run", func() bool {
		view, err := tr.cluster.View(tr.Context(), tr.nodes[2])
		return err == nil && view.AppRunning && !view.Settling
	})
}

// members asserts who is a member according to some nodes.
func (tr *trial) members(want []string, through ...string) {
	tr.Helper()
	status, err := tr.cluster.Status(tr.Context(), through)
	if err != nil {
		tr.Error(err)
	}
	want = slices.Sorted(slices.Values(want))
	for _, view := range status.Views {
		if !slices.Equal(view.Members, want) || !slices.Equal(view.Running, want) {
			tr.Errorf("%s has the members %v, running %v, not %v", view.Node, view.Members, view.Running, want)
		}
	}
}
