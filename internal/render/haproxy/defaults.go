package haproxy

import (
	"cmp"
	"slices"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// withDefaults is c with everything filled in that was left out. It and what it calls are the only places that know a
// default.
func (c Config) withDefaults() Config {
	c.HAProxyVersion = cmp.Or(c.HAProxyVersion, "2.6")
	c.MaxConn = cmp.Or(c.MaxConn, new(4096))
	c.Retries = cmp.Or(c.Retries, new(3))
	c.Redispatch = cmp.Or(c.Redispatch, new(true))
	c.DontLogNull = cmp.Or(c.DontLogNull, new(true))
	c.TCPLog = cmp.Or(c.TCPLog, new(true))
	c.Timeouts = c.WithDefaults()

	c.LogTargets = slices.Clone(c.LogTargets)
	for i := range c.LogTargets {
		t := &c.LogTargets[i]
		t.Facility = cmp.Or(t.Facility, "local0")
		if t.Address == "stdout" || t.Address == "stderr" {
			t.Format = cmp.Or(t.Format, "raw")
		}
	}
	if c.StatsSocket != nil {
		socket := *c.StatsSocket
		socket.Mode = cmp.Or(socket.Mode, "660")
		socket.Level = cmp.Or(socket.Level, "operator")
		c.StatsSocket = &socket
	}
	c.Listeners = slices.Clone(c.Listeners)
	for i, l := range c.Listeners {
		c.Listeners[i] = l.withDefaults(c.RabbitMQVersion)
	}
	if c.Stats != nil {
		c.Stats = new(c.Stats.withDefaults())
	}
	// A check that only connects is over once connected; HAProxy limits that part by its interval.
	if slices.ContainsFunc(c.Listeners, func(l Listener) bool { return l.Check.WaitsForAnswer() }) {
		c.TimeoutCheck = cmp.Or(c.TimeoutCheck, "3s")
	}
	return c
}

func (l Listener) withDefaults(rabbitMQVersion string) Listener {
	l.Protocol = cmp.Or(l.Protocol, loadbalancer.ProtocolAMQP)
	l.TLS = l.TLS.withDefaults(l.Protocol)
	l.SendProxy = cmp.Or(l.SendProxy, SendProxyNone)
	if l.Protocol == loadbalancer.ProtocolManagement && l.TLS.toServers() {
		l.Servers = managementOverTLS(l.Servers)
	}
	if plain := loadbalancer.TraitsOf(loadbalancer.TraitsOf(l.Protocol).Plain); plain.Port != 0 {
		l.Binds = slices.Clone(l.Binds)
		for i, b := range l.Binds {
			if b.TLS != nil && !*b.TLS {
				l.Binds[i].Port = cmp.Or(b.Port, &plain.Port)
			}
		}
	}
	l.Listener = l.WithDefaults(l.serverProtocol())
	l.Cookie = l.Cookie.withDefaults()
	for i, s := range l.Servers {
		l.Servers[i].Cookie = l.cookieValue(s)
		if s.Agent != nil {
			agent := *s.Agent
			agent.Interval = cmp.Or(agent.Interval, "2s")
			l.Servers[i].Agent = &agent
		}
	}
	l.TCPKeepAlive.Enabled = cmp.Or(l.TCPKeepAlive.Enabled, new(true))
	l.Check = l.Check.withDefaults(l.Protocol, rabbitMQVersion, l.sendsProxy())
	if l.dynamic() && loadbalancer.Duration(l.Check.Interval) < 30*time.Second {
		l.SlowStart = cmp.Or(l.SlowStart, "30s")
	}
	return l
}

// managementTLSPort is where the management API listens with TLS.
const managementTLSPort = 15671

func managementOverTLS(servers []loadbalancer.Server) []loadbalancer.Server {
	servers = slices.Clone(servers)
	for i := range servers {
		servers[i].Port = cmp.Or(servers[i].Port, new(managementTLSPort))
	}
	return servers
}

func (c Check) withDefaults(protocol, rabbitMQVersion string, sendsProxy bool) Check {
	if c.TLS != nil && (c.Kind == "" || c.Kind == loadbalancer.CheckHTTP) && protocol != loadbalancer.ProtocolManagement {
		c.Port = cmp.Or(c.Port, new(managementTLSPort))
	}
	c.Check = c.WithDefaults(protocol, rabbitMQVersion)
	if c.Kind == loadbalancer.CheckAMQP && sendsProxy {
		c.SendProxy = cmp.Or(c.SendProxy, new(true))
	}
	if c.TLS != nil && c.TLS.Verify == "" && c.TLS.CAFile != "" {
		c.TLS = &CheckTLS{Verify: VerifyRequired, CAFile: c.TLS.CAFile, ServerName: c.TLS.ServerName}
	}
	return c
}

func (s Stats) withDefaults() Stats {
	s.Binds = loadbalancer.BindsWithDefaults(s.Binds, loadbalancer.Bind{Address: "127.0.0.1", Port: new(8404)})
	s.URI = cmp.Or(s.URI, "/")
	s.Prometheus = cmp.Or(s.Prometheus, new(true))
	s.Healthz = cmp.Or(s.Healthz, new(true))
	return s
}
