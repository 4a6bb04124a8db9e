package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// soakVariable says how long TestAccSoak works: 30m.
const soakVariable = "RABBITMQHA_SOAK"

// For a given time Terraform applies, changes and plans while one node after another dies and comes back. The provider lives
// in this process, a new one for each round, so that what it leaves behind shows in memory and goroutines. Within a round it
// serves many commands, as no provider does otherwise, and Terraform's libraries keep something of each until it ends.
func TestAccSoak(t *testing.T) {
	if os.Getenv("TF_ACC") == "" || os.Getenv(soakVariable) == "" {
		t.Skipf("it takes as long as %s says, for example 30m: run make soak", soakVariable)
	}
	span, err := time.ParseDuration(os.Getenv(soakVariable))
	if err != nil {
		t.Fatal(err)
	}
	run, err := lab.Open(os.Getenv("RABBITMQHA_LAB"))
	if err != nil {
		t.Fatal(err)
	}
	l := lab.Start(t, lab.Options{RabbitMQ: run.Series})
	for _, name := range libraryLevels {
		t.Setenv(name, "OFF")
	}
	for _, variable := range l.Environment() {
		name, value, _ := strings.Cut(variable, "=")
		t.Setenv(name, value)
	}
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(work.Dir, "main.tf"), []byte(soaked), 0o600); err != nil {
		t.Fatal(err)
	}
	var usages []usage
	for began := time.Now(); time.Since(began) < span || len(usages) < 2; {
		soakRound(t, l, work, len(usages))
		usages = append(usages, measured())
		t.Logf("round %d after %s: %s", len(usages), time.Since(began).Round(time.Second), usages[len(usages)-1])
	}
	// The first round loads what stays loaded. Connections that nobody uses are closed after a minute.
	first, rest := usages[0], measured()
	for began := time.Now(); rest.goroutines > first.goroutines && time.Since(began) < 2*time.Minute; rest = measured() {
		time.Sleep(time.Second)
	}
	t.Logf("after %d rounds, at rest: %s", len(usages), rest)
	if rest.goroutines > first.goroutines || rest.heap > 2*first.heap {
		t.Errorf("the provider leaves something behind: after the first round %s, after %d rounds %s", first, len(usages), rest)
	}
}

// soakRound kills one of the nodes and lets it come back. Terraform works before, meanwhile and after.
func soakRound(t *testing.T, l *lab.Lab, work *workspace.Workspace, round int) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("round %d: %v", round+1, err)
		}
	}
	apply := func(change int) {
		t.Helper()
		work.Environment = append(work.Environment, fmt.Sprintf("TF_VAR_change=%d", change))
		must(work.Apply(t.Context()))
		must(work.ExpectNoChanges(t.Context()))
	}
	attachment, end := attachable(t)
	defer end()
	work.Environment = append(work.Environment, "TF_REATTACH_PROVIDERS="+attachment)
	node := round % len(l.Nodes)
	apply(2 * round)
	must(l.Kill(t.Context(), node))
	must(work.ExpectNoChanges(t.Context()))
	apply(2*round + 1)
	must(l.Restart(t.Context(), node))
	must(l.AwaitReady(t.Context()))
	must(work.ExpectNoChanges(t.Context()))
}

// attachable serves a provider in this process until it is told to end, and returns how Terraform attaches to it.
func attachable(t *testing.T) (attachment string, end func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	served, ended := make(chan *plugin.ReattachConfig), make(chan struct{})
	failed := make(chan error, 1)
	go func() { failed <- tf6server.Serve(address, newSmallServer, tf6server.WithDebug(ctx, served, ended)) }()
	end = func() {
		cancel()
		<-ended
	}
	type at struct{ Network, String string }
	type reattach struct {
		Protocol        string
		ProtocolVersion int
		Pid             int
		Test            bool
		Addr            at
	}
	select {
	case err := <-failed:
		t.Fatalf("serve the provider: %v", err)
	case config := <-served:
		text, err := json.Marshal(map[string]reattach{address: {
			string(config.Protocol), config.ProtocolVersion, config.Pid, config.Test, at{config.Addr.Network(), config.Addr.String()},
		}})
		if err != nil {
			t.Fatal(err)
		}
		attachment = string(text)
	}
	return attachment, end
}

// usage is what this process holds.
type usage struct {
	goroutines int
	heap       uint64
}

func (u usage) String() string {
	return fmt.Sprintf("%d goroutines, %.1f MiB of heap", u.goroutines, float64(u.heap)/(1<<20))
}

func measured() usage {
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	return usage{runtime.NumGoroutine(), memory.HeapAlloc}
}

// soaked is a configuration in which each change changes something of every kind.
const soaked = `
terraform {
  required_providers {
    rabbitmqha = {
      source = "rabbitmqha/rabbitmqha"
    }
  }
}
variable "change" {
  type = number
}
resource "rabbitmqha_vhost" "this" {
  name        = "soak"
  description = "change ${var.change}"
}
resource "rabbitmqha_user" "this" {
  name                = "soak"
  password_wo         = "secret ${var.change}7f3aSecretUnstored"
  password_wo_version = var.change + 1
  tags                = var.change % 2 == 0 ? ["management"] : ["monitoring"]
}
resource "rabbitmqha_permissions" "this" {
  vhost     = rabbitmqha_vhost.this.name
  user      = rabbitmqha_user.this.name
  configure = "^$"
  write     = "^${var.change}"
  read      = ".*"
}
resource "rabbitmqha_policy" "this" {
  vhost    = rabbitmqha_vhost.this.name
  name     = "limits"
  pattern  = "^q"
  apply_to = "queues"
  definition {
    max_length = 1000 + var.change
  }
}
resource "rabbitmqha_exchange" "this" {
  vhost = rabbitmqha_vhost.this.name
  name  = "x"
  type  = "topic"
}
resource "rabbitmqha_queue" "this" {
  count = 50 + var.change % 3
  vhost = rabbitmqha_vhost.this.name
  name  = "q ${count.index}"
  type  = "quorum"
}
resource "rabbitmqha_binding" "this" {
  count       = length(rabbitmqha_queue.this)
  vhost       = rabbitmqha_vhost.this.name
  source      = rabbitmqha_exchange.this.name
  destination = rabbitmqha_queue.this[count.index].name
  routing_key = count.index < 5 ? "key ${var.change}" : "key"
}
`
