package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// providerVersion is what the provider built from the checkout is called in the mirror; no release has it.
const providerVersion = "0.0.1"

// workspace is a folder with a copy of the example, the provider, and a command line configuration that lets terraform
// find the provider there, so that neither a registry nor the user's own configuration is needed.
type workspace struct {
	dir         string
	environment []string
}

func (w workspace) cliConfig() string { return filepath.Join(w.dir, "terraform.rc") }
func (w workspace) mirror() string    { return filepath.Join(w.dir, "providers") }

// prepare builds the provider into the mirror and copies the example.
func (w workspace) prepare(ctx context.Context) error {
	platform := runtime.GOOS + "_" + runtime.GOARCH
	binary := filepath.Join(w.mirror(), "registry.terraform.io", "rabbitmqha", "rabbitmqha", providerVersion, platform,
		"terraform-provider-rabbitmqha_v"+providerVersion)
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, ".")
	if output, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("build the provider: %w\n%s", err, output)
	}
	rc := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", w.mirror())
	if err := os.WriteFile(w.cliConfig(), []byte(rc), 0o600); err != nil {
		return err
	}
	example := filepath.Join("examples", "quickstart")
	files, err := fs.Glob(os.DirFS(example), "*.tf")
	if err != nil || len(files) == 0 {
		return fmt.Errorf("copy %s: no files there; run the quick start from the project's root (%w)", example, err)
	}
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(example, name))
		if err == nil {
			err = os.WriteFile(filepath.Join(w.dir, name), text, 0o600)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// terraform runs one command in the workspace and returns what it wrote to standard output.
func (w workspace) terraform(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "terraform", args...)
	cmd.Dir = w.dir
	cmd.Env = append(os.Environ(), w.environment...)
	var errors strings.Builder
	cmd.Stderr = &errors
	output, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("terraform %s in %s: %w\n%s%s", strings.Join(args, " "), w.dir, err, output, errors.String())
	}
	return string(output), nil
}

// variables are what terraform and the provider need to know, as NAME=value.
func (w workspace) variables(brokers []string, haproxyPort, statsPort int) []string {
	return append(brokers,
		"TF_CLI_CONFIG_FILE="+w.cliConfig(),
		"CHECKPOINT_DISABLE=1",
		"TF_IN_AUTOMATION=1",
		fmt.Sprintf("TF_VAR_haproxy_port=%d", haproxyPort),
		fmt.Sprintf("TF_VAR_stats_port=%d", statsPort),
	)
}
