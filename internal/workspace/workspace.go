// Package workspace is a folder in which this machine's own terraform runs with the provider of this checkout, for the
// quick start and for the tests of the examples.
//
// It knows the command line of terraform and how it finds providers: by a configuration file and a mirror of its own,
// so that neither a registry nor the user's configuration has a say. It must not know any broker.
package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// version is what the provider of the checkout is called in the mirror; no release has it.
const version = "0.0.1"

// Workspace is a folder that is prepared for terraform.
type Workspace struct {
	Dir string
	// Environment is what terraform and the provider get in addition to the environment of this process: NAME=value.
	Environment []string

	initialised bool
}

// New builds the provider from the checkout in root and prepares dir, which exists, for terraform.
func New(ctx context.Context, root, dir string) (*Workspace, error) {
	mirror := filepath.Join(dir, "providers")
	binary := filepath.Join(mirror, "registry.terraform.io", "rabbitmqha", "rabbitmqha", version,
		runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-rabbitmqha_v"+version)
	build := exec.CommandContext(ctx, "go", "build", "-o", binary, ".")
	build.Dir = root
	if output, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the provider in %s: %w\n%s", root, err, output)
	}
	w := &Workspace{Dir: dir}
	w.Environment = []string{"TF_CLI_CONFIG_FILE=" + filepath.Join(dir, "terraform.rc"), "CHECKPOINT_DISABLE=1", "TF_IN_AUTOMATION=1"}
	rc := fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", mirror)
	return w, os.WriteFile(filepath.Join(dir, "terraform.rc"), []byte(rc), 0o600)
}

// Load replaces the configuration by the .tf files of folders, without those that show how to import and those that
// the filter, where there is one, does not want. It returns how many files were taken.
func (w *Workspace) Load(wanted func(text string) bool, folders ...string) (taken int, err error) {
	old, err := filepath.Glob(filepath.Join(w.Dir, "*.tf"))
	if err != nil {
		return 0, err
	}
	for _, file := range old {
		if err := os.Remove(file); err != nil {
			return 0, err
		}
	}
	named := false
	for _, folder := range folders {
		files, err := Files(folder, wanted)
		if err != nil {
			return 0, err
		}
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(w.Dir, filepath.Base(folder)+"_"+name), []byte(text), 0o600); err != nil {
				return 0, err
			}
			taken++
			named = named || strings.Contains(text, "required_providers")
		}
	}
	if named || taken == 0 {
		return taken, nil
	}
	return taken, os.WriteFile(filepath.Join(w.Dir, "workspace.tf"), []byte(requirement), 0o600)
}

// Files are the texts, by file name, that Load takes of a folder.
func Files(folder string, wanted func(text string) bool) (map[string]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.tf"))
	if err != nil || len(files) == 0 {
		return nil, errors.Join(fmt.Errorf("there is no Terraform configuration in %s", folder), err)
	}
	texts := map[string]string{}
	for _, file := range files {
		if strings.HasPrefix(filepath.Base(file), "import-") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if wanted == nil || wanted(string(text)) {
			texts[filepath.Base(file)] = string(text)
		}
	}
	return texts, nil
}

// requirement names the provider for a configuration that leaves it to its reader.
const requirement = `terraform {
  required_providers {
    rabbitmqha = {
      source = "rabbitmqha/rabbitmqha"
    }
  }
}
`

// Terraform runs one command and returns what it wrote to standard output. The error holds everything it wrote.
func (w *Workspace) Terraform(ctx context.Context, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, "terraform", args...)
	cmd.Dir = w.Dir
	cmd.Env = append(os.Environ(), w.Environment...)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	output, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("terraform %s in %s: %w\n%s%s", strings.Join(args, " "), w.Dir, err, output, complaints.String())
	}
	return string(output), nil
}

// Apply applies the configuration, and initialises the workspace before the first time: no configuration needs another provider.
func (w *Workspace) Apply(ctx context.Context) error {
	if !w.initialised {
		if _, err := w.Terraform(ctx, "init", "-input=false", "-no-color"); err != nil {
			return err
		}
		w.initialised = true
	}
	_, err := w.Terraform(ctx, "apply", "-auto-approve", "-input=false", "-no-color")
	return err
}

// ExpectNoChanges plans, and fails where the plan is not empty.
func (w *Workspace) ExpectNoChanges(ctx context.Context) error {
	if _, err := w.Terraform(ctx, "plan", "-input=false", "-no-color", "-detailed-exitcode"); err != nil {
		return fmt.Errorf("the plan should be empty: %w", err)
	}
	return nil
}
