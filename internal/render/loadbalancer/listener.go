package loadbalancer

import (
	"cmp"
	"net"
	"net/netip"
	"slices"
	"strconv"
)

// Listener is what clients connect to, and the servers behind it. How these are probed is a [Check], which a writer
// embeds in one of its own.
type Listener struct {
	// Name is 1 to 64 of A-Z a-z 0-9 _ . : - and unique among the listeners.
	Name string
	// Protocol is one of Protocols. Default amqp.
	Protocol string
	// Binds are the addresses it listens on. Default is every IPv4 address, on the protocol's port.
	Binds []Bind
	// AllowedSources are the addresses or networks, such as 10.0.0.0/8, that may connect; everybody without one.
	AllowedSources []string
	// Balance is how a server is chosen; each writer has its own list. Default leastconn, for management roundrobin.
	Balance string
	// OnMarkedDownShutdown ends the sessions of a server when its check fails, so that clients reconnect to a
	// live node at once instead of waiting for their heartbeat. Default true.
	OnMarkedDownShutdown *bool
	// SlowStart is how long a server that came back is given less than its share; "0" for none. The default is the
	// writer's.
	SlowStart string
	// MaxConn is the number of connections this listener accepts, at least 1.
	MaxConn *int
	// Servers are the broker nodes, at least one of them in use.
	Servers []Server
}

// Bind is an address to listen on.
type Bind struct {
	// Address is an IPv4 or IPv6 address without brackets, or "*" for every IPv4 address. Default "*".
	Address string
	// Port is 1 to 65535. Default is the protocol's.
	Port *int
	// TLS is whether the balancer ends TLS at this address. Default is what the listener says; not every writer has a
	// choice for each address.
	TLS *bool
}

// String is the address with its port, an IPv6 address in brackets. Use it on a Bind with a port.
func (b Bind) String() string {
	return net.JoinHostPort(b.Address, strconv.Itoa(*b.Port))
}

// socket is the same text for two binds that listen on the same address.
func (b Bind) socket() string {
	if b.Address == "*" {
		b.Address = "0.0.0.0"
	}
	if ip, err := netip.ParseAddr(b.Address); err == nil {
		b.Address = ip.String()
	}
	return b.String()
}

// WithDefaults is l with everything filled in that was left out, except SlowStart. serverProtocol is the one of
// Protocols that the servers are spoken to in, where it is not the listener's own because the balancer ends or begins
// TLS. It leaves l's own lists as they are.
func (l Listener) WithDefaults(serverProtocol string) Listener {
	l.Protocol = cmp.Or(l.Protocol, ProtocolAMQP)
	t := TraitsOf(l.Protocol)
	l.Balance = cmp.Or(l.Balance, t.Balance)
	l.Binds = BindsWithDefaults(l.Binds, Bind{Address: "*", Port: &t.Port})
	l.OnMarkedDownShutdown = cmp.Or(l.OnMarkedDownShutdown, new(true))
	port := TraitsOf(cmp.Or(serverProtocol, l.Protocol)).Port
	l.Servers = slices.Clone(l.Servers)
	for i := range l.Servers {
		l.Servers[i].Port = cmp.Or(l.Servers[i].Port, &port)
	}
	return l
}

// BindsWithDefaults fills in what addresses leave out, and takes the default for an empty list.
func BindsWithDefaults(binds []Bind, d Bind) []Bind {
	if len(binds) == 0 {
		return []Bind{d}
	}
	filled := slices.Clone(binds)
	for i, b := range filled {
		filled[i] = Bind{Address: cmp.Or(b.Address, d.Address), Port: cmp.Or(b.Port, d.Port), TLS: b.TLS}
	}
	return filled
}
