package provider_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// secrets are what the configuration below holds. Each is text that stands for itself wherever it is written, also in
// JSON and in a URI, and that occurs nowhere else.
const (
	secretOfUser     = "SecretOfTheUser7f3a"
	secretOfShovel   = "SecretOfTheShovel9b1c"
	secretOfUpstream = "SecretOfTheUpstream4d2e"
	secretOfValue    = "SecretOfTheValue6a8d"
	secretOfCheck    = "SecretOfTheCheck1e5f"
)

// everySecret uses what takes a secret, and as much as there is of what looks at the broker.
const everySecret = `
variable "user" {
  type      = string
  ephemeral = true
}
variable "value" {
  type      = string
  ephemeral = true
}
variable "shovel" {
  type      = string
  sensitive = true
}
variable "upstream" {
  type      = string
  sensitive = true
}
variable "check" {
  type      = string
  sensitive = true
}
variable "vhost" {
  type = string
}
variable "address" {
  type = string
}
provider "rabbitmqha" {
  erlang {
    epmd_port = %d
  }
}
resource "rabbitmqha_user" "this" {
  name                = "user-of-${var.vhost}"
  password_wo         = var.user
  password_wo_version = 1
}
resource "rabbitmqha_queue" "this" {
  vhost = var.vhost
  name  = "q"
}
resource "rabbitmqha_shovel" "this" {
  vhost = var.vhost
  name  = "s"
  source {
    uris  = ["amqp://u:${var.shovel}@shovel.invalid/v"]
    queue = "q"
  }
  destination {
    uris  = ["amqp:///%%2F"]
    queue = "q"
  }
}
resource "rabbitmqha_federation_upstream" "this" {
  vhost = var.vhost
  name  = "u"
  uris  = ["amqp://u:${var.upstream}@upstream.invalid/v"]
}
resource "rabbitmqha_parameter" "this" {
  component        = "federation-upstream"
  vhost            = var.vhost
  name             = "p"
  value_wo_version = 1
  value_wo         = jsonencode({ uri = "amqp://u:${var.value}@value.invalid/v" })
}
data "rabbitmqha_cluster" "this" {}
data "rabbitmqha_queues" "this" {
  vhost = rabbitmqha_queue.this.vhost
}
data "rabbitmqha_delivery_check" "this" {
  address = var.address
  vhost   = var.vhost
}
data "rabbitmqha_haproxy_config" "this" {
  listener {
    name     = "amqp"
    protocol = "amqp"
    check {
      kind     = "http"
      username = "monitor"
      password = var.check
    }
    server {
      name    = "rabbit1"
      address = "rabbit1.invalid"
    }
  }
}
%s
`

// refused is what the broker refuses, and repeats as it does so.
const refused = `
resource "rabbitmqha_parameter" "refused" {
  component        = "shovel"
  vhost            = var.vhost
  name             = "refused"
  value_wo_version = 1
  value_wo         = jsonencode({ src-uri = "nonsense://u:${var.value}@x", dest-uri = "amqp://u:${var.user}@x", src-queue = 5 })
}
resource "rabbitmqha_shovel" "refused" {
  vhost = "no such virtual host"
  name  = "refused"
  source {
    uris  = ["amqp://u:${var.shovel}@shovel.invalid/v"]
    queue = "q"
  }
  destination {
    uris  = ["amqp://u:${var.upstream}@upstream.invalid/v"]
    queue = "q"
  }
}
`

