package provider

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// The log of the real process, under the real terraform: silence unless it was asked for, and then every line of every
// part of it. Terraform attaches to a process that this test started, for else it would keep the log to itself.
func TestProcessLogsOnlyWhenAsked(t *testing.T) {
	if _, err := exec.LookPath("terraform"); err != nil {
		t.Skip("no terraform on the PATH")
	}
	fakeBroker(t, 0)
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	const config = "resource \"rabbitmqha_exchange\" \"test\" {\n  name = \"x\"\n  type = \"topic\"\n}\n"
	if err := os.WriteFile(filepath.Join(work.Dir, "main.tf"), []byte(config+requirement), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := work.Terraform(t.Context(), "init", "-input=false", "-no-color"); err != nil {
		t.Fatal(err)
	}
	all := []string{"rabbitmqha", "sdk.framework", "sdk.proto"}
	for name, test := range map[string]struct {
		environment []string
		want        []string
	}{
		"not asked":         {nil, nil},
		"Terraform's own":   {[]string{"TF_LOG_CORE=TRACE"}, nil},
		"everything":        {[]string{"TF_LOG=TRACE"}, all},
		"providers":         {[]string{"TF_LOG_PROVIDER=TRACE"}, all},
		"libraries":         {[]string{"TF_LOG_SDK=TRACE"}, all},
		"one library":       {[]string{"TF_LOG_SDK_PROTO=TRACE"}, all},
		"all but a library": {[]string{"TF_LOG=TRACE", "TF_LOG_SDK_FRAMEWORK=OFF"}, []string{"rabbitmqha", "sdk.proto"}},
		"this, by level":    {[]string{"TF_LOG_PROVIDER_RABBITMQHA=DEBUG", "TF_LOG_SDK=OFF"}, []string{"rabbitmqha"}},
	} {
		t.Run(name, func(t *testing.T) {
			process := serving(t, work, test.environment)
			if _, err := process.work.Terraform(t.Context(), "plan", "-input=false", "-no-color"); err != nil {
				t.Fatal(err)
			}
			log := process.end(t)
			if got := modules(log); !slices.Equal(got, test.want) {
				t.Errorf("%v logged, want %v:\n%s", got, test.want, log)
			}
		})
	}
}

const requirement = "terraform {\n  required_providers {\n    rabbitmqha = { source = \"rabbitmqha/rabbitmqha\" }\n  }\n}\n"

// process is a provider that runs with -debug, and the workspace whose terraform attaches to it.
type process struct {
	work *workspace.Workspace
	cmd  *exec.Cmd
	log  *bytes.Buffer
}

func serving(t *testing.T, work *workspace.Workspace, environment []string) process {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(work.Dir, "providers", "*", "*", "*", "*", "*", "terraform-provider-*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("the provider's binary: %v %v", found, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	p := process{cmd: exec.CommandContext(ctx, found[0], "-debug"), log: &bytes.Buffer{}}
	p.cmd.Env = append(os.Environ(), environment...)
	p.cmd.Stderr = p.log
	output, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	attach := make(chan string, 1)
	go func() {
		for lines := bufio.NewScanner(output); lines.Scan(); {
			if line := strings.TrimSpace(lines.Text()); strings.HasPrefix(line, "TF_REATTACH_PROVIDERS=") {
				attach <- strings.ReplaceAll(line, "'", "")
			}
		}
		_, _ = io.Copy(io.Discard, output)
	}()
	p.work = &workspace.Workspace{Dir: work.Dir, Environment: append(slices.Clone(work.Environment), within(t, "the address", attach))}
	return p
}

// end interrupts the provider, as its user would, and returns what it logged.
func (p process) end(t *testing.T) string {
	t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	p.cmd.WaitDelay = 10 * time.Second
	if err := p.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	return p.log.String()
}

// modules are the parts of the process that logged something, sorted. go-plugin's own lines have no module.
func modules(log string) []string {
	var found []string
	for line := range strings.Lines(log) {
		var entry struct {
			Module string `json:"@module"`
		}
		if json.Unmarshal([]byte(line), &entry) == nil && entry.Module != "" && !slices.Contains(found, entry.Module) {
			found = append(found, entry.Module)
		}
	}
	slices.Sort(found)
	return found
}
