package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/bench/process"
)

// workspace is a folder in which terraform runs with one provider binary and nothing of the user's: no configuration
// file, no registry, no variables but those that say where the broker is.
type workspace struct {
	tool, dir string
	dialect   bench.Dialect
	states    *stateStore // nil where the state is a local file
}

// binaryName is what Terraform looks for in a folder that stands in for a registry.
func binaryName(dialect bench.Dialect) string { return "terraform-provider-" + string(dialect) }

// newWorkspace makes a folder with a binary that build puts at the given path. No provider is installed or verified: that
// costs the same with any provider, and more than a small plan.
func newWorkspace(ctx context.Context, w workspace, build func(path string) error) (*workspace, error) {
	providers := filepath.Join(w.dir, "provider")
	if err := os.MkdirAll(providers, 0o700); err != nil {
		return nil, err
	}
	if err := build(filepath.Join(providers, binaryName(w.dialect))); err != nil {
		return nil, err
	}
	settings := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    %q = %q\n  }\n  direct {}\n}\n", w.dialect.Source(), providers)
	if err := os.WriteFile(filepath.Join(w.dir, "terraform.rc"), []byte(settings), 0o600); err != nil || w.states == nil {
		return &w, err
	}
	backend := fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", w.states.address+w.name())
	if err := os.WriteFile(filepath.Join(w.dir, "backend.tf"), []byte(backend), 0o600); err != nil {
		return nil, err
	}
	// While no provider is named yet, this sets the backend up and nothing else.
	_, err := w.terraform(ctx, 0, nil, "init")
	return &w, err
}

// name of the workspace's state.
func (w *workspace) name() string { return filepath.Base(w.dir) }

// load replaces configuration and state.
func (w *workspace) load(shape bench.Shape, vhost string) error {
	if w.states != nil {
		w.states.forget(w.name())
	}
	for _, name := range []string{"terraform.tfstate", "terraform.tfstate.backup", planFile} {
		if err := os.Remove(filepath.Join(w.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	text, err := bench.Configuration(w.dialect, shape, vhost)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.dir, "main.tf"), []byte(text), 0o600)
}

const planFile = "change.tfplan"

// arguments of terraform, and the exit status that says it did what it should: with -detailed-exitcode, 0 is a plan
// without changes and 2 one with changes.
func arguments(operation bench.Operation) (args []string, status int) {
	switch operation {
	case bench.Create:
		return []string{"apply", "-auto-approve"}, 0
	case bench.Plan:
		return []string{"plan", "-detailed-exitcode"}, 0
	case bench.Change:
		return []string{"plan", "-detailed-exitcode", "-out=" + planFile, bench.ChangeArgument}, 2
	case bench.Apply:
		return []string{"apply", planFile}, 0
	default:
		return []string{"destroy", "-auto-approve"}, 0
	}
}

// run runs one operation.
func (w *workspace) run(ctx context.Context, operation bench.Operation, environment []string) (process.Usage, error) {
	args, status := arguments(operation)
	return w.terraform(ctx, status, environment, args...)
}

// terraform runs a command, which has to end with the given status.
func (w *workspace) terraform(ctx context.Context, status int, environment []string, args ...string) (process.Usage, error) {
	args = append([]string{args[0], "-input=false", "-no-color"}, args[1:]...)
	// A file, since a pipe would have this process read along while it measures.
	path := filepath.Join(w.dir, "output")
	output, err := os.Create(path)
	if err != nil {
		return process.Usage{}, err
	}
	defer func() { _ = output.Close() }()
	cmd := exec.CommandContext(ctx, w.tool, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = w.dir, output, output
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + w.dir, "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1",
		"TF_CLI_CONFIG_FILE=" + filepath.Join(w.dir, "terraform.rc"),
	}, environment...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = time.Minute
	usage, err := process.Run(cmd)
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return usage, err
	}
	if got := cmd.ProcessState.ExitCode(); got != status || ctx.Err() != nil {
		text, _ := os.ReadFile(path)
		return usage, errors.Join(ctx.Err(),
			fmt.Errorf("terraform %v ended with status %d, want %d: %s", args, got, status, tail(text)))
	}
	return usage, nil
}

// tail is the end of a long output, where Terraform writes its errors.
func tail(text []byte) []byte {
	const enough = 4000
	return text[max(0, len(text)-enough):]
}

// terraformVersion asks the tool itself.
func terraformVersion(ctx context.Context, tool string) (string, error) {
	cmd := exec.CommandContext(ctx, tool, "version", "-json")
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE=" + os.DevNull}
	output, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("run %s version: %w", tool, err)
	}
	var answer struct {
		Version string `json:"terraform_version"`
	}
	return answer.Version, json.Unmarshal(output, &answer)
}
