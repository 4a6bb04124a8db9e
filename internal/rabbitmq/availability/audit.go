package availability

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/topology"
)

// audit is one run over a cluster.
type audit struct {
	cluster Cluster
	// running are the nodes that run, open those of them that take clients.
	running, open []string
	ignored       []Code
	report        Report
	// leaders counts the replicated queues that each node leads.
	leaders map[string]int
	// mirroring are the policies that have been judged.
	mirroring map[[3]string]bool
	// read are the policies of each virtual host that has been needed.
	read map[string]topology.Policies
}

// Audit judges a cluster and its queues, which should come sorted. It leaves out findings with the ignored codes, and queues
// that are exclusive: those end with their connection, and so with its node.
func Audit(cluster Cluster, queues iter.Seq[Queue], ignored ...Code) Report {
	a := &audit{
		cluster: cluster, running: cluster.running(), open: cluster.open(), ignored: ignored, leaders: map[string]int{}, mirroring: map[[3]string]bool{},
		read: map[string]topology.Policies{},
	}
	a.nodes()
	a.vhosts()
	for queue := range queues {
		a.queue(queue)
	}
	a.leading()
	a.rest()
	a.report.sortAndTruncate()
	return a.report
}

// find adds a finding, unless it is to be ignored.
func (a *audit) find(code Code, kind Kind, name Name, nodes []string, format string, values ...any) {
	if slices.Contains(a.ignored, code) {
		a.report.Ignored++
		return
	}
	a.report.keep(Finding{Rule: rule(code), Kind: kind, Name: name, Nodes: without(nodes), Summary: fmt.Sprintf(format, values...)})
}

// queue judges one queue.
func (a *audit) queue(q Queue) {
	if q.Exclusive {
		a.report.Exclusive++
		return
	}
	a.report.Queues++
	errors := a.report.Errors
	switch {
	case a.stopped(q):
	case q.Type == topology.Quorum || q.Type == topology.Stream:
		a.raft(q)
	case q.Type == topology.Classic:
		a.classic(q)
	default:
		a.find("unknown_type", OfQueue, q.Name, nil, "It is of type %q.", q.Type)
	}
	if a.report.Errors > errors {
		a.report.AtRisk++
	}
}

// stopped judges whether a queue works at all, as far as that is the same for every type: by the broker's word, and by the node
// that it names where that is all that it names. It reports whether there is nothing more to say.
func (a *audit) stopped(q Queue) bool {
	var at []string
	if q.Leader != "" {
		at = []string{q.Leader}
	}
	switch {
	case slices.Contains(stopped, q.State) && len(q.Members) > 1:
		offline := without(q.Members, a.working(q)...)
		a.find("queue_down", OfQueue, q.Name, offline, "It is %s; %d of %d members are online.", q.State, len(q.Members)-len(offline), len(q.Members))
	case slices.Contains(stopped, q.State) && q.Leader != "":
		a.find("queue_down", OfQueue, q.Name, at, "It is %s; its node is %s.", q.State, q.Leader)
	case slices.Contains(stopped, q.State):
		a.find("queue_down", OfQueue, q.Name, nil, "It is %s.", q.State)
	case q.Leader != "" && !slices.Contains(a.running, q.Leader) && (q.Type == topology.Classic || len(q.Members) == 0):
		a.find("queue_down", OfQueue, q.Name, at, "Its node %s does not run.", q.Leader)
	default:
		return false
	}
	return true
}

// leading judges where the leaders are.
func (a *audit) leading() {
	for node, count := range a.leaders {
		if len(a.leaders) == 1 && len(a.running) > 1 && count >= len(a.running) {
			a.find("leaders_on_one_node", OfCluster, Name{}, []string{node}, "%s leads all %d replicated queues.", node, count)
		}
	}
}

// rest judges what is neither a node nor a queue.
func (a *audit) rest() {
	for _, name := range a.cluster.Deprecated {
		a.find("deprecated_feature", OfDeprecated, Name{Name: name}, nil, "It is in use.")
	}
	if a.cluster.Khepri {
		return
	}
	for _, name := range a.cluster.TransientExchanges {
		a.find("transient_exchange", OfExchange, name, nil, "It is not durable.")
	}
}

// list is names as they are read aloud.
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