// Whatever comes out of a run, with the log at its most talkative, holds no secret; the state has those alone that are
// attributes of it, and none that is write-only or the provider's own.
func TestAccSecretsStayInside(t *testing.T) {
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "trace.log")
	work.Environment = append(work.Environment, broker.Lab.Environment()...)
	work.Environment = append(work.Environment, "TF_LOG=TRACE", "TF_LOG_PATH="+log, "TF_VAR_vhost="+vhost,
		"TF_VAR_user="+secretOfUser, "TF_VAR_value="+secretOfValue, "TF_VAR_shovel="+secretOfShovel, "TF_VAR_upstream="+secretOfUpstream,
		"TF_VAR_check="+secretOfCheck, "TF_VAR_address="+broker.Lab.Nodes[0].AMQPAddress())
	own := []string{broker.Lab.Password, broker.Lab.Cookie, secretOfUser, secretOfValue}
	all := append(slices.Clone(own), secretOfShovel, secretOfUpstream, secretOfCheck)
	watcher := watchArguments(t.Context())
	run := func(more string, fails bool, args ...string) string {
		t.Helper()
		text := "terraform {\n  required_providers {\n    rabbitmqha = {\n      source = \"rabbitmqha/rabbitmqha\"\n    }\n  }\n}\n" +
			fmt.Sprintf(everySecret, broker.Lab.Nodes[0].EpmdPort, more)
		if err := os.WriteFile(filepath.Join(work.Dir, "main.tf"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		output, err := work.Terraform(t.Context(), args...)
		if (err != nil) != fails {
			t.Errorf("terraform %s: %v", args[0], err)
		}
		output += fmt.Sprint(err)
		holdsNone(t, "what terraform "+args[0]+" printed", output, all)
		return output
	}
	run("", false, "init", "-input=false", "-no-color")
	run("", false, "apply", "-auto-approve", "-input=false", "-no-color")
	state, err := os.ReadFile(filepath.Join(work.Dir, "terraform.tfstate"))
	if err != nil || !strings.Contains(string(state), secretOfShovel) {
		t.Errorf("the state is not what it should be: %v", err)
	}
	holdsNone(t, "the state", string(state), own)
	run("", false, "plan", "-input=false", "-no-color", "-detailed-exitcode")
	said := run(refused, true, "apply", "-auto-approve", "-input=false", "-no-color")
	if strings.Count(said, "Error: ") != 2 || !strings.Contains(said, "400 Bad Request") {
		t.Errorf("not what the broker was to refuse: %s", said)
	}
	work.Environment = append(work.Environment, "RABBITMQ_PASSWORD="+secretOfCheck)
	run("", true, "plan", "-input=false", "-no-color")
	work.Environment = append(work.Environment, "RABBITMQ_PASSWORD="+broker.Lab.Password)
	run("", false, "destroy", "-auto-approve", "-input=false", "-no-color")
	traced, err := os.ReadFile(log)
	if err != nil || !strings.Contains(string(traced), "rabbitmqha") || !strings.Contains(string(traced), "[TRACE]") {
		t.Fatalf("no log at the level TRACE: %v", err)
	}
	holdsNone(t, "the log", string(traced), all)
	holdsNone(t, "the arguments of processes", watcher(), all)
}

func holdsNone(t *testing.T, where, text string, secrets []string) {
	t.Helper()
	for _, secret := range secrets {
		if at := strings.Index(text, secret); at >= 0 {
			t.Errorf("%s holds %q: ...%s...", where, secret, text[max(0, at-200):min(len(text), at+len(secret)+50)])
		}
	}
}

// watchArguments collects the arguments of all Terraform and provider processes until the function that it returns is called.
func watchArguments(ctx context.Context) func() string {
	ctx, cancel := context.WithCancel(ctx)
	seen := map[string]bool{}
	var done sync.WaitGroup
	done.Go(func() {
		for ctx.Err() == nil {
			files, _ := filepath.Glob("/proc/[0-9]*/cmdline")
			for _, file := range files {
				if text, err := os.ReadFile(file); err == nil && strings.Contains(string(text), "terraform") {
					seen[string(text)] = true
				}
			}
		}
	})
	return func() string {
		cancel()
		done.Wait()
		var all strings.Builder
		for text := range seen {
			all.WriteString(text + "\n")
		}
		return all.String()
	}
}
