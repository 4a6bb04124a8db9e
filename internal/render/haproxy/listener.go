package haproxy

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// Balances are the values Listener.Balance takes.
var Balances = []string{"roundrobin", "static-rr", "leastconn", "first", "source", "random"}

// CheckKinds are the values Check.Kind takes. An agent of one's own, which HAProxy can ask too, is a server's Agent.
var CheckKinds = []string{loadbalancer.CheckNone, loadbalancer.CheckTCP, loadbalancer.CheckAMQP, loadbalancer.CheckHTTP}

// What HAProxy tells a broker of the client it speaks for.
const (
	SendProxyNone = "none"
	SendProxyV1   = "v1"
	SendProxyV2   = "v2"
)

// SendProxies are the values Listener.SendProxy takes.
var SendProxies = []string{SendProxyNone, SendProxyV1, SendProxyV2}

// Listener is one section "listen": addresses clients connect to, and the servers behind them. SlowStart is longer
// than the check's interval and defaults to 30s where it can work, else to none. A server's host name is looked up at
// start only, unless Config has Resolvers.
type Listener struct {
	loadbalancer.Listener
	// TCPKeepAlive probes idle connections for peers that vanished without a word.
	TCPKeepAlive KeepAlive
	// Check is how the servers are probed.
	Check Check
	// SendProxy is one of SendProxies: the header that begins each connection to a server, with the client's address.
	// The broker must expect it (proxy_protocol = true, and the like for other protocols) and then takes no other
	// connections. Default none.
	SendProxy string
	// Cookie brings clients back to their server, for the protocol management alone; nil for none. A server's Cookie is its
	// name by default then.
	Cookie *Cookie
	// TLS is where encryption begins and ends. By default a TLS protocol is passed through. Where HAProxy ends it, a Bind
	// with TLS false takes clients that speak none, by default on the port of the protocol without TLS.
	TLS TLS
	// Extra are lines for this section, not checked beyond being one line each.
	Extra []string
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
	loadbalancer.Check
	// AuthorizationEnv names an environment variable of HAProxy that holds base64 of USERNAME:PASSWORD, which
	// keeps the secret out of the text.
	AuthorizationEnv string
	// SendProxy begins a check of kind amqp with the header of the listener's SendProxy. Default true where the
	// listener has one. Brokers before 3.11.19 and 3.12.1 drop such a check.
	SendProxy *bool
	// TLS makes a check of kind http, amqp or tcp speak TLS; nil is plain, except to a server's own port that is
	// spoken to in TLS anyway.
	TLS *CheckTLS
}

// sendsCredentials reports whether an http check says who it is.
func (c Check) sendsCredentials() bool {
	return c.Username != "" || c.AuthorizationEnv != ""
}

// dynamic reports whether the algorithm can change a server's share while running, which slow start needs.
func (l Listener) dynamic() bool {
	return l.Balance == "roundrobin" || l.Balance == "leastconn" || l.Balance == "random"
}

// sendsProxy reports whether connections to servers begin with a header.
func (l Listener) sendsProxy() bool {
	return l.SendProxy == SendProxyV1 || l.SendProxy == SendProxyV2
}
