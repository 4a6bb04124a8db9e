package main

import (
	"fmt"
	"path/filepath"
	"strings"
)

// concrete makes a routing key that a topic exchange's pattern matches.
func concrete(pattern string) string {
	return strings.NewReplacer("*", "word", "#", "word").Replace(pattern)
}

func indent(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		out.WriteString("  " + line)
	}
	return out.String()
}

// environmentFile is sourced by a shell that wants to go on where the quick start ended.
const environmentFile = "quickstart.env"

// tell says where everything is.
func (s *show) tell() {
	fmt.Printf(`
RabbitMQ %s is highly available on this machine.

  AMQP clients      amqp://%s:%s@127.0.0.1:%d/apps   (through HAProxy)
  HAProxy's page    http://127.0.0.1:%d/
`, s.Version, s.Username, s.Password, s.amqp, s.stats)
	for _, node := range s.Nodes {
		fmt.Printf("  management        %s   %s\n", node.Endpoint(), node.Name)
	}
	fmt.Printf(`  user, password    %s, %s
  Terraform         %s
  haproxy.cfg       %s

Look around with Terraform:

  cd %s
  . ./%s
  terraform plan

Break something:    go run ./internal/lab/cmd/lab kill --name %s 2      (pause, stop-app, restart, status, ...)
Take it all away:   make quickstart-down
`, s.Username, s.Password, s.work.Dir, filepath.Join(s.Dir, "haproxy.cfg"), s.work.Dir,
		environmentFile, labName)
}
