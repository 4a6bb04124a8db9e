package as3

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
		Tenant: "rabbitmq_prod", Application: "messaging", Label: "RabbitMQ", Remark: "messaging",
		Listeners: []Listener{
			amqp(),
			{
				Listener: loadbalancer.Listener{
					Name: "amqps", Protocol: loadbalancer.ProtocolAMQPS, Binds: at("10.0.0.10"), Servers: three(), AllowedSources: []string{"10.0.0.0/8"},
				},
				TLS: TLS{ClientSSLProfile: "/Common/clientssl"},
			},
		},
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
	encrypted := func(f func(*Listener)) func(*Config) { return func(c *Config) { f(&c.Listeners[1]) } }

	for _, test := range []struct {
		path   string
		says   string
		change func(*Config)
	}{
		{"tenant", "partition", func(c *Config) { c.Tenant = "" }},
		{"tenant", "letters, digits", func(c *Config) { c.Tenant = "1st" }},
		{"tenant", "letters, digits", func(c *Config) { c.Tenant = "a b" }},
		{"tenant", "190", func(c *Config) { c.Tenant = strings.Repeat("x", 191) }},
		{"tenant", "meaning of its own", func(c *Config) { c.Tenant = "Common" }},
		{"tenant", "meaning of its own", func(c *Config) { c.Tenant = "schemaVersion" }},
		{"tenant", "at most", func(c *Config) { c.Tenant, c.Application = strings.Repeat("x", 100), strings.Repeat("y", 80) }},
		{"application", "letters, digits", func(c *Config) { c.Application = "a/b" }},
		{"application", "meaning of its own", func(c *Config) { c.Application = "Shared" }},
		{"application", "meaning of its own", func(c *Config) { c.Application = "schemaVersion" }},
		{"schema_version", "3.50.0", func(c *Config) { c.SchemaVersion = "latest" }},
		{"schema_version", "3.50.0", func(c *Config) { c.SchemaVersion = "4.0.0" }},
		{"schema_version", "3.50.0", func(c *Config) { c.SchemaVersion = "3.50" }},
		{"schema_version", "3.29.0 and later", func(c *Config) { c.SchemaVersion = "3.28.0" }},
		{"declaration_id", "255", func(c *Config) { c.DeclarationID = "a b" }},
		{"declaration_id", "255", func(c *Config) { c.DeclarationID = strings.Repeat("x", 256) }},
		{"label", "64", func(c *Config) { c.Label = strings.Repeat("é", 65) }},
		{"label", "backquotes", func(c *Config) { c.Label = "a#b" }},
		{"label", "line break", func(c *Config) { c.Label = "a\nb" }},
		{"remark", "backslashes", func(c *Config) { c.Remark = `a\b` }},
		{"rabbitmq_version", "4.3.6", func(c *Config) { c.RabbitMQVersion = "latest" }},
		{"snat", "none of auto", func(c *Config) { c.SNAT = "automap" }},
		{"snat", "none of auto", func(c *Config) { c.SNAT = "/brokers" }},
		{"retries", "65535", func(c *Config) { c.Retries = new(65536) }},
		{"heartbeat", "from 0", func(c *Config) { c.Heartbeat = new(-1) }},
		{"timeout_client", "86400s", func(c *Config) { c.TimeoutClient = "25h" }},
		{"timeout_client", "whole number", func(c *Config) { c.TimeoutClient = "forever" }},
		{"timeout_server", "whole seconds", func(c *Config) { c.TimeoutServer = "1500ms" }},
		{"timeout_server", "from 1s", func(c *Config) { c.TimeoutServer = "0" }},

		{"listener", "at least one", func(c *Config) { c.Listeners = nil }},
		{"listener[1].name", "used twice", func(c *Config) { c.Listeners[1].Name = "amqp" }},
		{"listener[1].name", "amqp_pool", func(c *Config) { c.Listeners[1].Name = "amqp_pool" }},
		{"listener[1].name", "amqp_check_http", func(c *Config) { c.Listeners[1].Name = "amqp_check_http" }},
		{"listener[1].name", "amqp_tcp_ingress", func(c *Config) { c.Listeners[1].Name = "amqp_tcp_ingress" }},
		{"listener[0].name", "meaning of its own", listener(func(l *Listener) { l.Name = "template" })},
		{"listener[0].name", "begin with a letter", listener(func(l *Listener) { l.Name = "1st" })},
		{"listener[0].name", "colon", listener(func(l *Listener) { l.Name = "a:b" })},
		{"listener[0].name", "hyphen", listener(func(l *Listener) { l.Name = "a-" })},
		{"listener[0].name", "64 letters", listener(func(l *Listener) { l.Name = "rabbit mq" })},
		{"listener[0].protocol", "amqps", listener(func(l *Listener) { l.Protocol = "http" })},
		{"listener[0].balance", "leastconn", listener(func(l *Listener) { l.Balance = "source" })},
		{"listener[0].bind", "the one that clients connect to", listener(func(l *Listener) { l.Binds = nil })},
		{"listener[0].bind", "the one that clients connect to", listener(func(l *Listener) { l.Binds = []loadbalancer.Bind{{Port: new(5672)}} })},
		{"listener[0].bind[0].address", "virtual addresses only", listener(func(l *Listener) { l.Binds = at("0.0.0.0") })},
		{"listener[0].bind[0].address", "virtual addresses only", listener(func(l *Listener) { l.Binds = at("::1") })},
		{"listener[0].bind[0].address", "virtual addresses only", listener(func(l *Listener) { l.Binds = at("224.0.0.1") })},
		{"listener[1].bind[0]", "already listens", func(c *Config) { c.Listeners[1].Binds[0].Port = new(5672) }},
		{"listener[0].slowstart", "900s", listener(func(l *Listener) { l.SlowStart = "901s" })},
		{"listener[0].slowstart", "whole number", listener(func(l *Listener) { l.SlowStart = "soon" })},
		{"listener[0].tcp_keepalive.client_interval", "not less than timeout_client", listener(func(l *Listener) { l.TCPKeepAlive.ClientInterval = "3h" })},
		{"listener[0].tcp_keepalive.server_interval", "whole number", listener(func(l *Listener) { l.TCPKeepAlive.ServerInterval = "often" })},
		{"listener[0].tcp_keepalive.server_interval", "whole seconds", listener(func(l *Listener) { l.TCPKeepAlive.ServerInterval = "500" })},
		{"listener[0].allowed_sources[1]", "neither an IP", listener(func(l *Listener) { l.AllowedSources = []string{"10.0.0.0/8", "office"} })},
		{"listener[0].allowed_sources[1]", "the same as listener[0].allowed_sources[0]", listener(func(l *Listener) { l.AllowedSources = []string{"10.0.0.1", "10.0.0.1/32"} })},
		{"listener[0].allowed_sources[1]", "itself", listener(func(l *Listener) { l.AllowedSources = []string{"10.0.0.0/8", "10.0.0.10"} })},
		{"listener[0].allowed_sources", "family", listener(func(l *Listener) { l.AllowedSources = []string{"2001:db8::/32"} })},

		{"listener[0].tls.client_ssl_profile", "amqps", listener(func(l *Listener) { l.TLS.ClientSSLProfile = "/Common/a" })},
		{"listener[1].tls.client_ssl_profile", "/Common/name", encrypted(func(l *Listener) { l.TLS.ClientSSLProfile = "clientssl" })},
		{"listener[1].tls.server_ssl_profile", "/Common/name", encrypted(func(l *Listener) { l.TLS.ServerSSLProfile = "/Common/a b" })},
		{"listener[1].tls.server_ssl_profile", "encrypt it again", encrypted(func(l *Listener) { l.TLS = TLS{ServerSSLProfile: "/Common/a"} })},

		{"listener[0].check.kind", "no monitor that sends AMQP", check(func(c *Check) { c.Kind = "amqp" })},
		{"listener[0].check.kind", "none, tcp, http", check(func(c *Check) { c.Kind = "icmp" })},
		{"listener[0].check.interval", "more than zero", check(func(c *Check) { c.Interval = "0" })},
		{"listener[0].check.interval", "whole seconds", check(func(c *Check) { c.Interval = "500ms" })},
		{"listener[0].check.interval", "3600s", check(func(c *Check) { c.Interval = "2h" })},
		{"listener[0].check.interval", "whole number", check(func(c *Check) { c.Interval = "often" })},
		{"listener[0].check.fall", "900s", check(func(c *Check) { c.Fall = new(180) })},
		{"listener[0].check.fall", "from 1", check(func(c *Check) { c.Fall = new(0) })},
		{"listener[0].check.fall", "900s", check(func(c *Check) { c.Fall = new(2147483647) })},
		{"listener[0].check.rise", "1800s", check(func(c *Check) { c.Rise = new(362) })},
		{"listener[0].check.rise", "from 1", check(func(c *Check) { c.Rise = new(0) })},
		{"listener[0].check.path", "every server down", check(func(c *Check) { c.Path = "/api/health/checks/node-is-quorum-critical" })},
		{"listener[0].check.path", "spaces", check(func(c *Check) { c.Path = "/a b" })},
		{"listener[0].check.path", "percent-encode", check(func(c *Check) { c.Path = "/`A`" })},
		{"listener[0].check.path", "percent-encode", check(func(c *Check) { c.Path = `/\r\n` })},
		{"listener[0].check.username", "password too", check(func(c *Check) { c.Username = "monitor" })},
		{"listener[0].check.username", "another user", check(func(c *Check) { c.Username, c.Password = "a b", "c" })},
		{"listener[0].check.username", "another user", check(func(c *Check) { c.Username, c.Password = "none", "c" })},
		{"listener[0].check.password", "another password", check(func(c *Check) { c.Username, c.Password = "a", "none" })},
		{"listener[0].check.password", "another password", check(func(c *Check) { c.Username, c.Password = "a", `"b` })},
		{"listener[0].check.password", "another password", check(func(c *Check) { c.Username, c.Password = "a", `b\"` })},
		{"listener[0].check.tls", "does not use it", check(func(c *Check) { c.Kind, c.TLS = "tcp", &CheckTLS{} })},
		{"listener[0].check.tls.server_ssl_profile", "/Common/name", check(func(c *Check) { c.TLS = &CheckTLS{ServerSSLProfile: "x"} })},

		{"listener[0].server[1].name", "rabbit2", server(func(s *loadbalancer.Server) { s.Name = "rabbit@rabbit2" })},
		{"listener[0].server[1].address", "neither", server(func(s *loadbalancer.Server) { s.Address = "172.16.21.300" })},
		{"listener[0].server[1].address", "underscore", server(func(s *loadbalancer.Server) { s.Address = "rabbit_1" })},
		{"listener[0].server[1].address", "once", server(func(s *loadbalancer.Server) { s.Address = "172.16.21.144" })},
		{"listener[0].server[1].address", "once", func(c *Config) {
			c.Listeners[0].Servers = []loadbalancer.Server{{Name: "a", Address: "rabbit1.example.com"}, {Name: "b", Address: "rabbit1.example.com."}}
		}},
		{"listener[0].server[1].address", "once", func(c *Config) {
			c.Listeners[0].Servers = []loadbalancer.Server{{Name: "a", Address: "2001:db8::1", Port: new(5672)}, {Name: "b", Address: "2001:db8:0::1", Port: new(5672)}}
		}},
		{"listener[1].server[0].port", "port is not known", func(c *Config) {
			c.Listeners[1].Servers = []loadbalancer.Server{{Name: "a", Address: "10.1.0.1"}, {Name: "b", Address: "10.1.0.2", Port: new(5673)}}
		}},
		{"listener[0].server[1].weight", "largest ratio", server(func(s *loadbalancer.Server) { s.Weight = new(101) })},
		{"listener[0].server[1].weight", "256", server(func(s *loadbalancer.Server) { s.Weight = new(257) })},
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

func TestProblemsNameNoSecret(t *testing.T) {
	c := valid()
	c.Listeners[0].Check.Username, c.Listeners[0].Check.Password = "a", `"hunter2`
	c.Listeners[1].Check.Password = "hunter2\n"
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
	c.Listeners[0].Protocol, c.Listeners[0].TLS.ServerSSLProfile = loadbalancer.ProtocolManagement, "/Common/serverssl"
	mustRender(t, c)
	if l := c.Listeners[0]; l.Servers[0].Port != nil || l.Binds[0].Port != nil || l.Check.Kind != "" || c.DeclarationID != "" {
		t.Error("rendering changed the Config it was given")
	}
}

func TestDefaultPorts(t *testing.T) {
	both := TLS{ClientSSLProfile: "/Common/a", ServerSSLProfile: "/Common/b"}
	for name, test := range map[string]struct {
		listener Listener
		want     []int // what it listens on, its servers' port, and the check's
	}{
		"plain":                    {Listener{}, []int{5672, 5672, 15672}},
		"passed through":           {Listener{Listener: loadbalancer.Listener{Protocol: "amqps"}}, []int{5671, 5671, 15672}},
		"ended":                    {Listener{Listener: loadbalancer.Listener{Protocol: "amqps"}, TLS: TLS{ClientSSLProfile: "/Common/a"}}, []int{5671, 5672, 15672}},
		"ended and begun":          {Listener{Listener: loadbalancer.Listener{Protocol: "mqtts"}, TLS: both}, []int{8883, 8883, 15672}},
		"begun":                    {Listener{TLS: TLS{ServerSSLProfile: "/Common/a"}}, []int{5672, 5671, 15672}},
		"checked over TLS":         {Listener{Check: Check{TLS: &CheckTLS{}}}, []int{5672, 5672, 15671}},
		"management":               {Listener{Listener: loadbalancer.Listener{Protocol: "management"}}, []int{15672, 15672, 0}},
		"management begun":         {Listener{Listener: loadbalancer.Listener{Protocol: "management"}, TLS: TLS{ServerSSLProfile: "/Common/a"}}, []int{15672, 15671, 0}},
		"management, only checked": {Listener{Check: Check{Check: loadbalancer.Check{Kind: "tcp"}}}, []int{5672, 5672, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			l := test.listener
			l.Name, l.Binds, l.Servers = "a", at("10.0.0.10"), three()
			c := Config{Tenant: "a", Listeners: []Listener{l}}
			mustRender(t, c)
			l = mustResolve(t, c).config.Listeners[0]
			checked := 0
			if l.Check.Port != nil {
				checked = *l.Check.Port
			}
			if got := []int{*l.Binds[0].Port, *l.Servers[2].Port, checked}; !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

func TestOutputs(t *testing.T) {
	c := mustResolve(t, valid())
	if got := c.Endpoints()["amqp"]; !slices.Equal(got, []string{"10.0.0.10:5672"}) {
		t.Error(got)
	}
	if c.HasSecret() || !mustResolve(t, golden["servers"]).HasSecret() {
		t.Error("HasSecret is wrong")
	}
}
