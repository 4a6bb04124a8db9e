package haaudit_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// finding is one of the data source's.
type finding struct {
	Severity, Code, Kind, Name string
	Nodes                      []string
}

// audited reads the data source with a provider that knows all nodes of a lab.
func audited(t *testing.T, l *lab.Lab) (findings []finding) {
	t.Helper()
	return auditedWith(t, l, "")
}

// login is a provider that knows all nodes of a lab, with a block more.
func login(l *lab.Lab, block string) string {
	var endpoints []string
	for _, endpoint := range l.Endpoints() {
		endpoints = append(endpoints, strconv.Quote(endpoint))
	}
	return fmt.Sprintf("provider \"rabbitmqha\" {\n  endpoints = [%s]\n  username  = %q\n  password  = %q\n%s}\n",
		strings.Join(endpoints, ", "), l.Username, l.Password, block)
}

// auditedWith is audited by a provider with a block more.
func auditedWith(t *testing.T, l *lab.Lab, block string) (findings []finding) {
	t.Helper()
	resource.Test(t, resource.TestCase{
		ProtoV6ProviderFactories: acctest.Providers,
		Steps: []resource.TestStep{{
			Config: login(l, block) + audit(vhost, ""),
			// Not by outputs, which would be a change if the cluster changed between two plans.
			Check: func(state *terraform.State) error {
				found := state.RootModule().Resources[address].Primary.Attributes
				t.Logf("%s", found["table"])
				findings = nil
				for i := range count(found["findings.#"]) {
					at := func(name string) string { return found[fmt.Sprintf("findings.%d.%s", i, name)] }
					f := finding{at("severity"), at("code"), at("kind"), at("name"), nil}
					for n := range count(at("nodes.#")) {
						f.Nodes = append(f.Nodes, at(fmt.Sprintf("nodes.%d", n)))
					}
					findings = append(findings, f)
				}
				return nil
			},
		}},
	})
	return findings
}

// count reads a number from a state.
func count(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// fatal are the nodes that each queue is said not to survive the loss of, and codes what else is said of what.
func fatal(findings []finding) map[string][]string {
	out := map[string][]string{}
	for _, f := range findings {
		if f.Kind == "queue" && f.Severity == "error" {
			out[f.Name] = append(out[f.Name], f.Nodes...)
		}
	}
	return out
}

func codes(findings []finding) map[string]string {
	out := map[string]string{}
	for _, f := range findings {
		out[f.Name] = strings.TrimSpace(out[f.Name] + " " + f.Code)
	}
	return out
}

// What is said to survive the loss of a node does, and nothing else: nodes are killed, and each queue is used through
// another one.
func TestAccHAAuditPredictsWhatSurvives(t *testing.T) {
	run := acctest.Start(t)
	l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series})
	broker := &acctest.Broker{Lab: l, Version: run.Version}
	queues, want := declare(t, broker)
	findings := audited(t, l)
	got := codes(findings)
	for name, wanted := range want {
		if got[name] != wanted {
			t.Errorf("%s: %q is found, want %q", name, got[name], wanted)
		}
	}
	for _, killed := range []int{0, 1} {
		doomed := fatal(findings)
		kill(t, broker, killed)
		survives := func(name string) bool { return !slices.Contains(doomed[name], l.Nodes[killed].Name) }
		for name, err := range survivors(t, broker, queues, survives, 2, 1-killed) {
			if survives := survives(name); survives != (err == nil) {
				t.Errorf("%s: it was said to survive the loss of node %d: %t; and then: %v", name, killed+1, survives, err)
			} else if err != nil {
				t.Logf("%s: %v", name, err)
			}
		}
		if err := l.Restart(t.Context(), killed); err != nil {
			t.Fatal(err)
		}
		settled(t, broker)
		lost(t, broker, queues)
		findings = audited(t, l)
	}
	withOneDown(t, broker, queues)
}

// lost takes those queues away that were lost for good, or have lost the message from before, and the streams: on 4.3.6 they
// were seen to take nothing for two minutes when a second node was killed after the first had come back, although a majority
// of replicas and nodes ran; why is not known. What is said of streams is therefore tried with the first node alone.
func lost(t *testing.T, broker *acctest.Broker, queues map[string]string) {
	t.Helper()
	maps.DeleteFunc(queues, func(_, kind string) bool { return kind == "stream" })
	for name, err := range survivors(t, broker, queues, is("q3"), 0, 1, 2) {
		if err != nil {
			t.Logf("lost for good: %s: %v", name, err)
			delete(queues, name)
		}
	}
	if _, there := queues["q3"]; !there {
		t.Error("a quorum queue with three members was lost")
	}
}

// withOneDown kills node 3, and then another one.
func withOneDown(t *testing.T, broker *acctest.Broker, queues map[string]string) {
	t.Helper()
	const dead, second = 2, 1
	kill(t, broker, dead)
	acctest.Await(t, "the quorum queue to notice, and to have a leader", func() bool {
		return members(t, broker, "q3", "online") == 2 && broker.Get(t, "queues", vhost, "q3")["state"] == "running"
	})
	findings := audited(t, broker.Lab)
	got := codes(findings)
	if node := got[broker.Lab.Nodes[dead].Name]; node != "node_down" || got["q3"] != "no_spare_member" {
		t.Errorf("found of the node: %q, of the queue: %q", node, got["q3"])
	}
	if khepri := broker.Version.AtLeast(4, 3, 0); strings.Contains(got[""], "no_spare_node") != khepri {
		t.Errorf("found of the cluster: %q", got[""])
	}
	doomed := fatal(findings)
	kill(t, broker, second)
	survives := func(name string) bool { return !slices.Contains(doomed[name], broker.Lab.Nodes[second].Name) }
	for name, err := range survivors(t, broker, queues, survives, 0) {
		if survives := survives(name); survives != (err == nil) {
			t.Errorf("%s: it was said to survive the loss of a second node: %t; and then: %v", name, survives, err)
		}
	}
}
