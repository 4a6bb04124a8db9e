package haproxy

import "github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"

// HAProxyVersions are the HAProxy branches a Config can be written for, oldest first.
var HAProxyVersions = []string{"2.2", "2.4", "2.6", "2.8", "3.0", "3.2", "3.4"}

// Config is one HAProxy process. An empty string, a nil pointer or an empty list means "not given"; the default
// is then used. Every duration is a string in HAProxy's own form: a whole number and one of us, ms, s, m, h, d,
// where a bare number means milliseconds, at most 2147483647 ms (24 days and 20 hours).
type Config struct {
	// HAProxyVersion is one of HAProxyVersions and decides which keywords may be used. Default 2.6.
	HAProxyVersion string
	// RabbitMQVersion is the oldest broker version in the cluster, such as 4.3.6. It decides which health
	// check can be the default; without it, the one every broker answers is taken.
	RabbitMQVersion string

	// MaxConn is the number of connections the process accepts, at least 1. Default 4096.
	MaxConn *int
	// Daemon sends the process to the background. Leave it off under systemd and in containers.
	Daemon bool
	// LogTargets are where logs go. Without one nothing is logged.
	LogTargets []LogTarget
	// StatsSocket is the runtime API's socket.
	StatsSocket *StatsSocket
	// HardStopAfter limits how long an old process lives on after a reload. AMQP connections last for days, so
	// without it old processes do too.
	HardStopAfter string
	// NBThread is the number of threads, at least 1; HAProxy takes one per core.
	NBThread *int
	// Account is what the process becomes after start.
	Account
	// Chroot and PIDFile are absolute paths.
	Chroot, PIDFile string
	// ULimitN is the number of file descriptors, at least 1; HAProxy works it out from MaxConn.
	ULimitN *int
	// SpreadChecks is by how many percent checks may be off their interval, 0 to 50, so that not all go out at once.
	SpreadChecks *int
	// ExtraGlobal are lines for the section "global", not checked beyond being one line each.
	ExtraGlobal []string

	loadbalancer.Timeouts
	// TimeoutCheck is the longest wait for the answer to a health check. Default 3s.
	TimeoutCheck string
	// TimeoutQueue is the longest wait for a free slot of a server with MaxConn; HAProxy takes TimeoutConnect.
	TimeoutQueue string
	// Retries is the number of further attempts to connect to a server, 0 to 100. Default 3.
	Retries *int
	// Redispatch lets the last retry go to another server. Default true.
	Redispatch *bool
	// DontLogNull leaves connections on which nothing was sent, such as port probes, out of the log. Default true.
	DontLogNull *bool
	// TCPLog logs every connection with its timers and how it ended; needs a LogTarget. Default true.
	TCPLog *bool
	// ExtraDefaults are lines for the section "defaults", not checked beyond being one line each.
	ExtraDefaults []string

	// Listeners are what clients connect to, at least one.
	Listeners []Listener
	// Resolvers look up servers' host names while HAProxy runs; nil means that they are looked up at start only.
	Resolvers *Resolvers
	// Stats is the page with HAProxy's own figures; nil means none.
	Stats *Stats
}

// LogTarget is one line "log" of the section "global".
type LogTarget struct {
	// Address is stdout, stderr, an absolute socket path such as /dev/log, or HOST:PORT of a syslog server.
	Address string
	// Format is one of rfc3164, rfc5424, short, raw. Default raw for stdout and stderr, else HAProxy's rfc3164.
	Format string
	// Facility is a syslog facility. Default local0.
	Facility string
}

// StatsSocket is the UNIX socket of HAProxy's runtime API.
type StatsSocket struct {
	// Path is absolute.
	Path string
	// Mode is three or four octal digits. Default 660.
	Mode string
	// Level is one of user, operator, admin. Default operator; draining a server needs admin.
	Level string
	// Account owns the socket.
	Account
}

// Stats is the listener with the statistics page. Its section is named "stats".
type Stats struct {
	// Binds are the addresses it listens on. Default 127.0.0.1:8404.
	Binds []loadbalancer.Bind
	// URI is the path of the page. Default "/".
	URI string
	// Realm is the name a browser shows when it asks for the password.
	Realm string
	// Username and Password protect the page; both or neither.
	Username, Password string
	// Refresh makes the page reload itself, in whole seconds.
	Refresh string
	// Admin allows servers to be drained and stopped from the page; needs Username and Password.
	Admin bool
	// Prometheus serves /metrics, without a password. Default true.
	Prometheus *bool
	// Healthz serves /healthz, without a password: 200 while every listener has a usable server, else 503.
	// Default true.
	Healthz *bool
}
