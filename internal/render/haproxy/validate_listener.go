package haproxy

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Labels of letters, digits, hyphens and underscores; the last one is not a number, for 10.0.0.300 is a wrong
// IPv4 address and not a host.
var (
	hostForm     = regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?$`)
	numericLabel = regexp.MustCompile(`(^|\.)[0-9]+\.?$`)
)

// The kernel's limits for TCP_KEEPIDLE, TCP_KEEPINTVL and TCP_KEEPCNT.
const (
	maxKeepAlive      = 32767 * time.Second
	maxKeepAliveCount = 127
)

func (v *validator) listeners(c Config) {
	at := Path{}.Field("listener")
	if len(c.Listeners) == 0 {
		v.add(at, "No listener", "Give at least one listener with its servers.")
	}
	first := map[string]Path{}
	if c.Stats != nil {
		first[statsSection] = Path{}.Field("stats")
	}
	for i, l := range c.Listeners {
		v.listener(at.Item(i), l, c)
		name := at.Item(i).Field("name")
		if taken, ok := first[l.Name]; ok {
			v.add(name, "Listener name used twice", fmt.Sprintf("%s already gives a section of the name %q; HAProxy wants them to differ.", taken, l.Name), taken)
			continue
		}
		first[l.Name] = name
	}
}

func (v *validator) listener(at Path, l Listener, c Config) {
	v.name(at.Field("name"), l.Name)
	if !v.oneOf(at.Field("protocol"), l.Protocol, Protocols) {
		return
	}
	v.oneOf(at.Field("balance"), l.Balance, Balances)
	for i, b := range l.Binds {
		v.bind(at.Field("bind").Item(i), b)
	}
	v.keepAlive(at.Field("tcp_keepalive"), l.TCPKeepAlive, c.HAProxyVersion)
	v.check(at.Field("check"), l)
	v.slowStart(at, l)
	v.atLeast(at.Field("maxconn"), l.MaxConn, 1)
	v.extra(at.Field("extra"), l.Extra)
	v.servers(at, l)
}

// name checks the name of a listener or a server.
func (v *validator) name(at Path, name string) {
	switch host, isNode := nodeHost(name); {
	case nameForm.MatchString(name):
	case isNode:
		v.add(at, "Invalid name", fmt.Sprintf("%q is the name of a RabbitMQ node, and HAProxy permits no @ in names. Use the part after it, %q.", name, host))
	default:
		v.add(at, "Invalid name", fmt.Sprintf("%q is not 1 to 64 letters, digits, underscores, dots, colons or hyphens.", name))
	}
}

// nodeHost splits the host off a node name such as rabbit@rabbit1.
func nodeHost(name string) (string, bool) {
	_, host, found := strings.Cut(name, "@")
	return host, found && nameForm.MatchString(host)
}

func (v *validator) bind(at Path, b Bind) {
	v.port(at.Field("port"), b.Port)
	if b.Address == "*" {
		return
	}
	if ip, err := netip.ParseAddr(b.Address); err != nil || ip.Zone() != "" {
		v.add(at.Field("address"), "Invalid address to listen on",
			fmt.Sprintf("%q is neither an IPv4 address, nor an IPv6 address without brackets and zone, nor * for every IPv4 address.", b.Address))
	}
}

func (v *validator) keepAlive(at Path, k KeepAlive, branch string) {
	tuned := k.ClientCount != nil || k.ServerCount != nil
	for _, t := range []struct{ name, value string }{
		{"client_idle", k.ClientIdle}, {"client_interval", k.ClientInterval},
		{"server_idle", k.ServerIdle}, {"server_interval", k.ServerInterval},
	} {
		if t.value != "" {
			tuned = true
			v.wholeSeconds(at.Field(t.name), t.value, maxKeepAlive)
		}
	}
	v.between(at.Field("client_count"), k.ClientCount, 1, maxKeepAliveCount)
	v.between(at.Field("server_count"), k.ServerCount, 1, maxKeepAliveCount)
	if !tuned {
		return
	}
	if !*k.Enabled {
		v.add(at.Field("enabled"), "Keep-alive off, but tuned", "Idle times, intervals and counts have no effect while enabled is false.", at)
	}
	if haproxyOlderThan(branch, "2.3") {
		v.add(at, "Not in this HAProxy version",
			fmt.Sprintf("Tuning TCP keep-alive needs HAProxy 2.3; %s does not start with it. Set the kernel's net.ipv4.tcp_keepalive_* instead, or a newer haproxy_version.", branch),
			Path{}.Field("haproxy_version"))
	}
}

func (v *validator) slowStart(at Path, l Listener) {
	if l.SlowStart == "" {
		return
	}
	here := at.Field("slowstart")
	d, err := parseDuration(l.SlowStart)
	switch {
	case err != nil:
		v.add(here, "Invalid duration", err.Error()+".")
	case d == 0:
	case !l.dynamic():
		v.add(here, "Slow start cannot work here",
			fmt.Sprintf("balance %s does not change a server's share while running; use roundrobin, leastconn or random, or slowstart 0.", l.Balance), at.Field("balance"), at.Field("protocol"))
	case d <= duration(l.Check.Interval):
		v.add(here, "Slow start shorter than a check",
			fmt.Sprintf("%s must be more than the check's interval, %s.", l.SlowStart, l.Check.Interval), at.Field("check"))
	}
}

func (v *validator) servers(listener Path, l Listener) {
	at := listener.Field("server")
	if len(l.Servers) == 0 {
		v.add(at, "No server", fmt.Sprintf("Listener %q has no server, and HAProxy would start and refuse every client.", l.Name))
		return
	}
	if !slices.ContainsFunc(l.Servers, Server.inUse) {
		v.add(at, "No server in use", fmt.Sprintf("Every server of listener %q is a backup, disabled or of weight 0; leave one of them in use.", l.Name))
	}
	first := map[string]Path{}
	for i, s := range l.Servers {
		here := at.Item(i)
		v.server(here, s)
		v.serverCheck(here, s, l, listener)
		if taken, ok := first[s.Name]; ok {
			v.add(here.Field("name"), "Server name used twice", fmt.Sprintf("%s already has the name %q; HAProxy wants them to differ.", taken, s.Name), taken)
			continue
		}
		first[s.Name] = here.Field("name")
	}
}

func (v *validator) server(at Path, s Server) {
	v.name(at.Field("name"), s.Name)
	v.serverAddress(at.Field("address"), s.Address)
	v.port(at.Field("port"), s.Port)
	v.between(at.Field("weight"), s.Weight, 0, 256)
	v.atLeast(at.Field("maxconn"), s.MaxConn, 0)
}

func (v *validator) serverAddress(at Path, address string) {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Zone() == "" || isHostName(address) {
		return
	}
	if host, isNode := nodeHost(address); isNode {
		v.add(at, "Invalid server address", fmt.Sprintf("%q is the name of a RabbitMQ node. Use the part after the @, %q, or its IP address.", address, host))
		return
	}
	v.add(at, "Invalid server address", fmt.Sprintf("%q is neither an IPv4 address, nor an IPv6 address without brackets and zone, nor a host name. The port is a value of its own.", address))
}

func isHostName(s string) bool {
	return len(s) <= 253 && hostForm.MatchString(s) && !numericLabel.MatchString(s)
}
