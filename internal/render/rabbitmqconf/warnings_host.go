package rabbitmqconf

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// hostWarnings finds nodes on one host that listen on one address: only the first of them boots there.
func (r Resolved) hostWarnings() []string {
	var warnings []string
	for i, n := range r.config.Nodes {
		for j, other := range r.config.Nodes[:i] {
			if n.host() != other.host() {
				continue
			}
			taken := r.forNode(j).sockets()
			for _, address := range r.forNode(i).sockets() {
				if slices.Contains(taken, address) {
					warnings = append(warnings, fmt.Sprintf("%s and %s are on one host and listen on %s both: the one that starts later does not boot. "+
						"Give each node a listener and a distribution_port of its own", other.Name, n.Name, address))
					break
				}
			}
		}
	}
	return warnings
}

// sockets are where a node listens, as far as its Listeners say, and for its peers.
func (c Config) sockets() []string {
	distribution := strconv.Itoa(distributionPort)
	if c.DistributionPort != nil {
		distribution = strconv.Itoa(*c.DistributionPort)
	}
	all := []string{":" + distribution}
	for _, l := range c.Listeners {
		all = append(all, socket(l))
	}
	if !slices.ContainsFunc(c.Listeners, func(l Listener) bool { return l.Protocol == loadbalancer.ProtocolAMQP }) && c.listensUnasked(loadbalancer.ProtocolAMQP) {
		all = append(all, ":"+strconv.Itoa(protocolTraits[loadbalancer.ProtocolAMQP].port))
	}
	return all
}
