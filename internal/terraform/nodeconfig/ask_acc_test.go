package nodeconfig_test

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// eval asks the node itself, by its own command line tool.
func eval(t *testing.T, l *lab.Lab, i int, expression string) string {
	t.Helper()
	out, err := l.Rabbitmqctl(context.WithoutCancel(t.Context()), i, "eval", expression)
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(out)
}

// expectEnvironment compares settings, each {APPLICATION, KEY, VALUE}, with what the running node has.
func expectEnvironment(t *testing.T, l *lab.Lab, i int, settings ...string) {
	t.Helper()
	differ := eval(t, l, i, "[{A, K, V, instead_of, W} || {A, K, W} <- ["+strings.Join(settings, ", ")+"], V <- [application:get_env(A, K)], V =/= {ok, W}].")
	if differ != "[]" {
		t.Errorf("%s has other settings: %s", l.Nodes[i].Name, differ)
	}
}

var runningNodes = regexp.MustCompile(`"running_nodes":\s*\[([^\]]*)\]`)

// running is how many members of its cluster a node sees running.
func running(t *testing.T, l *lab.Lab, i int) int {
	t.Helper()
	out, err := l.Rabbitmqctl(context.WithoutCancel(t.Context()), i, "cluster_status", "--formatter", "json")
	if err != nil {
		t.Fatal(err)
	}
	found := runningNodes.FindStringSubmatch(out)
	if found == nil {
		t.Fatalf("no running nodes in %s", out)
	}
	return strings.Count(found[1], "@")
}
