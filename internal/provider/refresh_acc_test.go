package provider_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab/faultproxy"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/workspace"
)

// topology is a virtual host with many objects of each kind that has shared reads.
const topology = `
terraform {
  required_providers {
    rabbitmqha = { source = "rabbitmqha/rabbitmqha" }
  }
}

resource "rabbitmqha_vhost" "this" {
  name = %[1]q
}

resource "rabbitmqha_policy" "this" {
  count    = 4
  vhost    = rabbitmqha_vhost.this.name
  name     = "p${count.index}"
  pattern  = "^${count.index}\\."
  apply_to = "queues"
  definition {
    max_length = 1000
  }
}

resource "rabbitmqha_exchange" "this" {
  count = 10
  vhost = rabbitmqha_vhost.this.name
  name  = "x${count.index}"
  type  = "topic"
}

resource "rabbitmqha_queue" "this" {
  count = 100
  vhost = rabbitmqha_vhost.this.name
  name  = "q${count.index}"
  type  = "classic"
}

resource "rabbitmqha_binding" "this" {
  count            = 100
  vhost            = rabbitmqha_vhost.this.name
  source           = rabbitmqha_exchange.this[count.index %% 10].name
  destination      = rabbitmqha_queue.this[count.index].name
  destination_type = "queue"
  routing_key      = "k"
}
`

// TestAccRefreshSharesItsReads counts what a plan of the real terraform asks the broker for.
func TestAccRefreshSharesItsReads(t *testing.T) {
	lab.SameOnEveryBroker(t)
	acctest.Start(t)
	node, err := faultproxy.Start(strings.Split(os.Getenv("RABBITMQ_ENDPOINTS"), ",")[0])
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = node.Close() })
	work, err := workspace.New(t.Context(), filepath.Join("..", ".."), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	work.Environment = append(work.Environment, "RABBITMQ_ENDPOINTS="+node.URL())
	text := fmt.Sprintf(topology, "refresh "+filepath.Base(t.TempDir()))
	if err := os.WriteFile(filepath.Join(work.Dir, "main.tf"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, _ = work.Terraform(context.Background(), "destroy", "-auto-approve", "-input=false", "-no-color")
	})
	if err := work.Apply(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		most int
		args []string
	}{
		"215 objects":         {12, nil},
		"one and its parents": {4, []string{"-target=rabbitmqha_queue.this[7]"}},
	} {
		t.Run(name, func(t *testing.T) {
			before, connections := len(node.Requests()), node.Connections()
			args := append([]string{"plan", "-input=false", "-no-color", "-detailed-exitcode"}, test.args...)
			if _, err := work.Terraform(t.Context(), args...); err != nil {
				t.Fatal(err)
			}
			requests := node.Requests()[before:]
			if len(requests) > test.most {
				t.Errorf("%d requests, want at most %d:\n%v", len(requests), test.most, requests)
			}
			if got := node.Connections() - connections; got > 10 {
				t.Errorf("%d connections", got)
			}
			for _, each := range requests {
				if each.Method != http.MethodGet {
					t.Errorf("a plan sent %v", each)
				}
			}
		})
	}
}
