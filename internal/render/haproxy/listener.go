package haproxy

import (
	"net"
	"net/netip"
	"strconv"
)

// What a listener speaks. HAProxy passes AMQPS through to the broker without opening it.
const (
	ProtocolAMQP       = "amqp"
	ProtocolAMQPS      = "amqps"
	ProtocolManagement = "management"
)

// How a server is probed.
const (
	CheckNone = "none"
	CheckTCP  = "tcp"
	CheckAMQP = "amqp"
	CheckHTTP = "http"
)

// Protocols, CheckKinds and Balances are the values Listener.Protocol, Check.Kind and Listener.Balance take.
var (
	Protocols  = []string{ProtocolAMQP, ProtocolAMQPS, ProtocolManagement}
	CheckKinds = []string{CheckNone, CheckTCP, CheckAMQP, CheckHTTP}
	Balances   = []string{"roundrobin", "static-rr", "leastconn", "first", "source", "random"}
)

// traits are what follows from a listener's protocol.
type traits struct {
	port        int
	balance     string
	description string
	http        bool
}

// Connections of AMQP clients last for days, so they are spread by their number; requests to the management API
// are short and go round.
var protocolTraits = map[string]traits{
	ProtocolAMQP:       {port: 5672, balance: "leastconn", description: "AMQP 0-9-1 and 1.0"},
	ProtocolAMQPS:      {port: 5671, balance: "leastconn", description: "AMQP 0-9-1 and 1.0 over TLS, passed through"},
	ProtocolManagement: {port: managementPort, balance: "roundrobin", description: "RabbitMQ management", http: true},
}

const managementPort = 15672

// Listener is one section "listen": addresses clients connect to, and the servers behind them.
type Listener struct {
	// Name is 1 to 64 of A-Z a-z 0-9 _ . : - and unique in the Config.
	Name string
	// Protocol is one of Protocols. Default amqp.
	Protocol string
	// Binds are the addresses it listens on. Default is every IPv4 address, on the protocol's port.
	Binds []Bind
	// Balance is one of Balances. Default leastconn, for management roundrobin.
	Balance string
	// TCPKeepAlive probes idle connections for peers that vanished without a word.
	TCPKeepAlive KeepAlive
	// Check is how the servers are probed.
	Check Check
	// OnMarkedDownShutdown ends the sessions of a server when its check fails, so that clients reconnect to a
	// live node at once instead of waiting for their heartbeat. Default true.
	OnMarkedDownShutdown *bool
	// SlowStart is how long a server that came back is given less than its share; longer than the check's
	// interval, and "0" for none. Default 30s where it can work, else none.
	SlowStart string
	// MaxConn is the number of connections this listener accepts, at least 1.
	MaxConn *int
	// Servers are the broker nodes, at least one of them in use: no backup, not disabled, of a weight above 0.
	Servers []Server
	// Extra are lines for this section, not checked beyond being one line each.
	Extra []string
}

// Bind is an address to listen on.
type Bind struct {
	// Address is an IPv4 or IPv6 address without brackets, or "*" for every IPv4 address. Default "*".
	Address string
	// Port is 1 to 65535. Default is the protocol's.
	Port *int
}

// String is the address as HAProxy writes it, an IPv6 address in brackets. Use it on a Bind with a port.
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

// KeepAlive is TCP keep-alive towards clients and servers. The tuning needs HAProxy 2.3; without it the
// kernel's values apply, on Linux a first probe after two hours.
type KeepAlive struct {
	// Enabled defaults to true.
	Enabled *bool
	// ClientIdle and ServerIdle are the silence before the first probe, whole seconds up to 32767.
	ClientIdle, ServerIdle string
	// ClientInterval and ServerInterval are the time between two probes, whole seconds up to 32767.
	ClientInterval, ServerInterval string
	// ClientCount and ServerCount are the unanswered probes after which the peer is gone, 1 to 127.
	ClientCount, ServerCount *int
}

// Check is the health check of a listener's servers.
type Check struct {
	// Kind is one of CheckKinds. Default http, the only one that is seen by a frozen broker and writes
	// nothing into the broker's log.
	Kind string
	// Interval is the time between two checks. Default 5s.
	Interval string
	// FastInterval applies while the state is changing and DownInterval while the server is down. Default 1s
	// and 2s; where Interval is given they follow it, as in HAProxy.
	FastInterval, DownInterval string
	// Rise and Fall are the checks in a row that bring a server up (default 2) or down (default 3).
	Rise, Fall *int
	// Port is where the check goes. Default is the management port, 15672, for kind http, else the server's
	// own port.
	Port *int
	// Path is what an http check asks for. Default /api/health/checks/ready-to-serve-clients for brokers from
	// 4.1.1 on, else "/", which every management listener answers without a password.
	Path string
	// ExpectStatus is the one HTTP status that means healthy, 100 to 599. Default 200.
	ExpectStatus *int
	// HostHeader is the Host of the request. Default rabbitmq.
	HostHeader string
	// Username and Password are sent as basic authentication; both or neither.
	Username, Password string
	// AuthorizationEnv names an environment variable of HAProxy that holds base64 of USERNAME:PASSWORD, which
	// keeps the secret out of the text.
	AuthorizationEnv string
}

// Server is one broker node. Its Check fields override those of the listener's Check.
type Server struct {
	// Name is 1 to 64 of A-Z a-z 0-9 _ . : - and unique in the listener.
	Name string
	// Address is an IPv4 or IPv6 address without brackets, or a host name, which HAProxy looks up at start.
	Address string
	// Port is 1 to 65535. Default is the protocol's.
	Port *int
	// Weight is the server's share, 0 to 256; 0 takes no new connections. HAProxy's default is 1.
	Weight *int
	// MaxConn is the number of connections at once; 0 is no limit.
	MaxConn *int
	// Backup servers are used only while no other is up.
	Backup bool
	// Disabled servers start in maintenance.
	Disabled bool

	CheckPort                                           *int
	CheckInterval, CheckFastInterval, CheckDownInterval string
	CheckRise, CheckFall                                *int
}

// checkPort is the port the server is probed at, nil for its own.
func (s Server) checkPort(c Check) *int {
	if s.CheckPort != nil {
		return s.CheckPort
	}
	return c.Port
}

// inUse tells whether the server takes new connections as long as all is well.
func (s Server) inUse() bool {
	return !s.Backup && !s.Disabled && (s.Weight == nil || *s.Weight > 0)
}
