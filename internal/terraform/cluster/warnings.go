package cluster

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/management"
)

// sayPorts is what to do where the ports of a node that is down are not known.
const sayPorts = "The node is down, and the other nodes do not show where it listens. Name its address and ports in a block \"node\"."

// vhostWarnings are about virtual hosts that do not run where the node does.
func vhostWarnings(vhosts []management.VhostStatus) []string {
	var found []string
	for _, vhost := range vhosts {
		if stopped := vhost.StoppedOn(); len(stopped) > 0 {
			found = append(found, fmt.Sprintf("The virtual host %q does not run on %s: clients are refused there.", vhost.Name, strings.Join(stopped, ", ")))
		}
	}
	slices.Sort(found)
	return found
}

// warnings are what should worry the cluster's operators, the most severe first.
func (m model) warnings() []string {
	found := []string{}
	warn := func(format string, values ...any) { found = append(found, fmt.Sprintf(format, values...)) }
	var down, drained, partitioned, versions []string
	for _, node := range m.Nodes {
		switch {
		case !node.Running:
			down = append(down, node.Name)
		case node.BeingDrained != nil && *node.BeingDrained:
			drained = append(drained, node.Name)
		}
		if len(node.Partitions) > 0 {
			partitioned = append(partitioned, fmt.Sprintf("%s from %s", node.Name, strings.Join(node.Partitions, ", ")))
		}
		if node.Version != nil {
			versions = append(versions, *node.Version)
		}
	}
	if !m.HasMajority {
		warn("Only %d of %d nodes run, and a majority is %d: quorum queues do not work, and with the metadata store Khepri nothing "+
			"can be declared.", len(m.RunningNodes), len(m.Nodes), m.Majority)
	}
	if len(down) > 0 {
		warn("Down: %s.", strings.Join(down, ", "))
	}
	if unknown := m.unknown(); len(unknown) > 0 {
		warn("Not known: the ports of %s. %s", strings.Join(unknown, ", "), sayPorts)
	}
	if len(partitioned) > 0 {
		warn("Partitioned: %s. Messages and declarations may have diverged.", strings.Join(partitioned, "; "))
	}
	for _, node := range m.Nodes {
		if len(node.Alarms) > 0 {
			warn("Resource alarm on %s (%s): publishers are blocked on the whole cluster.", node.Name, strings.Join(node.Alarms, ", "))
		}
	}
	if len(drained) > 0 {
		warn("In maintenance mode: %s.", strings.Join(drained, ", "))
	}
	slices.Sort(versions)
	if versions = slices.Compact(versions); len(versions) > 1 {
		warn("The nodes run different versions of RabbitMQ: %s. Finish the upgrade.", strings.Join(versions, ", "))
	}
	switch nodes := len(m.Nodes); {
	case nodes == 1:
		warn("The cluster has one node: nothing is replicated, and nothing works while it is down.")
	case nodes == 2:
		warn("The cluster has two nodes: when one is lost, the other is no majority, so that quorum queues stop. Three nodes survive " +
			"the loss of one.")
	case nodes%2 == 0:
		warn("The cluster has an even number of nodes, %d: it survives the loss of no more nodes than %d would.", nodes, nodes-1)
	}
	return found
}
