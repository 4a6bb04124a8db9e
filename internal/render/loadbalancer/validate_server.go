package loadbalancer

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
)

// Labels of letters, digits, hyphens and underscores; the last one is not a number, for 10.0.0.300 is a wrong
// IPv4 address and not a host.
var (
	hostForm     = regexp.MustCompile(`^[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*\.?$`)
	numericLabel = regexp.MustCompile(`(^|\.)[0-9]+\.?$`)
)

func (v *Validator) servers(at Path, l Listener) {
	if len(l.Servers) == 0 {
		v.Add(at, "No server", fmt.Sprintf("Listener %q has no server, so that every client would be refused.", l.Name))
		return
	}
	if !slices.ContainsFunc(l.Servers, Server.InUse) {
		v.Add(at, "No server in use", fmt.Sprintf("Every server of listener %q is a backup, disabled, drained or of weight 0; leave one of them in use.", l.Name))
	}
	first := map[string]Path{}
	for i, s := range l.Servers {
		here := at.Item(i)
		v.server(here, s)
		if taken, ok := first[s.Name]; ok {
			v.Add(here.Field("name"), "Server name used twice", fmt.Sprintf("%s already has the name %q, and names have to differ.", taken, s.Name), taken)
			continue
		}
		first[s.Name] = here.Field("name")
	}
}

func (v *Validator) server(at Path, s Server) {
	v.Name(at.Field("name"), s.Name)
	v.ServerAddress(at.Field("address"), s.Address)
	v.Port(at.Field("port"), s.Port)
	v.Between(at.Field("weight"), s.Weight, 0, 256)
	v.AtLeast(at.Field("maxconn"), s.MaxConn, 0)
	if s.Drained && s.Weight != nil {
		v.Add(at.Field("weight"), "Share of a drained server", "A drained server gets no new connections, so that a weight has no effect. Leave one of the two out.", at.Field("drained"))
	}
	v.Port(at.Field("check_port"), s.CheckPort)
	v.Duration(at.Field("check_interval"), s.CheckInterval)
	v.Duration(at.Field("check_fast_interval"), s.CheckFastInterval)
	v.Duration(at.Field("check_down_interval"), s.CheckDownInterval)
	v.AtLeast(at.Field("check_rise"), s.CheckRise, 1)
	v.AtLeast(at.Field("check_fall"), s.CheckFall, 1)
}

// ServerAddress checks an IP address or a host name.
func (v *Validator) ServerAddress(at Path, address string) {
	if ip, err := netip.ParseAddr(address); err == nil && ip.Zone() == "" || IsHostName(address) {
		return
	}
	if host, isNode := nodeHost(address); isNode {
		v.Add(at, "Invalid server address", fmt.Sprintf("%q is the name of a RabbitMQ node. Use the part after the @, %q, or its IP address.", address, host))
		return
	}
	v.Add(at, "Invalid server address", fmt.Sprintf("%q is neither an IPv4 address, nor an IPv6 address without brackets and zone, nor a host name. The port is a value of its own.", address))
}

// IsHostName reports whether s has the form of a host name, and is no IP address.
func IsHostName(s string) bool {
	return len(s) <= 253 && hostForm.MatchString(s) && !numericLabel.MatchString(s)
}
