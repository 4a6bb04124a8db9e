package loadbalancer

import (
	"fmt"
	"net"
	"net/netip"
	"regexp"
	"strconv"
)

// Source is where connections to a server come from.
type Source struct {
	Address netip.Addr
	// Low and High are the ports, of which each carries one connection at a time; 0 where the kernel chooses them.
	Low, High int
}

var portsForm = regexp.MustCompile(`^([0-9]{1,5})(?:-([0-9]{1,5}))?$`)

// ParseSource reads ADDRESS, ADDRESS:PORT or ADDRESS:LOW-HIGH. An IPv6 address has brackets where ports follow; * is every
// IPv4 address.
func ParseSource(s string) (Source, error) {
	if s == "*" {
		s = "0.0.0.0"
	}
	host, ports := s, ""
	if _, err := netip.ParseAddr(s); err != nil {
		var split error
		if host, ports, split = net.SplitHostPort(s); split != nil {
			return Source{}, fmt.Errorf("%q is not an address such as 10.0.0.5, nor one with ports such as 10.0.0.5:20000-29999 or [2001:db8::5]:20000-29999", s)
		}
	}
	if host == "*" {
		host = "0.0.0.0"
	}
	address, err := netip.ParseAddr(host)
	if err != nil || address.Zone() != "" || address.IsMulticast() {
		return Source{}, fmt.Errorf("%q is neither an IPv4 address, nor an IPv6 address without a zone, from which a host can connect", host)
	}
	source := Source{Address: address}
	if ports == "" && host == s {
		return source, nil
	}
	m := portsForm.FindStringSubmatch(ports)
	if m == nil {
		return Source{}, fmt.Errorf("%q is neither a port nor a range of ports such as 20000-29999", ports)
	}
	source.Low, _ = strconv.Atoi(m[1])
	if source.High = source.Low; m[2] != "" {
		source.High, _ = strconv.Atoi(m[2])
	}
	if source.Low < 1 || source.High > 65535 || source.Low > source.High {
		return Source{}, fmt.Errorf("%q are not ports from 1 to 65535, the lower one first", ports)
	}
	return source, nil
}

// Connections are how many there can be at once from the ports; 0 for no limit of theirs.
func (s Source) Connections() int {
	if s.Low == 0 {
		return 0
	}
	return s.High - s.Low + 1
}

// String is the source with an IPv6 address in brackets, which every balancer reads with and without ports.
func (s Source) String() string {
	text := s.Address.String()
	if s.Address.Is6() {
		text = "[" + text + "]"
	}
	switch s.Low {
	case 0:
		return text
	case s.High:
		return text + ":" + strconv.Itoa(s.Low)
	}
	return fmt.Sprintf("%s:%d-%d", text, s.Low, s.High)
}
