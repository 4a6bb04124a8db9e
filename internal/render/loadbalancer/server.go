package loadbalancer

import "cmp"

// Server is one broker node. Its Check fields override those of the listener's check.
type Server struct {
	// Name is 1 to 64 of A-Z a-z 0-9 _ . : - and unique in the listener.
	Name string
	// Address is an IPv4 or IPv6 address without brackets, or a host name.
	Address string
	// Port is 1 to 65535. Default is the one of the protocol that the server is spoken to in.
	Port *int
	// Weight is the server's share, 0 to 256; 0 takes no new connections. Default 1.
	Weight *int
	// MaxConn is the number of connections at once; 0 is no limit.
	MaxConn *int
	// Backup servers are used only while no other is up.
	Backup bool
	// Disabled servers are in maintenance: they get no connections at all.
	Disabled bool
	// Drained servers keep the connections they have and get no new ones.
	Drained bool

	CheckPort                                           *int
	CheckInterval, CheckFastInterval, CheckDownInterval string
	CheckRise, CheckFall                                *int
	// CheckAddress is the IP address, without brackets, that the check goes to in place of the server's.
	CheckAddress string

	// What follows is not every writer's.

	// Cookie is the value that brings a client back to the server, where the listener has cookies.
	Cookie string
	// Source is where connections to the server come from: ADDRESS, ADDRESS:PORT or ADDRESS:LOW-HIGH, an IPv6 address
	// with ports in brackets, and * for every IPv4 address. See ParseSource.
	Source string
	// Agent is asked for the server's state beside the check; nil for none.
	Agent *Agent
	// Observe is how much of the clients' traffic is watched for errors, beside the check; each writer has its own list.
	Observe string
	// ErrorLimit is the number of such errors in a row, at least 1, after which OnError happens, of which each writer has its
	// own list.
	ErrorLimit *int
	OnError    string
	// MinConn, at least 1, is the limit in place of MaxConn while there is little to do.
	MinConn *int
	// MaxQueue is the number of connections that may wait for MaxConn, at least 0; 0 is no limit.
	MaxQueue *int
	// Extra are further words in the balancer's own language, not checked beyond being words.
	Extra []string
}

// Agent is a program that says whether a server gets connections, and what share of them.
type Agent struct {
	// Port is where it listens, 1 to 65535; it must be given.
	Port *int
	// Address is that of its host: an IP address without brackets, or a host name. Default is where the server is probed.
	Address string
	// Interval is the time between two questions. Default 2s.
	Interval string
	// Send is what the question says; it may have line breaks. Empty for a connection alone.
	Send string
}

// InUse reports whether the server takes new connections as long as all is well.
func (s Server) InUse() bool {
	return !s.Backup && !s.Disabled && !s.Drained && (s.Weight == nil || *s.Weight > 0)
}

// PortsOf are the ports that servers name, nil where one names none.
func PortsOf(servers []Server) []*int {
	var ports []*int
	for _, s := range servers {
		ports = append(ports, s.Port)
	}
	return ports
}

// ProbedAddress is where the server is probed.
func (s Server) ProbedAddress() string { return cmp.Or(s.CheckAddress, s.Address) }

// ProbedPort is the port the server is probed at, nil for its own.
func (s Server) ProbedPort(c Check) *int {
	if s.CheckPort != nil {
		return s.CheckPort
	}
	return c.Port
}
