package as3

import (
	"net/netip"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// virtualAddresses are the addresses with this port; each with a network that may connect, where there are any.
func (l Listener) virtualAddresses(port int) []any {
	var addresses []any
	for _, b := range l.Binds {
		switch {
		case *b.Port != port:
		case len(l.AllowedSources) == 0:
			addresses = append(addresses, b.Address)
		default:
			for _, source := range l.AllowedSources {
				if ip, err := netip.ParseAddr(b.Address); err == nil && sameFamily(ip, source) {
					addresses = append(addresses, []any{b.Address, source})
				}
			}
		}
	}
	return addresses
}

// sameFamily reports whether an address and a network are both IPv4 or both IPv6.
func sameFamily(address netip.Addr, network string) bool {
	n, err := loadbalancer.ParseNetwork(network)
	return err == nil && address.Is4() == n.Addr().Is4()
}

func (c Config) pool(l Listener) object {
	pool := object{
		"class": "Pool", "loadBalancingMode": l.mode(), "reselectTries": *c.Retries,
		"serviceDownAction": "none", "slowRampTime": seconds(l.SlowStart),
	}
	if *l.OnMarkedDownShutdown {
		pool["serviceDownAction"] = "reset"
	}
	if l.hasBackup() {
		// Servers of a lower priority get connections while fewer than this number of a higher one are up.
		pool["minimumMembersActive"] = 1
	}
	probe(pool, l.monitorsAt(l.Check.Port, ""))
	var members []any
	for _, s := range l.Servers {
		members = append(members, c.member(l, s))
	}
	pool["members"] = members
	return pool
}

// mode is the algorithm. Only the ratio modes look at a server's share.
func (l Listener) mode() string {
	switch {
	case l.Balance == "roundrobin" && l.hasWeight():
		return "ratio-member"
	case l.Balance == "roundrobin":
		return "round-robin"
	case l.hasWeight():
		return "ratio-least-connections-member"
	}
	return "least-connections-member"
}

func (l Listener) hasWeight() bool {
	for _, s := range l.Servers {
		if s.Weight != nil && *s.Weight > 0 {
			return true
		}
	}
	return false
}

func (l Listener) hasBackup() bool {
	for _, s := range l.Servers {
		if s.Backup {
			return true
		}
	}
	return false
}

func (c Config) member(l Listener, s loadbalancer.Server) object {
	member := object{"remark": s.Name, "servicePort": *s.Port, "shareNodes": *c.ShareNodes, "adminState": adminState(s)}
	if _, err := netip.ParseAddr(s.Address); err == nil {
		member["addressDiscovery"], member["serverAddresses"] = "static", []any{s.Address}
	} else {
		member["addressDiscovery"], member["hostname"] = "fqdn", hostName(s.Address)
	}
	if l.hasBackup() {
		member["priorityGroup"] = 1
		if s.Backup {
			member["priorityGroup"] = 0
		}
	}
	if l.hasWeight() && s.Weight != nil && *s.Weight > 0 {
		member["ratio"] = *s.Weight
	}
	if s.MaxConn != nil {
		member["connectionLimit"] = *s.MaxConn
	}
	probe(member, l.ownMonitors(s))
	return member
}

// hostName is a name as the BIG-IP's nodes have it, without the dot that may end it.
func hostName(name string) string { return strings.TrimSuffix(name, ".") }

// adminState is what people decided about a server. One that is drained keeps its connections; one that is disabled
// loses them.
func adminState(s loadbalancer.Server) string {
	switch {
	case s.Disabled:
		return "offline"
	case s.Drained, s.Weight != nil && *s.Weight == 0:
		return "disable"
	}
	return "enable"
}

// probe has a pool or a member probed; all monitors must succeed. Their number says so to every AS3, and the word "all"
// is one that a member's has only since 3.53.0.
func probe(of object, monitors []monitor) {
	if len(monitors) == 0 {
		return
	}
	var names []any
	for _, m := range monitors {
		names = append(names, use(m.name))
	}
	of["monitors"], of["minimumMonitors"] = names, len(monitors)
}
