package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench/process"
)

// place says where an arm finds its broker.
type place struct {
	endpoint           string // base URL
	username, password string
	caFile             string // empty without TLS
}

// environment has the variables of both dialects: neither provider reads the other's.
func (p place) environment() []string {
	variables := []string{
		"RABBITMQ_USERNAME=" + p.username, "RABBITMQ_PASSWORD=" + p.password,
		"RABBITMQ_ENDPOINTS=" + p.endpoint, "RABBITMQ_ENDPOINT=" + p.endpoint,
	}
	if p.caFile != "" {
		variables = append(variables, "RABBITMQ_CA_FILE="+p.caFile, "RABBITMQ_CACERT="+p.caFile)
	}
	return variables
}

// arm runs operations.
type arm interface {
	// prepare is called before the first operation of a round, and is not measured.
	prepare(shape bench.Shape, vhost string) error
	// can reports whether the arm has an operation at all.
	can(bench.Operation) bool
	run(context.Context, bench.Operation, place) (process.Usage, error)
}

// terraformArm is terraform with one provider.
type terraformArm struct{ *workspace }

func (a terraformArm) prepare(shape bench.Shape, vhost string) error { return a.load(shape, vhost) }

func (terraformArm) can(bench.Operation) bool { return true }

func (a terraformArm) run(ctx context.Context, operation bench.Operation, at place) (process.Usage, error) {
	return a.workspace.run(ctx, operation, at.environment())
}

// bareArm sends requests without Terraform. Its own CPU time is this process's, and not told apart.
type bareArm struct {
	api             *api
	create, destroy [][]bench.Call
}

func (a *bareArm) prepare(shape bench.Shape, vhost string) error {
	a.create, a.destroy = bench.Calls(shape, vhost)
	return nil
}

func (*bareArm) can(operation bench.Operation) bool {
	return operation == bench.Create || operation == bench.Destroy
}

func (a *bareArm) run(ctx context.Context, operation bench.Operation, at place) (process.Usage, error) {
	calls := a.create
	if operation == bench.Destroy {
		calls = a.destroy
	}
	own := a.api.at(at.endpoint)
	defer own.client.CloseIdleConnections()
	began := time.Now()
	err := own.send(ctx, calls)
	return process.Usage{Wall: time.Since(began)}, err
}

// buildArms makes all arms below a folder.
func buildArms(ctx context.Context, o options, dir string, c *cluster, states *stateStore) (map[bench.Arm]arm, error) {
	arms := map[bench.Arm]arm{}
	for _, name := range o.arms {
		if name == bench.ArmBare {
			arms[name] = &bareArm{api: c.api}
			continue
		}
		dialect, build := bench.Ours, goBuild(ctx, ".")
		switch name {
		case bench.ArmFloor:
			build = goBuild(ctx, "./internal/bench/floor")
		case bench.ArmPeer:
			dialect, build = bench.Community, copyOf(o.peer)
		}
		made, err := newWorkspace(ctx, workspace{o.terraform, filepath.Join(dir, string(name)), dialect, states}, build)
		if err != nil {
			return nil, fmt.Errorf("prepare the arm %s: %w", name, err)
		}
		arms[name] = terraformArm{made}
	}
	return arms, nil
}

func goBuild(ctx context.Context, packageName string) func(string) error {
	return func(path string) error {
		// Without symbols, as the release.
		cmd := exec.CommandContext(ctx, "go", "build", "-ldflags=-s -w", "-o", path, packageName)
		if output, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("build %s: %w\n%s", packageName, err, output)
		}
		return nil
	}
}

// copyOf takes a binary that exists, whatever it is called.
func copyOf(source string) func(string) error {
	return func(path string) error {
		from, err := os.Open(source)
		if err != nil {
			return err
		}
		defer func() { _ = from.Close() }()
		to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o700)
		if err != nil {
			return err
		}
		if _, err := io.Copy(to, from); err != nil {
			return err
		}
		return to.Close()
	}
}
