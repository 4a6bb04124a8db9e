package haproxy

import (
	"cmp"
	"slices"
	"time"
)

// readyToServeClients answers 200 while the node accepts clients, without a password and without a line in the
// broker's log. It speaks for its own node only, which makes it the check for a balancer.
const readyToServeClients = "/api/health/checks/ready-to-serve-clients"

// withDefaults is c with everything filled in that was left out. It is the only place that knows a default.
func (c Config) withDefaults() Config {
	c.HAProxyVersion = cmp.Or(c.HAProxyVersion, "2.6")
	c.MaxConn = cmp.Or(c.MaxConn, new(4096))
	c.Heartbeat = cmp.Or(c.Heartbeat, new(60))
	c.Retries = cmp.Or(c.Retries, new(3))
	c.Redispatch = cmp.Or(c.Redispatch, new(true))
	c.DontLogNull = cmp.Or(c.DontLogNull, new(true))
	c.TCPLog = cmp.Or(c.TCPLog, new(true))
	c.TimeoutConnect = cmp.Or(c.TimeoutConnect, "5s")
	c.TimeoutClient = cmp.Or(c.TimeoutClient, "3h")
	c.TimeoutServer = cmp.Or(c.TimeoutServer, "3h")

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
	if slices.ContainsFunc(c.Listeners, func(l Listener) bool { return l.Check.waitsForAnswer() }) {
		c.TimeoutCheck = cmp.Or(c.TimeoutCheck, "3s")
	}
	return c
}

func (l Listener) withDefaults(broker string) Listener {
	l.Protocol = cmp.Or(l.Protocol, ProtocolAMQP)
	t := protocolTraits[l.Protocol]
	l.Balance = cmp.Or(l.Balance, t.balance)
	l.Binds = bindsWithDefaults(l.Binds, Bind{Address: "*", Port: &t.port})
	l.TCPKeepAlive.Enabled = cmp.Or(l.TCPKeepAlive.Enabled, new(true))
	l.OnMarkedDownShutdown = cmp.Or(l.OnMarkedDownShutdown, new(true))
	l.Check = l.Check.withDefaults(l.Protocol, broker)
	if l.dynamic() && duration(l.Check.Interval) < 30*time.Second {
		l.SlowStart = cmp.Or(l.SlowStart, "30s")
	}
	l.Servers = slices.Clone(l.Servers)
	for i := range l.Servers {
		l.Servers[i].Port = cmp.Or(l.Servers[i].Port, &t.port)
	}
	return l
}

func (c Check) withDefaults(protocol, broker string) Check {
	c.Kind = cmp.Or(c.Kind, CheckHTTP)
	if c.Kind == CheckNone {
		return c
	}
	if c.Interval == "" {
		c.Interval = "5s"
		c.FastInterval = cmp.Or(c.FastInterval, "1s")
		c.DownInterval = cmp.Or(c.DownInterval, "2s")
	}
	c.Rise = cmp.Or(c.Rise, new(2))
	c.Fall = cmp.Or(c.Fall, new(3))
	if c.Kind == CheckHTTP {
		c.Path = cmp.Or(c.Path, defaultPath(broker))
		c.ExpectStatus = cmp.Or(c.ExpectStatus, new(200))
		c.HostHeader = cmp.Or(c.HostHeader, "rabbitmq")
		if protocol != ProtocolManagement {
			c.Port = cmp.Or(c.Port, new(managementPort))
		}
	}
	return c
}

// defaultPath must never be one the broker does not know: a 404 takes every server down.
func defaultPath(broker string) string {
	v, known := parseVersion(broker)
	if !known || v.olderThan(unauthenticatedChecksSince) {
		return "/"
	}
	return readyToServeClients
}

func (s Stats) withDefaults() Stats {
	s.Binds = bindsWithDefaults(s.Binds, Bind{Address: "127.0.0.1", Port: new(8404)})
	s.URI = cmp.Or(s.URI, "/")
	s.Prometheus = cmp.Or(s.Prometheus, new(true))
	s.Healthz = cmp.Or(s.Healthz, new(true))
	return s
}

func bindsWithDefaults(binds []Bind, d Bind) []Bind {
	if len(binds) == 0 {
		return []Bind{d}
	}
	filled := slices.Clone(binds)
	for i, b := range filled {
		filled[i] = Bind{Address: cmp.Or(b.Address, d.Address), Port: cmp.Or(b.Port, d.Port)}
	}
	return filled
}

// waitsForAnswer tells whether the check goes on after the connection is made.
func (c Check) waitsForAnswer() bool {
	return c.Kind == CheckHTTP || c.Kind == CheckAMQP
}

// dynamic tells whether the algorithm can change a server's share while running, which slow start needs.
func (l Listener) dynamic() bool {
	return l.Balance == "roundrobin" || l.Balance == "leastconn" || l.Balance == "random"
}
