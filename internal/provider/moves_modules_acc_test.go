package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// A configuration of modules moves as the guide says, and by its way back: a module for each team, in it a module for each kind of
// queue, instances by names with blanks and slashes, moved as a whole and one by one.
func TestAccMovedModules(t *testing.T) {
	lab.SameOnEveryBroker(t)
	broker := acctest.Start(t)
	vhost := broker.Vhost(t)
	for _, team := range []string{"mail/eu", "print now"} {
		for _, queue := range []string{"a b", "c/d"} {
			broker.Put(t, map[string]any{"durable": true, "arguments": map[string]any{"x-queue-type": "quorum"}}, "queues", vhost, team+":"+queue)
		}
		broker.Put(t, map[string]any{"type": "topic", "durable": true}, "exchanges", vhost, team)
		broker.Post(t, map[string]any{"routing_key": "k"}, "bindings", vhost, "e", team, "q", team+":a b")
	}
	work, community := communityWorkspace(t)
	run := func(arguments ...string) string {
		t.Helper()
		output, err := work.Terraform(t.Context(), append(arguments, "-input=false", "-no-color")...)
		if err != nil {
			t.Fatal(err)
		}
		return output
	}
	there := contents(t, broker, vhost, "nobody")
	same := func(when string) {
		t.Helper()
		if now := contents(t, broker, vhost, "nobody"); now != there || community.deleted.Load() != 0 {
			t.Fatalf("%s the broker has %s, had %s", when, now, there)
		}
	}
	writeModules(t, work, vhost, teamBefore, queuesBefore)
	run("init")
	run("apply", "-auto-approve")
	before, err := work.Terraform(t.Context(), "state", "pull")
	if err != nil {
		t.Fatal(err)
	}

	writeModules(t, work, vhost, teamAfter, queuesAfter)
	run("init")
	plan := run("plan")
	if !strings.Contains(plan, "0 to add, 0 to change, 0 to destroy") || strings.Count(plan, "has moved to") != 8 {
		t.Fatalf("the plan moves something else than eight objects:\n%s", plan)
	}
	run("apply", "-auto-approve")
	same("after the move")
	if err := work.ExpectNoChanges(t.Context()); err != nil {
		t.Fatal(err)
	}

	writeModules(t, work, vhost, teamBefore, queuesBefore)
	write(t, work, "before.tfstate", before)
	if _, err := work.Terraform(t.Context(), "state", "push", "-force", "before.tfstate"); err != nil {
		t.Fatal(err)
	}
	run("init")
	if err := work.ExpectNoChanges(t.Context()); err != nil {
		t.Fatal(err)
	}
	same("after the way back")
}

const communityAddress = "registry.terraform.io/cyrilgdn/rabbitmq"

// communityWorkspace has the provider of the checkout, and attaches to one that stands for the community's.
func communityWorkspace(t *testing.T) (*workspace.Workspace, *communityStub) {
	t.Helper()
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	stub := &communityStub{}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	attach, closed, served := make(chan *plugin.ReattachConfig, 1), make(chan struct{}), make(chan error, 1)
	t.Cleanup(func() {
		cancel()
		<-closed
	})
	serve := func() (server tfprotov6.ProviderServer) { return providerserver.NewProtocol6(stub)() }
	go func() {
		served <- tf6server.Serve(communityAddress, serve, tf6server.WithDebug(ctx, attach, closed), tf6server.WithLoggingSink(t),
			tf6server.WithGoPluginLogger(hclog.NewNullLogger()))
	}()
	var config *plugin.ReattachConfig
	select {
	case config = <-attach:
	case err := <-served:
		t.Fatal(err)
	}
	where, err := json.Marshal(map[string]any{communityAddress: map[string]any{
		"Protocol": string(config.Protocol), "ProtocolVersion": config.ProtocolVersion, "Pid": config.Pid, "Test": true,
		"Addr": map[string]string{"Network": config.Addr.Network(), "String": config.Addr.String()},
	}})
	if err != nil {
		t.Fatal(err)
	}
	work.Environment = append(work.Environment, "TF_REATTACH_PROVIDERS="+string(where))
	return work, stub
}

// writeModules writes the root module, which is the same before and after, and the modules "team" and "queues".
func writeModules(t *testing.T, work *workspace.Workspace, vhost, team, queues string) {
	t.Helper()
	const providers = "terraform {\n  required_providers {\n    rabbitmq = { source = \"cyrilgdn/rabbitmq\" }\n" +
		"    rabbitmqha = { source = \"rabbitmqha/rabbitmqha\" }\n  }\n}\n"
	for _, folder := range []string{"team", "queues"} {
		if err := os.MkdirAll(filepath.Join(work.Dir, folder), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	write(t, work, "main.tf", providers+fmt.Sprintf(
		"module \"team\" {\n  source = \"./team\"\n  for_each = toset([\"mail/eu\", \"print now\"])\n  name = each.key\n  vhost = %q\n}\n", vhost))
	const variables = "variable \"name\" {}\nvariable \"vhost\" {}\n"
	write(t, work, "team/main.tf", providers+variables+team)
	write(t, work, "queues/main.tf", providers+variables+queues)
}

const queuesOfATeam = `
module "queues" {
  source = "../queues"
  count  = 1
  name   = var.name
  vhost  = var.vhost
}
`

const teamBefore = queuesOfATeam + `
resource "rabbitmq_exchange" "events" {
  name  = var.name
  vhost = var.vhost
  settings {
    type    = "topic"
    durable = true
  }
}
resource "rabbitmq_binding" "events" {
  vhost            = var.vhost
  source           = rabbitmq_exchange.events.name
  destination      = "${var.name}:a b"
  destination_type = "queue"
  routing_key      = "k"
}
`

const teamAfter = queuesOfATeam + `
resource "rabbitmqha_exchange" "events" {
  name  = var.name
  vhost = var.vhost
  type  = "topic"
}
resource "rabbitmqha_binding" "all" {
  for_each    = { events = "k" }
  vhost       = var.vhost
  source      = rabbitmqha_exchange.events.name
  destination = "${var.name}:a b"
  routing_key = each.value
}
moved {
  from = rabbitmq_exchange.events
  to   = rabbitmqha_exchange.events
}
moved {
  from = rabbitmq_binding.events
  to   = rabbitmqha_binding.all["events"]
}
`

const queuesBefore = `
resource "rabbitmq_queue" "all" {
  for_each = toset(["a b", "c/d"])
  name     = "${var.name}:${each.key}"
  vhost    = var.vhost
  settings {
    durable   = true
    arguments = { "x-queue-type" = "quorum" }
  }
}
`

const queuesAfter = `
resource "rabbitmqha_queue" "all" {
  for_each = toset(["a b", "c/d"])
  name     = "${var.name}:${each.key}"
  vhost    = var.vhost
}
moved {
  from = rabbitmq_queue.all
  to   = rabbitmqha_queue.all
}
`
