package haproxy

import (
	"fmt"
	"net"
	"net/netip"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Resolvers look servers' host names up again and again while HAProxy runs, and not at start only.
type Resolvers struct {
	// Nameservers are ADDRESS or ADDRESS:PORT, an IPv6 address with a port in brackets. Default port 53.
	Nameservers []string
	// ParseResolvConf takes the nameservers of /etc/resolv.conf too.
	ParseResolvConf bool
	// HoldValid is how long an answer is believed. HAProxy's default is 10s.
	HoldValid string
}

const resolversSection = "nameservers"

// nameserver is the address with its port.
func nameserver(s string) (string, bool) {
	if ip, err := netip.ParseAddr(s); err == nil && ip.Zone() == "" {
		return net.JoinHostPort(s, "53"), true
	}
	at, err := netip.ParseAddrPort(s)
	return s, err == nil && at.Port() > 0 && at.Addr().Zone() == ""
}

func (r *rules) resolvers(at loadbalancer.Path, s Resolvers) {
	if len(s.Nameservers) == 0 && !s.ParseResolvConf {
		r.Add(at, "No nameserver", "Give nameservers, or set parse_resolv_conf.")
	}
	for i, n := range s.Nameservers {
		if _, ok := nameserver(n); !ok {
			r.Add(at.Field("nameservers").Item(i), "Invalid nameserver",
				fmt.Sprintf("%q is not an IP address such as 10.0.0.2, 10.0.0.2:53 or [2001:db8::2]:53.", n))
		}
	}
	r.Duration(at.Field("hold_valid"), s.HoldValid)
}

func (w *writer) resolvers(r Resolvers) {
	w.section("resolvers", resolversSection)
	for i, n := range r.Nameservers {
		address, _ := nameserver(n)
		w.line("nameserver", "ns"+strconv.Itoa(i+1), address)
	}
	w.flag(r.ParseResolvConf, "parse-resolv-conf")
	w.setting(r.HoldValid, "hold", "valid")
}
