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
	running []string
	ignored []Code
	report  Report
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
		cluster: cluster, running: cluster.running(), ignored: ignored, leaders: map[string]int{}, mirroring: map[[3]string]bool{},
		read: map[string]topology.Policies{},
	}
	a.nodes()
	for queue := range queues {
		a.queue(queue)
	}
	a.leading()
	a.rest()
	a.report.settle()
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
	switch q.Type {
	case topology.Quorum, topology.Stream:
		a.raft(q)
	case topology.Classic:
		a.classic(q)
	default:
		a.find("unknown_type", OfQueue, q.Name, nil, "It is of type %q.", q.Type)
	}
	if a.report.Errors > errors {
		a.report.AtRisk++
	}
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
