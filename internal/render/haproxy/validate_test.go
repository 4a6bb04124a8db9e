package haproxy

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// valid is a Config without problems, for tests to spoil.
func valid() Config {
	return Config{
		LogTargets:  []LogTarget{{Address: "stdout"}},
		StatsSocket: &StatsSocket{Path: "/run/haproxy.sock"},
		Listeners: []Listener{
			plain("rabbitmq_amqp", loadbalancer.ProtocolAMQP),
			plain("rabbitmq_management", loadbalancer.ProtocolManagement),
		},
		Stats: &Stats{Username: "ops", Password: "secret"},
	}
}

func TestValid(t *testing.T) {
	mustResolve(t, valid())
}

// TestValidate spoils one thing at a time and expects exactly one problem, at the path of what was spoiled.
func TestValidate(t *testing.T) {
	listener := func(f func(*Listener)) func(*Config) { return func(c *Config) { f(&c.Listeners[0]) } }
	check := func(f func(*Check)) func(*Config) { return func(c *Config) { f(&c.Listeners[0].Check) } }
	server := func(f func(*loadbalancer.Server)) func(*Config) {
		return func(c *Config) { f(&c.Listeners[0].Servers[1]) }
	}
	stats := func(f func(*Stats)) func(*Config) { return func(c *Config) { f(c.Stats) } }

	for _, test := range []struct {
		path   string
		says   string
		change func(*Config)
	}{
		{"haproxy_version", "2.2, 2.4", func(c *Config) { c.HAProxyVersion = "1.8" }},
		{"rabbitmq_version", "4.3.6", func(c *Config) { c.RabbitMQVersion = "latest" }},
		{"maxconn", "from 1", func(c *Config) { c.MaxConn = new(0) }},
		{"nbthread", "from 1", func(c *Config) { c.NBThread = new(0) }},
		{"ulimit_n", "from 1", func(c *Config) { c.ULimitN = new(0) }},
		{"spread_checks", "to 50", func(c *Config) { c.SpreadChecks = new(51) }},
		{"heartbeat", "from 0", func(c *Config) { c.Heartbeat = new(-1) }},
		{"retries", "100", func(c *Config) { c.Retries = new(101) }},
		{"timeout_client", "24 days", func(c *Config) { c.TimeoutClient = "25d" }},
		{"user", `Write uid = 99 in place of user`, func(c *Config) { c.User = "99" }},
		{"group", `Write gid = 0 in place of group`, func(c *Config) { c.Group = "0" }},
		{"uid", "either user or uid", func(c *Config) { c.User, c.UID = "haproxy", new(99) }},
		{"gid", "-1", func(c *Config) { c.GID = new(-1) }},
		{"stats_socket.user", "uid = 99", func(c *Config) { c.StatsSocket.User = "99" }},
		{"stats_socket.group", "gid = 99", func(c *Config) { c.StatsSocket.Group = "99" }},
		{"stats_socket.gid", "either group or gid", func(c *Config) { c.StatsSocket.Group, c.StatsSocket.GID = "haproxy", new(99) }},
		{"timeout_queue", "no time at all", func(c *Config) { c.TimeoutQueue = "0" }},
		{"timeout_check", "whole number", func(c *Config) { c.TimeoutCheck = "50x" }},
		{"timeout_queue", "whole number", func(c *Config) { c.TimeoutQueue = "-1s" }},
		{"hard_stop_after", "whole number", func(c *Config) { c.HardStopAfter = "5s\n" }},
		{"user", "line break", func(c *Config) { c.User = "haproxy\ngroup root" }},
		{"group", "line break", func(c *Config) { c.Group = "a\rb" }},
		{"chroot", "slash", func(c *Config) { c.Chroot = "var/lib" }},
		{"pidfile", "control character", func(c *Config) { c.PIDFile = "/run/\x00" }},
		{"extra_global[1]", "line break", func(c *Config) { c.ExtraGlobal = []string{"nokqueue", "a\nb"} }},
		{"extra_defaults[0]", "end the section", func(c *Config) { c.ExtraDefaults = []string{" listen evil"} }},
		{"extra_defaults[0]", "unquoted", func(c *Config) { c.ExtraDefaults = []string{`"listen" evil`} }},
		{"extra_defaults[0]", "unquoted", func(c *Config) { c.ExtraDefaults = []string{".if 0"} }},
		{"extra_defaults[0]", "one directive", func(c *Config) { c.ExtraDefaults = []string{" "} }},
		{"log_target[0].address", "stdout", func(c *Config) { c.LogTargets[0].Address = "" }},
		{"log_target[0].address", "control", func(c *Config) { c.LogTargets[0].Address = "a\tb" }},
		{"log_target[0].format", "rfc5424", func(c *Config) { c.LogTargets[0].Format = "json" }},
		{"log_target[0].facility", "local0", func(c *Config) { c.LogTargets[0].Facility = "local8" }},
		{"stats_socket.path", "absolute", func(c *Config) { c.StatsSocket.Path = "" }},
		{"stats_socket.mode", "octal", func(c *Config) { c.StatsSocket.Mode = "888" }},
		{"stats_socket.level", "operator", func(c *Config) { c.StatsSocket.Level = "root" }},

		{"listener", "at least one", func(c *Config) { c.Listeners = nil }},
		{"listener[1].name", "used twice", func(c *Config) { c.Listeners[1].Name = "rabbitmq_amqp" }},
		{"listener[0].name", "used twice", listener(func(l *Listener) { l.Name = "stats" })},
		{"listener[0].protocol", "amqps", listener(func(l *Listener) { l.Protocol = "kafka" })},
		{"listener[0].balance", "leastconn", listener(func(l *Listener) { l.Balance = "uri" })},
		{"listener[0].extra[0]", "line break", listener(func(l *Listener) { l.Extra = []string{"a\x85b"} })},
		{"listener[1].bind[0]", "already listens", func(c *Config) { c.Listeners[1].Binds = []loadbalancer.Bind{{Address: "0.0.0.0", Port: new(5672)}} }},
		{"stats.bind[0]", "already listens", func(c *Config) {
			c.Listeners[0].Binds = []loadbalancer.Bind{{Address: "127.0.0.1", Port: new(8404)}}
		}},
		{"listener[0].slowstart", "share", listener(func(l *Listener) { l.SlowStart, l.Balance = "30s", "source" })},
		{"listener[0].slowstart", "share", listener(func(l *Listener) { l.SlowStart, l.Balance = "30s", "static-rr" })},
		{"listener[0].slowstart", "share", listener(func(l *Listener) { l.SlowStart, l.Balance = "30s", "first" })},
		{"listener[0].slowstart", "interval", listener(func(l *Listener) { l.SlowStart = "5s" })},
		{"listener[0].slowstart", "whole number", listener(func(l *Listener) { l.SlowStart = "soon" })},

		{"listener[0].tcp_keepalive.client_idle", "whole seconds", listener(func(l *Listener) { l.TCPKeepAlive.ClientIdle = "60" })},
		{"listener[0].tcp_keepalive.server_interval", "32767s", listener(func(l *Listener) { l.TCPKeepAlive.ServerInterval = "1d" })},
		{"listener[0].tcp_keepalive.server_count", "127", listener(func(l *Listener) { l.TCPKeepAlive.ServerCount = new(128) })},
		{"listener[0].tcp_keepalive.enabled", "no effect", listener(func(l *Listener) {
			l.TCPKeepAlive = KeepAlive{Enabled: new(false), ClientCount: new(3)}
		})},
		{"listener[0].tcp_keepalive", "HAProxy 2.3", func(c *Config) {
			c.HAProxyVersion, c.Listeners[0].TCPKeepAlive.ClientIdle = "2.2", "60s"
		}},

		{"listener[0].check.kind", "none, tcp", check(func(c *Check) { c.Kind = "agent" })},
		{"listener[0].check.interval", "more than zero", check(func(c *Check) { c.Interval = "0" })},
		{"listener[0].check.path", "every server down", check(func(c *Check) { c.Path = "/api/health/checks/node-is-quorum-critical" })},
		{"listener[0].check.authorization_env", "without $", check(func(c *Check) { c.AuthorizationEnv = "${X}" })},
		{"listener[0].check.authorization_env", "either", check(func(c *Check) { c.Username, c.Password, c.AuthorizationEnv = "a", "b", "C" })},

		{"listener[0].server[1].name", `after it, "rabbit2"`, server(func(s *loadbalancer.Server) { s.Name = "rabbit@rabbit2" })},
		{"listener[1].server[0].port", "port is not known", func(c *Config) {
			c.Listeners[1].Servers = []loadbalancer.Server{{Name: "a", Address: "10.1.0.1"}, {Name: "b", Address: "10.1.0.2", Port: new(5673)}}
		}},
		{"listener[0].server[1]", "no effect", func(c *Config) {
			c.Listeners[0].Check.Kind, c.Listeners[0].Servers[1].CheckDownInterval = loadbalancer.CheckNone, "500"
		}},

		{"stats.bind[0].port", "65535", stats(func(s *Stats) { s.Binds = []loadbalancer.Bind{{Port: new(70000)}} })},
		{"stats.uri", "slash", stats(func(s *Stats) { s.URI = "stats" })},
		{"stats.uri", "another path", stats(func(s *Stats) { s.URI = "/metrics" })},
		{"stats.realm", "leave it out", stats(func(s *Stats) { s.Realm = `the "best"` })},
		{"stats.realm", "line break", stats(func(s *Stats) { s.Realm = "a\nb" })},
		{"stats.refresh", "whole seconds", stats(func(s *Stats) { s.Refresh = "500ms" })},
		{"stats.admin", "Set username", stats(func(s *Stats) { s.Username, s.Password, s.Admin = "", "", true })},
	} {
		t.Run(test.path+" "+test.says, func(t *testing.T) {
			c := valid()
			test.change(&c)
			resolved, problems := Resolve(c)
			if len(problems) != 1 || problems[0].Path.String() != test.path || !strings.Contains(problems[0].Error(), test.says) {
				t.Fatalf("got %v", problems)
			}
			if !reflect.DeepEqual(resolved, Resolved{}) {
				t.Error("there is something to render all the same")
			}
		})
	}
}

