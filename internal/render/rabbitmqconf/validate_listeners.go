package rabbitmqconf

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"
	"strings"
)

func (v *validator) listeners(c Config) {
	first := map[string]int{}
	sockets := map[string]int{}
	for i, l := range c.Listeners {
		at := c.at(field("listener").Item(i))
		if l.Protocol == "" {
			v.Add(at.Field("protocol"), "Missing protocol", "Give one of "+strings.Join(Protocols, ", ")+".")
			continue
		}
		if !v.OneOf(at.Field("protocol"), l.Protocol, Protocols) {
			continue
		}
		t := protocolTraits[l.Protocol]
		v.Port(at.Field("port"), l.Port)
		if address, err := netip.ParseAddr(l.Address); l.Address != "" && (err != nil || address.Zone() != "") {
			v.Add(at.Field("address"), "Invalid address", fmt.Sprintf("%q is not an IPv4 or IPv6 address.", l.Address))
		}
		if j, taken := first[l.Protocol]; taken && t.single {
			v.Add(at, "Second listener", fmt.Sprintf("A node has one listener for %s, and %s is it.", l.Protocol, c.at(field("listener").Item(j))), c.at(field("listener").Item(j)))
		} else {
			first[l.Protocol] = i
		}
		if j, taken := sockets[socket(l)]; taken {
			v.Add(at, "Address used twice", fmt.Sprintf("%s has it already, and a node that cannot listen does not boot.", c.at(field("listener").Item(j))), c.at(field("listener").Item(j)))
		} else {
			sockets[socket(l)] = i
		}
		if t.plugin != "" && !c.enables(t.plugin) {
			v.Add(at.Field("protocol"), "Plugin not enabled", fmt.Sprintf("Without %s among the plugins no node listens for %s.", t.plugin, l.Protocol), field("plugins"))
		}
		if t.tls && c.TLS == nil {
			v.Add(at.Field("protocol"), "Missing certificate", "A listener that speaks TLS needs the block tls.", field("tls"))
		}
		if c.TLS != nil && c.TLS.Only && !t.tls && !t.single {
			v.Add(at.Field("protocol"), "Listener without TLS", "tls.only closes the listeners for messages without TLS; take one of the two away.", field("tls").Field("only"))
		}
	}
}

// socket is the same text for two listeners on the same address.
func socket(l Listener) string {
	address := l.Address
	if ip, err := netip.ParseAddr(address); err == nil {
		address = ip.String()
		if ip.IsUnspecified() {
			address = ""
		}
	}
	return net.JoinHostPort(address, strconv.Itoa(*l.Port))
}
