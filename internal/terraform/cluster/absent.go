package cluster

import "slices"

// fillAbsent gives nodes that are down what the broker does not tell of them, so that what is made of it, such as the file of a
// load balancer, does not change while a node is away: from the configuration, which counts for every node, or else from the
// nodes that run, where all of them agree.
func (m *model) fillAbsent() {
	var peers []nodeModel
	for _, node := range m.Nodes {
		if node.Running {
			peers = append(peers, node)
		}
	}
	for i := range m.Nodes {
		node := &m.Nodes[i]
		if !node.Running {
			node.follow(peers)
		}
		for _, given := range m.Given {
			if given.Name == node.Name {
				node.take(given)
			}
		}
		node.showPorts()
	}
}

// follow takes over what all other nodes have in common: that they listen on all addresses, or on one and the same, and on which
// ports. Where their addresses differ the node has one of its own, too, and nothing of it is known.
func (n *nodeModel) follow(peers []nodeModel) {
	if len(peers) == 0 {
		return
	}
	switch first := peers[0]; {
	case all(peers, func(peer nodeModel) bool { return peer.Address == peer.Host }):
	case all(peers, func(peer nodeModel) bool { return peer.Address == first.Address }):
		n.Address = first.Address
	default:
		return
	}
	for protocol, port := range peers[0].Ports {
		if all(peers, func(peer nodeModel) bool { return peer.Ports[protocol] == port }) {
			n.Ports[protocol] = port
		}
	}
	if port := peers[0].ManagementTLSPort; port != nil && all(peers, func(peer nodeModel) bool {
		return peer.ManagementTLSPort != nil && *peer.ManagementTLSPort == *port
	}) {
		n.ManagementTLSPort = port
	}
}

// take takes over what the configuration says of the node.
func (n *nodeModel) take(given givenNode) {
	if given.Address != nil {
		n.Address = *given.Address
	}
	for protocol, port := range given.Ports {
		n.Ports[protocol] = port
	}
}

// unknown are the nodes that are down and of which nobody knows whether they listen for all that others listen for, and where. A
// node whose ports the configuration names is known.
func (m model) unknown() []string {
	var out []string
	for _, node := range m.Nodes {
		given := slices.ContainsFunc(m.Given, func(given givenNode) bool { return given.Name == node.Name && given.Ports != nil })
		if node.Running || given {
			continue
		}
		if !all(m.Nodes, func(other nodeModel) bool { return has(node.Ports, other.Ports) }) {
			out = append(out, node.Name)
		}
	}
	return out
}

// has reports whether all protocols of some ports are among others.
func has(ports, wanted map[string]int64) bool {
	for protocol := range wanted {
		if _, known := ports[protocol]; !known {
			return false
		}
	}
	return true
}

func all(nodes []nodeModel, holds func(nodeModel) bool) bool {
	return !slices.ContainsFunc(nodes, func(node nodeModel) bool { return !holds(node) })
}
