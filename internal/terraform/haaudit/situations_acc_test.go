package haaudit_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/acctest"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// situation is what has happened to the third node before the first one, which leads all queues, is killed.
type situation struct {
	name  string
	begin func(t *testing.T, broker *acctest.Broker)
	// codes are those that must be found beforehand, by the name of what they are about: "third" is the third node.
	codes map[string]string
}

// ctl runs rabbitmqctl on a node. The test's own context has ended when it cleans up.
func ctl(t *testing.T, broker *acctest.Broker, i int, arguments ...string) {
	t.Helper()
	if out, err := broker.Lab.Rabbitmqctl(context.Background(), i, arguments...); err != nil {
		t.Fatalf("rabbitmqctl %q: %v: %s", arguments, err, out)
	}
}

// stopVhost stops a virtual host on one node.
func stopVhost(t *testing.T, broker *acctest.Broker, i int, vhost string) {
	t.Helper()
	ctl(t, broker, i, "eval", fmt.Sprintf("rabbit_vhost_sup_sup:stop_and_delete_vhost(<<%q>>).", vhost))
}

func situations() []situation {
	const third = 2
	return []situation{{
		name: "in maintenance",
		begin: func(t *testing.T, broker *acctest.Broker) {
			ctl(t, broker, third, "eval", "rabbit_maintenance:drain().")
		},
		codes: map[string]string{"q3": "no_spare_member"},
	}, {
		name:  "without the virtual host",
		begin: func(t *testing.T, broker *acctest.Broker) { stopVhost(t, broker, third, vhost) },
		codes: map[string]string{vhost: "vhost_down"},
	}, {
		name: "frozen",
		begin: func(t *testing.T, broker *acctest.Broker) {
			// Nodes notice within a minute; here within seconds.
			for i := range broker.Lab.Nodes {
				ctl(t, broker, i, "eval", "net_kernel:set_net_ticktime(8, 0).")
			}
			if err := broker.Lab.Pause(t.Context(), third); err != nil {
				t.Fatal(err)
			}
			acctest.Await(t, "the others to notice", func() bool { return broker.Get(t, "nodes", broker.Lab.Nodes[third].Name)["running"] == false })
		},
		codes: map[string]string{"q3": "no_spare_member", "third": "node_down"},
	}, {
		name: "forgotten",
		begin: func(t *testing.T, broker *acctest.Broker) {
			kill(t, broker, third)
			ctl(t, broker, 0, "forget_cluster_node", broker.Lab.Nodes[third].Name)
		},
		codes: map[string]string{"": "two_nodes"},
	}}
}

// Whatever has happened to one node: what is said to survive the loss of another does, nothing else does, and what does not work
// afterwards is said not to.
func TestAccHAAuditInEverySituation(t *testing.T) {
	lab.TakesMinutes(t)
	run := acctest.Start(t)
	for _, s := range situations() {
		t.Run(s.name, func(t *testing.T) {
			l := lab.Start(t, lab.Options{RabbitMQ: run.Lab.Series})
			broker := &acctest.Broker{Lab: l, Version: run.Version}
			queues, _ := declare(t, broker)
			s.begin(t, broker)
			awaitStatistics(t, broker)
			findings := audited(t, l)
			got := codes(findings)
			for name, code := range s.codes {
				if name == "third" {
					name = l.Nodes[2].Name
				}
				if !slices.Contains(words(got[name]), code) {
					t.Errorf("%q: %q is found, want %q", name, got[name], code)
				}
			}
			comesTrue(t, broker, queues, findings)
		})
	}
}

// comesTrue kills the first node, uses all queues through the second, and compares.
func comesTrue(t *testing.T, broker *acctest.Broker, queues map[string]string, findings []finding) {
	t.Helper()
	const killed, through = 0, 1
	node := broker.Lab.Nodes[killed].Name
	doomed, stopped := fatal(findings), codes(findings)
	kill(t, broker, killed)
	survives := func(name string) bool {
		return !slices.Contains(doomed[name], node) && !slices.Contains(words(stopped[name]), "queue_down")
	}
	working := survivors(t, broker, queues, survives, through)
	for name, err := range working {
		if survives := survives(name); survives != (err == nil) {
			t.Errorf("%s: it was said to survive: %t (%s); and then: %v", name, survives, stopped[name], err)
		}
	}
	if t.Failed() {
		return
	}
	awaitStatistics(t, broker)
	after := fatal(audited(t, broker.Lab))
	for name, err := range working {
		// A queue that has lost its messages works again, as far as anybody can see.
		if slices.Contains(words(stopped[name]), "not_synchronised") {
			continue
		}
		if _, said := after[name]; err != nil && !said && broker.Get(t, "queues", vhost, name) != nil {
			t.Errorf("%s does not work, and nothing is said of it: %v", name, err)
		}
	}
}

// awaitStatistics waits until what the broker says of the members of quorum queues has stayed the same for a while.
func awaitStatistics(t *testing.T, broker *acctest.Broker) {
	t.Helper()
	last, same := "", 0
	acctest.Await(t, "the statistics to settle", func() bool {
		q3 := broker.Get(t, "queues", vhost, "q3")
		online, _ := q3["online"].([]any)
		// Their order changes from call to call.
		slices.SortFunc(online, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		now := fmt.Sprint(online, q3["leader"])
		if same++; now != last {
			last, same = now, 0
		}
		return same > 5
	})
}
