package clustermember_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// A provider that is killed at a step leaves nothing behind that the next apply cannot go on from. It runs under the real
// terraform, on whose PATH there is nothing else: neither erl nor rabbitmqctl.
func TestAccClusterMemberProviderKilledAtAnyStep(t *testing.T) {
	lab.OnceARun(t)
	l := separate(t, 2)
	// A node of Mnesia that was forgotten and not yet reset joins again only with permission.
	work := bare(t, l, member(l, 2, "  discard_data = true", 1))
	for _, each := range []struct {
		killed, step, then string
	}{
		// In this order each case begins where the one before has ended.
		{"apply", "stop RabbitMQ", "apply"},
		{"destroy", "stop RabbitMQ", "destroy"},
		{"apply", "join the cluster", "apply"},
		{"destroy", "forget the node", "destroy"},
		{"apply", "start RabbitMQ", "apply"},
		{"destroy", "reset the node", "apply"},
		{"destroy", "reset the node", "destroy"},
	} {
		t.Run(each.killed+" killed at "+each.step+", then "+each.then, func(t *testing.T) {
			run := func(command string) {
				t.Helper()
				if _, err := work.Terraform(t.Context(), command, "-auto-approve", "-input=false", "-no-color"); err != nil {
					t.Fatal(err)
				}
			}
			run(map[string]string{"apply": "destroy", "destroy": "apply"}[each.killed])
			if err := killedAt(t, work, each.step, each.killed, "-auto-approve", "-input=false", "-no-color"); err != nil {
				t.Fatal(err)
			}
			run(each.then)
			check := apart(t, l, 1, 2)
			if each.then == "apply" {
				check = together(t, l, 1, 2)
				if err := work.ExpectNoChanges(t.Context()); err != nil {
					t.Error(err)
				}
			}
			// What the killed provider had begun last may have ended well by itself, and not yet be all up.
			acctest.Await(t, "the node to be as it should", func() bool { return check(nil) == nil })
		})
	}
}

// bare is a workspace with these members, whose terraform finds no other program.
func bare(t *testing.T, l *lab.Lab, members ...string) *workspace.Workspace {
	t.Helper()
	work, err := workspace.New(t.Context(), filepath.Join("..", "..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	config := t.TempDir()
	if err := os.WriteFile(filepath.Join(config, "main.tf"), []byte(block(l, byCookie(l))+strings.Join(members, "")), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := work.Load(nil, config); err != nil {
		t.Fatal(err)
	}
	work.Environment = append(work.Environment, "PATH="+t.TempDir())
	if _, err := work.Terraform(t.Context(), "init", "-input=false", "-no-color"); err != nil {
		t.Fatal(err)
	}
	return work
}

// killedAt runs terraform and kills its provider (SIGKILL) when that begins the step. It fails where the step never came.
func killedAt(t *testing.T, work *workspace.Workspace, step string, args ...string) error {
	t.Helper()
	logged := filepath.Join(t.TempDir(), "provider.log")
	terraform := exec.Command("terraform", args...)
	terraform.Dir = work.Dir
	terraform.Env = append(append(os.Environ(), work.Environment...), "TF_LOG_PROVIDER=INFO", "TF_LOG_PATH="+logged)
	if err := terraform.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- terraform.Wait() }()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-ended:
			return errors.Join(fmt.Errorf("terraform ended before its provider came to %q", step), err)
		case <-ctx.Done():
			return errors.Join(ctx.Err(), terraform.Process.Kill())
		case <-tick.C:
			text, _ := os.ReadFile(logged)
			if !strings.Contains(string(text), ": "+step+":") {
				continue
			}
			if err := syscall.Kill(providerOf(t, terraform.Process.Pid), syscall.SIGKILL); err != nil {
				return err
			}
			if err := <-ended; err == nil {
				return errors.New("terraform did not notice that its provider was killed")
			}
			return nil
		}
	}
}

// providerOf finds the provider among the children of terraform.
func providerOf(t *testing.T, terraform int) int {
	t.Helper()
	entries, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := os.ReadFile(entry)
		if err != nil {
			continue
		}
		// "PID (NAME) STATE PARENT ...": the kernel cuts the name.
		_, rest, _ := strings.Cut(string(text), "(terraform-provi) ")
		fields := strings.Fields(rest)
		if len(fields) < 2 || fields[1] != strconv.Itoa(terraform) {
			continue
		}
		pid, err := strconv.Atoi(filepath.Base(filepath.Dir(entry)))
		if err != nil {
			t.Fatal(err)
		}
		return pid
	}
	t.Fatal("terraform has no provider")
	return 0
}
