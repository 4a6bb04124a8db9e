package loadbalancer

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"
)

var nameForm = regexp.MustCompile(`^[A-Za-z0-9_.:-]{1,64}$`)

// Listeners checks what all listeners have to differ in, and that there is one. Taken are names that the writer needs
// for something else, with where that is.
func (v *Validator) Listeners(at Path, listeners []Listener, taken map[string]Path) {
	if len(listeners) == 0 {
		v.Add(at, "No listener", "Give at least one listener with its servers.")
	}
	first := map[string]Path{}
	for name, owner := range taken {
		first[name] = owner
	}
	for i, l := range listeners {
		name := at.Item(i).Field("name")
		if owner, ok := first[l.Name]; ok {
			v.Add(name, "Listener name used twice", fmt.Sprintf("%s already has or needs the name %q, and names have to differ.", owner, l.Name), owner)
			continue
		}
		first[l.Name] = name
	}
}

// Listener checks a listener by itself, with its servers; not its slow start, nor whether the writer has the algorithm.
// It reports whether the protocol is known, without which no other rule has a meaning.
func (v *Validator) Listener(at Path, l Listener) bool {
	v.Name(at.Field("name"), l.Name)
	if !v.OneOf(at.Field("protocol"), l.Protocol, Protocols) {
		return false
	}
	for i, b := range l.Binds {
		v.Bind(at.Field("bind").Item(i), b)
	}
	v.sources(at.Field("allowed_sources"), l.AllowedSources)
	v.AtLeast(at.Field("maxconn"), l.MaxConn, 1)
	v.servers(at.Field("server"), l)
	return true
}

// Name checks the name of a listener or a server.
func (v *Validator) Name(at Path, name string) {
	switch host, isNode := nodeHost(name); {
	case nameForm.MatchString(name):
	case isNode:
		v.Add(at, "Invalid name", fmt.Sprintf("%q is the name of a RabbitMQ node, and no @ is permitted here. Use the part after it, %q.", name, host))
	default:
		v.Add(at, "Invalid name", fmt.Sprintf("%q is not 1 to 64 letters, digits, underscores, dots, colons or hyphens.", name))
	}
}

// nodeHost splits the host off a node name such as rabbit@rabbit1.
func nodeHost(name string) (string, bool) {
	_, host, found := strings.Cut(name, "@")
	return host, found && nameForm.MatchString(host)
}

// Bind checks an address to listen on, with its defaults.
func (v *Validator) Bind(at Path, b Bind) {
	v.Port(at.Field("port"), b.Port)
	if b.Address == "*" {
		return
	}
	if ip, err := netip.ParseAddr(b.Address); err != nil || ip.Zone() != "" {
		v.Add(at.Field("address"), "Invalid address to listen on",
			fmt.Sprintf("%q is neither an IPv4 address, nor an IPv6 address without brackets and zone, nor * for every IPv4 address.", b.Address))
	}
}

func (v *Validator) sources(at Path, sources []string) {
	for i, s := range sources {
		network, err := ParseNetwork(s)
		switch {
		case err != nil:
			v.Add(at.Item(i), "Invalid source", fmt.Sprintf("%q is neither an IP address nor a network such as 10.0.0.0/8.", s))
		case network != network.Masked():
			v.Add(at.Item(i), "Invalid source", fmt.Sprintf("%q has an address within a network; the network itself is %s.", s, network.Masked()))
		}
	}
}

// ParseNetwork reads a network, or an address as the network that holds nothing else.
func ParseNetwork(s string) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(s); err == nil && ip.Zone() == "" {
		return netip.PrefixFrom(ip, ip.BitLen()), nil
	}
	return netip.ParsePrefix(s)
}

// Sockets are the addresses that one part of a model listens on.
type Sockets struct {
	// At is where the part is; its field "bind" holds Binds.
	At Path
	// Name is the part's.
	Name  string
	Binds []Bind
}

// Apart finds two parts that listen on the same address. No balancer refuses that in words a user understands, and
// some deal connections out between the two.
func (v *Validator) Apart(parts []Sockets) {
	seen := map[string]Sockets{}
	for _, part := range parts {
		for i, b := range part.Binds {
			if *b.Port == 0 {
				continue // reported as a port out of range, or follows from an unknown protocol
			}
			if first, taken := seen[b.socket()]; taken {
				v.Add(part.At.Field("bind").Item(i), "Address used twice",
					fmt.Sprintf("%q already listens on %s, so that connections would reach either of the two.", first.Name, b),
					first.At, part.At.Field("protocol"))
				continue
			}
			seen[b.socket()] = part
		}
	}
}