// TestAMQPCheckNeedsAnAMQPPort: behind the TLS port nobody answers a plain header, so every server would be down.
func TestAMQPCheckNeedsAnAMQPPort(t *testing.T) {
	c := valid()
	c.Listeners[0].Protocol, c.Listeners[0].Check.Kind = loadbalancer.ProtocolAMQPS, loadbalancer.CheckAMQP
	if _, problems := Resolve(c); len(problems) != 3 {
		t.Errorf("%d problems, want one for each server", len(problems))
	}
	c.Listeners[0].Check.Port = new(5672)
	mustResolve(t, c)
}

func TestProblemsNameNoSecret(t *testing.T) {
	c := valid()
	c.Stats.Password, c.Listeners[0].Check.Password = "hunter2\n", "hunter2\n"
	_, problems := Resolve(c)
	if len(problems) == 0 {
		t.Error("no problems")
	}
	for _, p := range problems {
		if strings.Contains(p.Error(), "hunter2") {
			t.Error(p)
		}
	}
}

func TestDefaultsLeaveTheConfigAlone(t *testing.T) {
	c := valid()
	mustRender(t, c)
	if c.Listeners[0].Servers[0].Port != nil || c.Listeners[0].Binds != nil || c.Stats.URI != "" || c.StatsSocket.Mode != "" {
		t.Error("rendering changed the Config it was given")
	}
}

func TestOutputs(t *testing.T) {
	c := mustResolve(t, valid())
	if got := c.Endpoints()["rabbitmq_amqp"]; !slices.Equal(got, []string{"*:5672"}) {
		t.Error(got)
	}
	if got := c.ServerNames(); got[0] != "rabbitmq_amqp/rabbit1" || len(got) != 6 {
		t.Error(got)
	}
	if !c.HasSecret() || mustResolve(t, golden["haproxy-2.2"]).HasSecret() {
		t.Error("HasSecret is wrong about a password or about a variable's name")
	}
}
