package as3

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// Config is one application of a BIG-IP. An empty string, a nil pointer or an empty list means "not given"; the default
// is then used. Every duration is a string as package loadbalancer has them, and of whole seconds.
//
// A BIG-IP has nothing like TimeoutConnect, nor a check's FastInterval and DownInterval, nor what a server overrides of a
// check except its CheckPort, nor a server's Cookie, Source, Agent and Extra: these are not used. TimeoutClient and
// TimeoutServer are at most 24h.
type Config struct {
	loadbalancer.Timeouts

	// SchemaVersion is that of AS3's schema which the declaration is for, 3.29.0 or later. A BIG-IP takes those up to the
	// version of its AS3. Default 3.50.0, the first with per-application declarations.
	SchemaVersion string
	// DeclarationID identifies the declaration: at most 255 printable ASCII characters without blanks, quotes, backquotes,
	// backslashes and <>^|. Default is Tenant.
	DeclarationID string
	// Tenant is the partition and Application the folder in it: 1 to 190 letters, digits, underscores, dots and hyphens
	// that begin with a letter, and no word that AS3 has a meaning of its own for. AS3 removes from a tenant what its
	// declaration does not hold. Tenant must be given; default of Application is rabbitmq.
	Tenant, Application string
	// Label and Remark are texts for people about the application, at most 64 characters.
	Label, Remark string
	// RabbitMQVersion is the oldest broker version in the cluster, such as 4.3.6. It decides which health check can be
	// the default; without it, the one every broker answers is taken.
	RabbitMQVersion string

	// SNAT is the address that brokers see clients come from: auto for one of the BIG-IP's own, self for the virtual
	// address, none for the client's, which needs brokers that route their answers back over the BIG-IP, or the path of a
	// SNAT pool such as /Common/brokers. Default auto.
	SNAT string
	// ShareNodes keeps the servers as nodes of the partition Common, where other tenants may use them too. Two
	// partitions cannot each have a node of the same address. Default true.
	ShareNodes *bool
	// Retries is the number of further servers that are tried when one does not accept a connection, 0 to 65535.
	// Default 3.
	Retries *int

	// Listeners are what clients connect to, at least one.
	Listeners []Listener
}

// SNATs are the values of Config.SNAT that are not paths.
var SNATs = []string{"auto", "none", "self"}

// What a listener's Check.Kind and Balance can be here.
var (
	CheckKinds = []string{loadbalancer.CheckNone, loadbalancer.CheckTCP, loadbalancer.CheckHTTP}
	Balances   = []string{"roundrobin", "leastconn"}
)

// Listener is a virtual server for each port it listens on, and the pool behind them.
//
// Its Name begins with a letter, does not end with a hyphen and has no colon. Each of its Binds has an address: a BIG-IP
// listens on virtual addresses only. SlowStart is at most 900s, and 30s by default. The Weight of a server is at most 100.
type Listener struct {
	loadbalancer.Listener
	// TCPKeepAlive probes idle connections for peers that vanished without a word.
	TCPKeepAlive KeepAlive
	// Check is how the servers are probed.
	Check Check
	// TLS is where encryption begins and ends. By default a TLS protocol is passed through.
	TLS TLS
}

// KeepAlive is TCP keep-alive towards clients and servers.
type KeepAlive struct {
	// ClientInterval and ServerInterval are the time between two probes of an idle connection, less than the time-out of
	// that side. Default 60s, or half the time-out where that is no more than 60s. A BIG-IP left to itself probes every
	// 30 minutes, which is after its time-out.
	ClientInterval, ServerInterval string
}

// Check is the health check of a listener's servers. Kind http comes with a monitor that connects to the server's own
// port, and both must succeed. A BIG-IP waits Interval times Fall and one second for a success, and Interval for each Rise
// after the first before it uses a server that came back.
type Check struct {
	loadbalancer.Check
	// TLS makes a check of kind http speak TLS; nil means plain HTTP. Its default Port is then 15671.
	TLS *CheckTLS
}

// CheckTLS is TLS towards the management listener.
type CheckTLS struct {
	// ServerSSLProfile is the path of the profile to use. Without one any certificate is taken.
	ServerSSLProfile string
}

// TLS is where the encryption of a listener begins and ends. Profiles are paths of what the BIG-IP has already, such as
// /Common/rabbitmq-clientssl: a declaration is no place for a private key.
type TLS struct {
	// ClientSSLProfile is the profile towards clients, with the certificate. With one the BIG-IP ends TLS itself, and
	// speaks plain text to the servers, whose default port is that of the protocol without TLS.
	ClientSSLProfile string
	// ServerSSLProfile is the profile towards servers, which makes the BIG-IP speak TLS to them.
	ServerSSLProfile string
}
