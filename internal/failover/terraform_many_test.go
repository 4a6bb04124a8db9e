package failover_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// many is two hundred objects that Terraform has declared on a cluster of the test's own.
type many struct {
	lab  *lab.Lab
	work *workspace.Workspace
}

// objects is how many there are, as long as nothing has changed.
const objects = 200

func newMany(t *testing.T) *many {
	t.Helper()
	if os.Getenv("TF_ACC") == "" {
		t.Skip("acceptance test: it needs a cluster and Terraform; run make testacc")
	}
	run, err := lab.Open(os.Getenv("RABBITMQHA_LAB"))
	if err != nil {
		t.Fatal(err)
	}
	m := &many{lab: lab.Start(t, lab.Options{RabbitMQ: run.Series})}
	root := filepath.Join("..", "..")
	if m.work, err = workspace.New(t.Context(), root, t.TempDir()); err != nil {
		t.Fatal(err)
	}
	m.work.Environment = append(m.work.Environment, m.lab.Environment()...)
	if _, err := m.work.Load(nil, "configuration-many"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.work.Terraform(t.Context(), "init", "-input=false", "-no-color"); err != nil {
		t.Fatal(err)
	}
	return m
}

// makeHealthy brings every node back, and applies where the plan is not empty.
func (m *many) makeHealthy(t *testing.T) {
	t.Helper()
	m.repair(t)
	if m.terraform(t, nil, "plan", "-detailed-exitcode").err != nil {
		m.settle(t)
	}
}

// repair brings back the nodes that were killed or hang, all at once, since they may wait for one another.
func (m *many) repair(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	defer cancel()
	all, err := m.lab.Status(ctx)
	if err != nil {
		t.Fatal(err)
	}
	failures := make([]error, len(all))
	var group sync.WaitGroup
	for i, node := range all {
		// One that has hung for long was given up by the others, and would come back as from a partition.
		if node.State != "running" {
			group.Go(func() { failures[i] = m.lab.Restart(ctx, i) })
		}
	}
	group.Wait()
	if err := errors.Join(errors.Join(failures...), m.lab.AwaitReady(ctx)); err != nil {
		t.Fatal(err)
	}
}

// settle applies, and fails unless that leads to an empty plan, with as many objects as were declared.
func (m *many) settle(t *testing.T) {
	t.Helper()
	m.terraform(t, nil, "apply", "-auto-approve").mustSucceed(t)
	m.expectNoChanges(t)
	m.expectDeclared(t, 0)
}

// expectNoChanges plans with these further variables of the environment, and looks into the plan.
func (m *many) expectNoChanges(t *testing.T, environment ...string) {
	t.Helper()
	if got := m.planned(t, environment...); len(got) > 0 {
		t.Fatalf("Terraform would do this many actions, by kind: %v", got)
	}
}

// endpoints are these addresses as a variable of the environment.
func endpoints(urls ...string) string { return "RABBITMQ_ENDPOINTS=" + strings.Join(urls, ",") }
