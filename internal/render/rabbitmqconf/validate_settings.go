package rabbitmqconf

import (
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// settings finds keys that end in one setting, so that a node would take one of them and drop the other in silence.
func (v *validator) settings(c Config, entries []entry) {
	var seen []knownEntry
	oldTLS, _, _ := c.value(oldListener + "ssl")
	sockets := map[string]entry{}
	for _, e := range entries {
		s, found := spanOf(e.key, v.version)
		if !found {
			continue
		}
		here := knownEntry{e, s}
		for _, other := range seen {
			if drops(other, here) || displacesListener(other, here, oldTLS == "true") {
				v.Add(e.at, "Setting given twice", fmt.Sprintf("%s and %s, which comes from %s, are two keys for one setting, "+
					"of which a node takes one and drops the other in silence. Leave one of the two out.", e.key, other.key, other.at), other.at)
				break
			}
		}
		seen = append(seen, here)
		if strings.HasSuffix(s.setting, "_listeners") {
			v.socket(sockets, e)
		}
		v.overlaid(c, here)
	}
}

// socket finds two listeners on one address, of which one comes from further settings; the others are found elsewhere.
func (v *validator) socket(taken map[string]entry, e entry) {
	address := listened(e.value)
	other, twice := taken[address]
	if address == "" || !twice {
		taken[address] = e
		return
	}
	if !e.ofListener() || !other.ofListener() {
		v.Add(e.at, "Address used twice", fmt.Sprintf("%s has it already, and a node that cannot listen does not boot.", other.at), other.at)
	}
}

// ofListener reports whether an entry comes from a Listener, for all nodes or for one.
func (e entry) ofListener() bool {
	return slices.ContainsFunc(e.at, func(s loadbalancer.Step) bool { return s.Name == "listener" })
}

// listened is the same text for two values of listeners on the same address, "" for one that is no address.
func listened(value string) string {
	if port, ok := strings.CutPrefix(value, "0.0.0.0:"); ok {
		value = port
	}
	i := strings.LastIndex(value, ":")
	if i < 0 {
		return strings.TrimLeft(strings.Replace(value, "none", "", 1), "0")
	}
	host := value[:i]
	if ip, err := netip.ParseAddr(host); err == nil {
		host = ip.String()
	}
	return net.JoinHostPort(host, value[i+1:])
}

// overlaid finds a setting of advanced.config that takes the place of what a key gives.
func (v *validator) overlaid(c Config, e knownEntry) {
	for i, a := range c.Advanced {
		at := c.at(field("advanced").Item(i))
		if !a.replaced(e.setting) || v.concerned(at) {
			continue
		}
		v.Add(at.Field("key"), "Setting given twice", fmt.Sprintf("advanced.config replaces the whole of %s of %s, and with it %s, which comes from %s. "+
			"Give all of it in one of the two places.", a.Key, a.Application, e.key, e.at), e.at)
	}
}
