package loadbalancer

import (
	"fmt"
	"net"
	"strconv"
	"strings"
)

// unauthenticated are the health checks under /api that ask for no password.
var unauthenticated = []string{
	"/api/health/checks/is-in-service", "/api/health/checks/below-node-connection-limit", ReadyToServeClients,
}

// Warnings are traps in a listener that has no problem: it works, though perhaps not as meant. Call it on l with its
// defaults; c is its check with the defaults of the oldest broker's version, and credentials reports whether the check
// sends any.
func (l Listener) Warnings(c Check, rabbitMQVersion string, credentials bool) []string {
	var warnings []string
	if w := pathWarning(c, rabbitMQVersion, credentials); w != "" {
		warnings = append(warnings, fmt.Sprintf("listener %s: %s", l.Name, w))
	}
	if l.Protocol == ProtocolStream || l.Protocol == ProtocolStreams {
		warnings = append(warnings, fmt.Sprintf("listener %s: a stream client has to reach the very node that leads its stream; "+
			"behind a balancer it needs one that reconnects until it is there, such as the Java client with an address resolver, and brokers whose advertised_host is not the balancer", l.Name))
	}
	return append(warnings, l.serverWarnings(c)...)
}

func pathWarning(c Check, rabbitMQVersion string, credentials bool) string {
	if c.Kind != CheckHTTP {
		return ""
	}
	open := false
	for _, path := range unauthenticated {
		open = open || strings.HasPrefix(c.Path, path)
	}
	switch {
	case open && olderThan(rabbitMQVersion, unauthenticatedChecksSince):
		return fmt.Sprintf("RabbitMQ %s does not know %s (4.1.1 and later do) and answers 404: every server will be down", rabbitMQVersion, c.Path)
	case !open && strings.HasPrefix(c.Path, "/api/") && !credentials:
		return fmt.Sprintf("%s asks for a password and the check sends none, so the broker answers 401: every server will be down unless that is the status to expect", c.Path)
	}
	return ""
}

// serverWarnings finds what a copied line leaves behind: two servers that are one, or that are judged by one
// node's check.
func (l Listener) serverWarnings(c Check) []string {
	var warnings []string
	servers, checks := map[string]string{}, map[string]string{}
	for _, s := range l.Servers {
		address := net.JoinHostPort(s.Address, strconv.Itoa(*s.Port))
		if first, taken := servers[address]; taken {
			warnings = append(warnings, fmt.Sprintf("listener %s: servers %s and %s are both %s", l.Name, first, s.Name, address))
			continue
		}
		servers[address] = s.Name
		if port := s.ProbedPort(c); port != nil {
			probed := net.JoinHostPort(s.ProbedAddress(), strconv.Itoa(*port))
			if first, taken := checks[probed]; taken {
				warnings = append(warnings, fmt.Sprintf("listener %s: the checks of servers %s and %s both ask %s; give each its check_port", l.Name, first, s.Name, probed))
				continue
			}
			checks[probed] = s.Name
		}
	}
	return warnings
}
