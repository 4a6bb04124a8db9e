package provider_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// at is a terraform at work on many queues, before a node whose answers can be held back.
type at struct {
	work   *workspace.Workspace
	front  *faultproxy.Proxy
	broker *acctest.Broker
	vhost  string
}

const manyQueues = 100

func newAt(t *testing.T) *at {
	t.Helper()
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	front, err := faultproxy.Start(broker.Lab.Endpoints()[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := front.Close(); err != nil {
			t.Error(err)
		}
	})
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	config := fmt.Sprintf(`
terraform {
  required_providers {
    rabbitmqha = { source = "rabbitmqha/rabbitmqha" }
  }
}
provider "rabbitmqha" {
  endpoints = [%q]
}
resource "rabbitmqha_queue" "test" {
  count = %d
  vhost = %q
  name  = "q${count.index}"
  type  = "classic"
}
`, front.URL(), manyQueues, vhost)
	if err := os.WriteFile(filepath.Join(work.Dir, "main.tf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := work.Terraform(t.Context(), "init"); err != nil {
		t.Fatal(err)
	}
	return &at{work, front, broker, vhost}
}

// apply begins to apply. Terraform is the first of a process group, as on a terminal.
func (a *at) apply(t *testing.T) (command *exec.Cmd, said *bytes.Buffer, ended <-chan error) {
	t.Helper()
	said = &bytes.Buffer{}
	command = exec.CommandContext(t.Context(), "terraform", "apply", "-auto-approve", "-input=false", "-no-color")
	command.Dir, command.Stdout, command.Stderr = a.work.Dir, said, said
	command.Env = append(os.Environ(), a.work.Environment...)
	command.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	end := make(chan error, 1)
	go func() { end <- command.Wait() }()
	return command, said, end
}

// One Ctrl-C in the middle of many creations: the broker has what the state has, and the next apply makes the rest.
func TestAccInterruptedCreationIsRecorded(t *testing.T) {
	lab.SameOnEveryBroker(t)
	a := newAt(t)
	a.front.Set(faultproxy.DelayAnswer(300 * time.Millisecond).Only(http.MethodPut))
	command, said, ended := a.apply(t)
	acctest.Await(t, "creations", func() bool { return a.front.Count(http.MethodPut, "") >= manyQueues/4 })
	if err := syscall.Kill(-command.Process.Pid, syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil || !strings.Contains(said.String(), "Interrupt received") {
		t.Fatalf("terraform ended with %v\n%s", err, said)
	}
	a.front.Clear()
	list, err := a.work.Terraform(t.Context(), "state", "list")
	if err != nil {
		t.Fatal(err)
	}
	recorded := strings.Fields(list)
	made := 0
	for i := range manyQueues {
		there := a.broker.Get(t, "queues", a.vhost, fmt.Sprintf("q%d", i)) != nil
		if there {
			made++
		}
		if address := fmt.Sprintf("rabbitmqha_queue.test[%d]", i); there != slices.Contains(recorded, address) {
			t.Errorf("%s is at the broker: %t, in the state: %t", address, there, !there)
		}
	}
	t.Logf("%d of %d queues were made", made, manyQueues)
	if made == 0 || made == manyQueues {
		t.Error("it was not interrupted in the middle")
	}
	plan, err := a.work.Terraform(t.Context(), "apply", "-auto-approve")
	if err != nil || !strings.Contains(plan, fmt.Sprintf("%d added, 0 changed, 0 destroyed", manyQueues-made)) {
		t.Errorf("the next apply: %v\n%s", err, plan)
	}
}

// A terraform that is killed leaves no provider behind.
func TestAccProviderEndsWithTerraform(t *testing.T) {
	lab.SameOnEveryBroker(t)
	a := newAt(t)
	a.front.Set(faultproxy.Hang().Only(http.MethodPut))
	command, _, ended := a.apply(t)
	acctest.Await(t, "a creation", func() bool { return a.front.Count(http.MethodPut, "") > 0 })
	children := childrenOf(t, command.Process.Pid)
	if len(children) == 0 {
		t.Fatal("terraform has started no provider")
	}
	if err := syscall.Kill(command.Process.Pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	<-ended
	for _, child := range children {
		acctest.Await(t, "the end of the provider", func() bool { return syscall.Kill(child, 0) != nil })
	}
}

// childrenOf are the processes that a process has started.
func childrenOf(t *testing.T, pid int) (children []int) {
	t.Helper()
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		for word := range strings.FieldsSeq(string(text)) {
			child, err := strconv.Atoi(word)
			if err != nil {
				t.Fatal(err)
			}
			children = append(children, child)
		}
	}
	return children
}
