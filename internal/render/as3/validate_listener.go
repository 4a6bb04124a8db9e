package as3

import (
	"fmt"
	"net/netip"
	"slices"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

const (
	maxSlowStart = 900 * time.Second
	maxKeepAlive = 24 * time.Hour
)

func (r *rules) listeners(at loadbalancer.Path, c Config) {
	var common []loadbalancer.Listener
	var sockets []loadbalancer.Sockets
	for i, l := range c.Listeners {
		common = append(common, l.Listener)
		sockets = append(sockets, loadbalancer.Sockets{At: at.Item(i), Name: l.Name, Binds: l.addressed()})
		r.listener(at.Item(i), l, c)
	}
	r.Listeners(at, common, nil)
	r.objectNames(at, c.Listeners)
	r.paths(at, c)
	r.Apart(sockets)
}

func (r *rules) listener(at loadbalancer.Path, l Listener, c Config) {
	if !r.Listener(at, l.Listener) {
		return
	}
	r.OneOf(at.Field("balance"), l.Balance, Balances)
	for i, b := range l.Binds {
		r.virtualAddress(at.Field("bind"), i, b)
	}
	r.slowStart(at.Field("slowstart"), l.SlowStart)
	keepAlive := at.Field("tcp_keepalive")
	r.keepAlive(keepAlive.Field("client_interval"), l.TCPKeepAlive.ClientInterval, "timeout_client", c.TimeoutClient)
	r.keepAlive(keepAlive.Field("server_interval"), l.TCPKeepAlive.ServerInterval, "timeout_server", c.TimeoutServer)
	r.sources(at, l)
	r.tls(at, l)
	r.check(at.Field("check"), l)
	r.ServerChecks(at.Field("server"), l.Servers, at.Field("check"), l.Check.Check, l.serverProtocol(), l.Check.TLS != nil)
	r.servers(at.Field("server"), l)
}

// addressed are the addresses to listen on, of which one that was not given has no port, and is like no other then.
func (l Listener) addressed() []loadbalancer.Bind {
	binds := slices.Clone(l.Binds)
	for i, b := range binds {
		if b.Address == "*" {
			binds[i].Port = new(0)
		}
	}
	return binds
}

// virtualAddress finds what package loadbalancer takes for a host's own address.
func (r *rules) virtualAddress(binds loadbalancer.Path, i int, b loadbalancer.Bind) {
	const detail = "A BIG-IP answers for virtual addresses only: give the one that clients connect to."
	ip, err := netip.ParseAddr(b.Address)
	switch {
	case b.Address == "*":
		r.Add(binds, "No virtual address", detail, binds.Item(i).Field("address"))
	case err == nil && (ip.IsUnspecified() || ip.IsMulticast() || ip.IsLoopback()):
		r.Add(binds.Item(i).Field("address"), "Invalid virtual address", fmt.Sprintf("%q is no address of its own in a network. %s", b.Address, detail))
	}
}

func (r *rules) slowStart(at loadbalancer.Path, s string) {
	d, err := loadbalancer.ParseDuration(s)
	if err != nil || d > 0 {
		r.WholeSeconds(at, s, maxSlowStart)
	}
}

// keepAlive checks the time between two probes, which is of no use after the time-out of its side.
func (r *rules) keepAlive(at loadbalancer.Path, interval, name, timeout string) {
	r.WholeSeconds(at, interval, maxKeepAlive)
	if d, limit := loadbalancer.Duration(interval), loadbalancer.Duration(timeout); d > 0 && limit > 0 && d >= limit {
		r.Add(at, "Probes come too late", fmt.Sprintf("%s is not less than %s, %s: connections are cut before they are probed.", interval, name, timeout), loadbalancer.Path{}.Field(name))
	}
}

// sources checks that each is another one, and that somebody may connect to each address.
func (r *rules) sources(listener loadbalancer.Path, l Listener) {
	at := listener.Field("allowed_sources")
	sound := len(l.AllowedSources) > 0
	first := map[netip.Prefix]loadbalancer.Path{}
	for i, s := range l.AllowedSources {
		here := at.Item(i)
		network, _ := loadbalancer.ParseNetwork(s)
		if taken, again := first[network]; again && !r.has(here) {
			r.Add(here, "Source used twice", fmt.Sprintf("%s is the same as %s, and a BIG-IP takes each virtual server once.", s, taken), taken)
		}
		first[network] = here
		sound = sound && !r.has(here)
	}
	if !sound {
		return
	}
	for i, b := range l.Binds {
		if j := slices.Index(l.AllowedSources, b.Address); j >= 0 {
			r.Add(at.Item(j), "Invalid source", fmt.Sprintf("%q is the virtual address itself, from where no client connects.", b.Address), listener.Field("bind").Item(i).Field("address"))
			continue
		}
		if ip, err := netip.ParseAddr(b.Address); err == nil && !l.reachable(ip) {
			r.Add(at, "Nobody may connect", fmt.Sprintf("None of the sources is of the family of %s, IPv4 or IPv6.", b.Address), listener.Field("bind").Item(i).Field("address"))
		}
	}
}

// reachable reports whether a source that may connect is of the address's family.
func (l Listener) reachable(ip netip.Addr) bool {
	for _, source := range l.AllowedSources {
		if sameFamily(ip, source) {
			return true
		}
	}
	return false
}

func (r *rules) tls(listener loadbalancer.Path, l Listener) {
	at := listener.Field("tls")
	client, server := at.Field("client_ssl_profile"), at.Field("server_ssl_profile")
	r.path(client, l.TLS.ClientSSLProfile)
	r.path(server, l.TLS.ServerSSLProfile)
	encrypted := loadbalancer.TraitsOf(l.Protocol).TLS()
	switch {
	case l.TLS.ClientSSLProfile != "" && !encrypted && l.Protocol != loadbalancer.ProtocolManagement:
		r.Add(client, "No TLS to end", fmt.Sprintf("Clients of the protocol %s speak no TLS. Use %ss, or leave the profile out.", l.Protocol, l.Protocol), listener.Field("protocol"))
	case l.TLS.ClientSSLProfile == "" && l.TLS.ServerSSLProfile != "" && encrypted:
		r.Add(server, "TLS twice", fmt.Sprintf("TLS of %s is passed through to the servers, and the profile would encrypt it again. Give client_ssl_profile too, or leave this one out.", l.Protocol), listener.Field("protocol"), client)
	}
}
