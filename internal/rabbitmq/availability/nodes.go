package availability

import (
	"fmt"
	"slices"
)

// nodes judges the members of the cluster.
func (a *audit) nodes() {
	var all []string
	for _, node := range a.cluster.Nodes {
		all = append(all, node.Name)
	}
	least := majority(len(all))
	switch {
	case len(all) == 1:
		a.find("single_node", OfCluster, Name{}, all, "%s is the only node: nothing works without it.", all[0])
	case len(a.running) < least:
		a.find("no_majority", OfCluster, Name{}, without(all, a.running...), "%d of %d nodes run, and a majority is %d.", len(a.running), len(all), least)
	case len(a.running) == least && a.cluster.Khepri:
		a.find("no_spare_node", OfCluster, Name{}, a.running, "%d of %d nodes run, and Khepri needs as many.", len(a.running), len(all))
	}
	switch {
	case len(all) == 2:
		a.find("two_nodes", OfCluster, Name{}, all, "The cluster has two nodes, and neither is a majority.")
	case len(all) > 0 && len(all)%2 == 0:
		a.find("even_nodes", OfCluster, Name{}, all, "The cluster has %d nodes: it survives the loss of no more than %d would.", len(all), len(all)-1)
	}
	if len(a.open) == 1 && len(a.running) > 1 {
		a.find("one_open_node", OfCluster, Name{}, a.open, "%s alone takes clients: %s: in maintenance mode.", a.open[0], list(without(a.running, a.open...)))
	}
	a.partitionHandling()
	a.versions()
	for _, node := range a.cluster.Nodes {
		a.node(node)
	}
}

// node judges one member of the cluster.
func (a *audit) node(node Node) {
	find := func(holds bool, code Code, summary string) {
		if holds {
			a.find(code, OfNode, Name{Name: node.Name}, []string{node.Name}, "%s", summary)
		}
	}
	find(!node.Running, "node_down", "It does not run.")
	find(node.Running && node.Drained, "node_in_maintenance", "It is in maintenance mode.")
	find(node.RAM, "ram_node", "It keeps metadata in memory only.")
	find(node.MemoryAlarm, "memory_alarm", "It is above its memory limit; publishers are blocked.")
	find(node.DiskAlarm, "disk_alarm", "It has too little free disk space; publishers are blocked.")
	if len(node.Partitions) > 0 {
		from := without(node.Partitions)
		a.find("partition", OfNode, Name{Name: node.Name}, append([]string{node.Name}, from...), "It is separated from %s.", list(from))
	}
}

// versions judges whether all nodes that run are of one version.
func (a *audit) versions() {
	by := map[string][]string{}
	var versions []string
	for _, node := range a.cluster.Nodes {
		if node.Version != "" {
			by[node.Version] = append(by[node.Version], node.Name)
			versions = append(versions, node.Version)
		}
	}
	slices.Sort(versions)
	versions = slices.Compact(versions)
	if len(versions) < 2 {
		return
	}
	var words, nodes []string
	for _, version := range versions {
		nodes = append(nodes, by[version]...)
		words = append(words, fmt.Sprintf("%s on %s", version, list(without(by[version]))))
	}
	a.find("mixed_versions", OfCluster, Name{}, nodes, "RabbitMQ is %s.", list(words))
}
