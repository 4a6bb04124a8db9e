package rabbitmqconf

import (
	"cmp"
	"slices"
	"strconv"
)

// Port is one port, or one range of ports, that a firewall must let through to every node.
type Port struct {
	// Port and LastPort are the first and the last port of a range, the same for a single port.
	Port, LastPort int
	// Protocol is tcp.
	Protocol string
	// From says who connects: clients, or nodes, which includes the command line tools.
	From string
	// Purpose says what for.
	Purpose string
}

// Who connects to a port.
const (
	FromClients = "clients"
	FromNodes   = "nodes"
)

// unlisted are the listeners without TLS of protocols that no Listener speaks of.
var unlisted = []struct {
	plugin  string
	port    int
	purpose string
	key     string // which closes it
}{
	{"rabbitmq_web_mqtt", 15675, "MQTT over WebSockets", "web_mqtt.tcp.listener"},
	{"rabbitmq_web_stomp", 15674, "STOMP over WebSockets", "web_stomp.tcp.listener"},
}

// Ports are all the ports that the nodes listen on, in order of their numbers; where nodes differ, those of all of them. Ports
// that Settings move are not known.
func (r Resolved) Ports() []Port {
	var ports []Port
	for _, c := range r.perNode {
		for _, port := range c.ports() {
			if !slices.Contains(ports, port) {
				ports = append(ports, port)
			}
		}
	}
	slices.SortStableFunc(ports, func(a, b Port) int { return cmp.Compare(a.Port, b.Port) })
	return ports
}

func (c Config) ports() []Port {
	distribution := *cmp.Or(c.DistributionPort, new(distributionPort))
	epmd := c.portVariable("ERL_EPMD_PORT", epmdPort)
	firstTool := c.portVariable("CTL_DIST_PORT_MIN", firstToolPort)
	lastTool := c.portVariable("CTL_DIST_PORT_MAX", firstTool+lastToolPort-firstToolPort)
	over := ""
	if c.InterNodeTLS != nil {
		over = " over TLS"
	}
	ports := []Port{
		{epmd, epmd, "tcp", FromNodes, "epmd, which tells the port of a node"},
		{distribution, distribution, "tcp", FromNodes, "nodes to each other, and command line tools" + over},
		{firstTool, lastTool, "tcp", FromNodes, "nodes back to command line tools" + over},
	}
	for _, protocol := range Protocols {
		t, listed := protocolTraits[protocol], false
		for _, l := range c.Listeners {
			if l.Protocol == protocol && l.Port != nil {
				listed = true
				ports = append(ports, Port{*l.Port, *l.Port, "tcp", FromClients, t.purpose})
			}
		}
		if !listed && c.listensUnasked(protocol) {
			ports = append(ports, Port{t.port, t.port, "tcp", FromClients, t.purpose})
		}
	}
	for _, u := range unlisted {
		if c.enables(u.plugin) && (c.TLS == nil || !c.TLS.Only) {
			ports = append(ports, Port{u.port, u.port, "tcp", FromClients, u.purpose})
		}
	}
	return ports
}

// portVariable is the port that a variable of the environment gives.
func (c Config) portVariable(name string, usual int) int {
	if port, err := strconv.Atoi(c.Environment[name]); err == nil {
		return port
	}
	return usual
}

// listensUnasked reports whether the broker listens for a protocol that no Listener speaks of: without TLS it does,
// unless that is switched off, or unless HTTP is served over TLS instead.
func (c Config) listensUnasked(protocol string) bool {
	t := protocolTraits[protocol]
	if t.tls || !c.serves(t) {
		return false
	}
	if !t.single {
		return c.TLS == nil || !c.TLS.Only
	}
	return !slices.ContainsFunc(c.Listeners, func(l Listener) bool { return l.Protocol == protocol+"_tls" })
}
