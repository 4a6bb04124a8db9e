package haproxy

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

// Warnings are traps in a valid Config: it works, though perhaps not as meant. Call it after Validate found
// nothing.
func (c Config) Warnings() []string {
	c = c.withDefaults()
	warnings := c.timeoutWarnings()
	for _, l := range c.Listeners {
		warnings = append(warnings, l.checkWarnings(c.RabbitMQVersion)...)
		warnings = append(warnings, l.serverWarnings()...)
	}
	if c.Stats != nil && c.Stats.Admin && !loopback(c.Stats.Binds) {
		warnings = append(warnings, "stats: the page can stop servers and listens beyond this host; its password crosses the network unencrypted")
	}
	return warnings
}

func (c Config) timeoutWarnings() []string {
	var warnings []string
	heartbeat := time.Duration(*c.Heartbeat) * time.Second
	for _, t := range []struct{ name, value string }{{"timeout_client", c.TimeoutClient}, {"timeout_server", c.TimeoutServer}} {
		switch d := duration(t.value); {
		case heartbeat == 0 && d < time.Hour:
			warnings = append(warnings, fmt.Sprintf("%s is %s and clients send no heartbeats: idle connections are cut, which TCP keep-alive does not prevent; give at least 1h", t.name, t.value))
		case d < 2*heartbeat:
			warnings = append(warnings, fmt.Sprintf("%s is %s, less than twice the heartbeat of %s: idle connections are cut between two heartbeats", t.name, t.value, heartbeat))
		}
	}
	return warnings
}

// unauthenticated are the health checks under /api that ask for no password.
var unauthenticated = []string{
	"/api/health/checks/is-in-service", "/api/health/checks/below-node-connection-limit", readyToServeClients,
}

func (l Listener) checkWarnings(broker string) []string {
	c := l.Check
	if c.Kind != CheckHTTP {
		return nil
	}
	open := false
	for _, path := range unauthenticated {
		open = open || strings.HasPrefix(c.Path, path)
	}
	switch v, known := parseVersion(broker); {
	case open && known && v.olderThan(unauthenticatedChecksSince):
		return []string{fmt.Sprintf("listener %s: RabbitMQ %s does not know %s (4.1.1 and later do) and answers 404: every server will be down", l.Name, broker, c.Path)}
	case !open && strings.HasPrefix(c.Path, "/api/") && c.Username == "" && c.AuthorizationEnv == "":
		return []string{fmt.Sprintf("listener %s: %s asks for a password and the check sends none, so the broker answers 401: every server will be down unless that is the status to expect", l.Name, c.Path)}
	}
	return nil
}

// serverWarnings finds what a copied line leaves behind: two servers that are one, or that are judged by one
// node's check.
func (l Listener) serverWarnings() []string {
	var warnings []string
	servers, checks := map[string]string{}, map[string]string{}
	for _, s := range l.Servers {
		address := net.JoinHostPort(s.Address, strconv.Itoa(*s.Port))
		if first, taken := servers[address]; taken {
			warnings = append(warnings, fmt.Sprintf("listener %s: servers %s and %s are both %s", l.Name, first, s.Name, address))
			continue
		}
		servers[address] = s.Name
		if port := s.checkPort(l.Check); port != nil {
			probed := net.JoinHostPort(s.Address, strconv.Itoa(*port))
			if first, taken := checks[probed]; taken {
				warnings = append(warnings, fmt.Sprintf("listener %s: the checks of servers %s and %s both ask %s; give each its check_port", l.Name, first, s.Name, probed))
				continue
			}
			checks[probed] = s.Name
		}
	}
	return warnings
}

// loopback tells whether every address is one of this host alone.
func loopback(binds []Bind) bool {
	for _, b := range binds {
		if ip, err := netip.ParseAddr(b.Address); err != nil || !ip.IsLoopback() {
			return false
		}
	}
	return true
}
