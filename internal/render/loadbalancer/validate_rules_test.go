package loadbalancer

import (
	"strings"
	"testing"
)

// whole is all that a writer hands over, without defaults.
type whole struct {
	Listener
	Check    Check
	Timeouts Timeouts
}

// problems are those of w with its defaults.
func (w whole) problems() []Problem {
	v := &Validator{}
	v.Ports(Path{}.Field("server"), PortsOf(w.Servers))
	v.Timeouts(nil, w.Timeouts.WithDefaults())
	l := w.WithDefaults("")
	if v.Listener(nil, l) {
		at, c := Path{}.Field("check"), w.Check.WithDefaults(l.Protocol, "")
		v.Check(at, c, []string{CheckNone, CheckTCP, CheckAMQP, CheckHTTP})
		v.ServerChecks(Path{}.Field("server"), l.Servers, at, c, l.Protocol, false)
	}
	return v.Problems
}

// TestRules spoils one thing at a time and expects exactly one problem, at the path of what was spoiled.
func TestRules(t *testing.T) {
	check := func(f func(*Check)) func(*whole) { return func(w *whole) { f(&w.Check) } }
	server := func(f func(*Server)) func(*whole) { return func(w *whole) { f(&w.Servers[1]) } }
	bind := func(b Bind) func(*whole) { return func(w *whole) { w.Binds = []Bind{b} } }
	sources := func(s ...string) func(*whole) { return func(w *whole) { w.AllowedSources = s } }
	path := func(p string) func(*whole) { return func(w *whole) { w.Check.Path = p } }

	for _, test := range []struct {
		path, says string
		change     func(*whole)
	}{
		{"timeout_client", "24 days", func(w *whole) { w.Timeouts.TimeoutClient = "25d" }},
		{"timeout_server", "whole number", func(w *whole) { w.Timeouts.TimeoutServer = "never" }},
		{"timeout_connect", "whole number", func(w *whole) { w.Timeouts.TimeoutConnect = "1.5s" }},
		{"heartbeat", "from 0", func(w *whole) { w.Timeouts.Heartbeat = new(-1) }},

		{"name", "64 letters", func(w *whole) { w.Name = "" }},
		{"name", "64 letters", func(w *whole) { w.Name = "rabbit mq" }},
		{"name", "64 letters", func(w *whole) { w.Name = strings.Repeat("x", 65) }},
		{"protocol", "amqps", func(w *whole) { w.Protocol = "kafka" }},
		{"maxconn", "from 1", func(w *whole) { w.MaxConn = new(0) }},
		{"bind[0].address", "neither", bind(Bind{Address: "[::1]"})},
		{"bind[0].address", "neither", bind(Bind{Address: "10.0.0.300"})},
		{"bind[0].address", "neither", bind(Bind{Address: "rabbitmq.example.com"})},
		{"bind[0].address", "zone", bind(Bind{Address: "fe80::1%eth0"})},
		{"bind[0].port", "65535", bind(Bind{Port: new(0)})},
		{"bind[0].port", "65535", bind(Bind{Port: new(65536)})},
		{"allowed_sources[1]", "a network", sources("::1", "10.0.0.0/33")},
		{"allowed_sources[1]", "neither", sources("10.0.0.0/8", "office")},
		{"allowed_sources[0]", "neither", sources("-f /etc/passwd")},
		{"allowed_sources[0]", "neither", sources("fe80::1%eth0")},
		{"allowed_sources[0]", "10.0.0.0/8", sources("10.1.0.0/8")},

		{"server[0].port", "port is not known", server(func(s *Server) { s.Port = new(5673) })},

		{"check.kind", "none, tcp, amqp", check(func(c *Check) { c.Kind = "agent" })},
		{"check.interval", "more than zero", check(func(c *Check) { c.Interval = "0" })},
		{"check.fast_interval", "whole number", check(func(c *Check) { c.FastInterval = "1.5s" })},
		{"check.down_interval", "more than zero", check(func(c *Check) { c.DownInterval = "0ms" })},
		{"check.rise", "from 1", check(func(c *Check) { c.Rise = new(0) })},
		{"check.fall", "from 1", check(func(c *Check) { c.Fall = new(0) })},
		{"check.port", "65535", check(func(c *Check) { c.Port = new(65536) })},
		{"check.path", "every server down", path("/api/health/checks/node-is-quorum-critical")},
		{"check.path", "every server down", path("/api/health/checks/node-is-mirror-sync-critical")},
		{"check.path", "every server down", path("/api/health/checks/alarms/?x=1")},
		{"check.path", "every server down", path("/api/health/checks/reached-target-cluster-size")},
		{"check.path", "every server down", path("/api/health/checks/%61larms")},
		{"check.path", "1000 are possible", path("/" + strings.Repeat("a", 1000))},
		{"check.path", "slash", path("api")},
		{"check.path", "spaces", path("/a b")},
		{"check.expect_status", "599", check(func(c *Check) { c.ExpectStatus = new(0) })},
		{"check.expect_status", "599", check(func(c *Check) { c.ExpectStatus = new(600) })},
		{"check.host_header", "host name", check(func(c *Check) { c.HostHeader = "a b" })},
		{"check.host_header", "host name", check(func(c *Check) { c.HostHeader = `a\r\nb` })},
		{"check.username", "password too", check(func(c *Check) { c.Username = "monitor" })},
		{"check.username", "colon", check(func(c *Check) { c.Username, c.Password = "a:b", "c" })},
		{"check.password", "username too", check(func(c *Check) { c.Password = "secret" })},
		{"check.password", "line break", check(func(c *Check) { c.Username, c.Password = "a", "b\n" })},
		{"check.path", "kind tcp", check(func(c *Check) { c.Kind, c.Path = CheckTCP, "/" })},
		{"check.interval", "kind none", check(func(c *Check) { c.Kind, c.Interval = CheckNone, "5s" })},
		{"check.rise", "kind none", check(func(c *Check) { c.Kind, c.Rise = CheckNone, new(3) })},

		{"server", "would be refused", func(w *whole) { w.Servers = nil }},
		{"server", "leave one", func(w *whole) { w.Servers[0].Backup, w.Servers[1].Disabled = true, true }},
		{"server", "leave one", func(w *whole) { w.Servers[0].Drained, w.Servers[1].Weight = true, new(0) }},
		{"server[1].name", `after it, "rabbit2"`, server(func(s *Server) { s.Name = "rabbit@rabbit2" })},
		{"server[1].name", "used twice", server(func(s *Server) { s.Name = "rabbit1" })},
		{"server[1].name", "hyphens", server(func(s *Server) { s.Name = "häschen" })},
		{"server[1].name", "hyphens", server(func(s *Server) { s.Name = "a\nserver" })},
		{"server[1].address", `after the @, "rabbit2"`, server(func(s *Server) { s.Address = "rabbit@rabbit2" })},
		{"server[1].address", "value of its own", server(func(s *Server) { s.Address = "rabbit2:5672" })},
		{"server[1].address", "host name", server(func(s *Server) { s.Address = "172.16.21.300" })},
		{"server[1].address", "zone", server(func(s *Server) { s.Address = "fe80::1%eth0" })},
		{"server[1].address", "host name", server(func(s *Server) { s.Address = "${HOST}" })},
		{"server[1].address", "host name", server(func(s *Server) { s.Address = "" })},
		{"server[1].port", "65535", func(w *whole) { w.Servers[0].Port, w.Servers[1].Port = new(5672), new(0) }},
		{"server[1].port", "65535", func(w *whole) { w.Servers[0].Port, w.Servers[1].Port = new(5672), new(65536) }},
		{"server[1].weight", "256", server(func(s *Server) { s.Weight = new(257) })},
		{"server[1].weight", "drained", server(func(s *Server) { s.Drained, s.Weight = true, new(3) })},
		{"server[1].maxconn", "from 0", server(func(s *Server) { s.MaxConn = new(-1) })},
		{"server[1].check_port", "65535", server(func(s *Server) { s.CheckPort = new(0) })},
		{"server[1].check_interval", "more than zero", server(func(s *Server) { s.CheckInterval = "0" })},
		{"server[1].check_fall", "from 1", server(func(s *Server) { s.CheckFall = new(0) })},
		{"server[1]", "no effect", func(w *whole) { w.Check.Kind, w.Servers[1].CheckDownInterval = CheckNone, "500" }},
	} {
		t.Run(test.path+" "+test.says, func(t *testing.T) {
			w := whole{Listener: Listener{Name: "amqp", Servers: []Server{{Name: "rabbit1", Address: "172.16.21.144"}, {Name: "rabbit2", Address: "rabbit2.example"}}}}
			if problems := w.problems(); len(problems) > 0 {
				t.Fatal(problems)
			}
			test.change(&w)
			problems := w.problems()
			if len(problems) != 1 || problems[0].Path.String() != test.path || !strings.Contains(problems[0].Error(), test.says) {
				t.Errorf("got %v", problems)
			}
		})
	}
}
