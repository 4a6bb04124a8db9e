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

// follow takes over what the nodes that run have in common: whether they listen on all addresses, and on which ports. Where they
// listen on addresses of their own the node does, too; and two nodes on one address have different ports. Nothing more is known
// then.
func (n *nodeModel) follow(peers []nodeModel) {
	n.Address = n.sharedAddress(peers)
	if n.Address == nil || slices.ContainsFunc(peers, func(peer nodeModel) bool { return *peer.Address == *n.Address }) {
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

// sharedAddress is the host of a node where all others can be reached by theirs, and the address that several others share: all
// nodes are on one machine then. One other node's own address says nothing.
func (n *nodeModel) sharedAddress(peers []nodeModel) *string {
	switch {
	case len(peers) == 0:
		return nil
	case all(peers, func(peer nodeModel) bool { return *peer.Address == peer.Host }):
		return &n.Host
	case len(peers) > 1 && all(peers, func(peer nodeModel) bool { return *peer.Address == *peers[0].Address }):
		return peers[0].Address
	default:
		return nil
	}
}

// take takes over what the configuration says of the node.
func (n *nodeModel) take(given givenNode) {
	if given.Address != nil {
		n.Address = given.Address
	}
	for protocol, port := range given.Ports {
		n.Ports[protocol] = port
	}
}

// unknown are the nodes that are down and of which nobody knows whether they listen for all that others listen for, and where. The
// ports of a node are known where the configuration names some.
func (m model) unknown() []string {
	var out []string
	for _, node := range m.Nodes {
		given := slices.ContainsFunc(m.Given, func(given givenNode) bool { return given.Name == node.Name && given.Ports != nil })
		ports := given || all(m.Nodes, func(other nodeModel) bool { return has(node.Ports, other.Ports) })
		if !node.Running && (node.Address == nil || !ports) {
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
