package haproxy

import (
	"reflect"
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// TestValidateServerWords spoils one thing at a time in what servers say of themselves, and in the cookie of a listener.
func TestValidateServerWords(t *testing.T) {
	amqp := func(f func(*loadbalancer.Server)) func(*Config) {
		return func(c *Config) { f(&c.Listeners[0].Servers[1]) }
	}
	from := func(source string) func(*Config) {
		return amqp(func(s *loadbalancer.Server) { s.Source = source })
	}
	agent := func(f func(*loadbalancer.Agent)) func(*Config) {
		return amqp(func(s *loadbalancer.Server) { s.Agent = &loadbalancer.Agent{Port: new(9999)}; f(s.Agent) })
	}
	extra := func(words string) func(*Config) {
		return amqp(func(s *loadbalancer.Server) { s.Extra = []string{"tcp-ut 30s", words} })
	}
	cookie := func(f func(*Cookie)) func(*Config) { return func(c *Config) { f(c.Listeners[1].Cookie) } }
	prefix := func(f func(*Cookie)) func(*Config) {
		return cookie(func(c *Cookie) { c.Mode = CookiePrefix; f(c) })
	}
	value := func(s string) func(*Config) {
		return func(c *Config) { c.Listeners[1].Servers[1].Cookie = s }
	}
	const server, ofCookie = "listener[0].server[1].", "listener[1].cookie."
	for _, test := range []struct {
		path, says string
		change     func(*Config)
	}{
		{server + "cookie", `ignores that of server "rabbit2" for amqp`, amqp(func(s *loadbalancer.Server) { s.Cookie = "a" })},
		{"listener[1].server[1].cookie", `server "rabbit2" has no effect without the block "cookie"`, func(c *Config) { value("a")(c); c.Listeners[1].Cookie = nil }},
		{"listener[1].server[1].cookie", "letters, digits and", value("a b")},
		{"listener[1].server[1].cookie", "letters, digits and", value("a;b")},
		{"listener[1].server[1].cookie", "letters, digits and", value("a,b")},
		{"listener[1].server[1].cookie", "letters, digits and", value("a~b")},
		{"listener[1].server[1].cookie", "letters, digits and", value("a|b")},
		{"listener[1].server[1].cookie", "letters, digits and", value(`a"b`)},
		{"listener[1].server[1].cookie", "letters, digits and", value("é")},
		{"listener[1].server[1].cookie", "letters, digits and", value("a\n")},
		{"listener[1].server[1].cookie", "letters, digits and", value(strings.Repeat("x", 65))},
		{"listener[1].server[1].cookie", `is that of server "rabbit1" too`, value("rabbit1")},
		{"listener[0].cookie", "stays with its server anyway", func(c *Config) { c.Listeners[0].Cookie = &Cookie{Name: "SRV"} }},
		{ofCookie + "name", "Give the name", cookie(func(c *Cookie) { c.Name = "" })},
		{ofCookie + "name", "letters, digits and", cookie(func(c *Cookie) { c.Name = "a b" })},
		{ofCookie + "name", "letters, digits and", cookie(func(c *Cookie) { c.Name = "a=b" })},
		{ofCookie + "name", "letters, digits and", cookie(func(c *Cookie) { c.Name = "a\nb" })},
		{ofCookie + "mode", "insert, rewrite, prefix", cookie(func(c *Cookie) { c.Mode = "passive" })},
		{ofCookie + "domains[1]", "dot in it", cookie(func(c *Cookie) { c.Domains = []string{"a.b", "localhost"} })},
		{ofCookie + "domains[0]", "dot in it", cookie(func(c *Cookie) { c.Domains = []string{"a.b; path=/x"} })},
		{ofCookie + "domains[0]", "dot in it", cookie(func(c *Cookie) { c.Domains = []string{"10.0.0.1"} })},
		{ofCookie + "attributes[0]", "semicolon", cookie(func(c *Cookie) { c.Attributes = []string{"a; b"} })},
		{ofCookie + "attributes[0]", "empty", cookie(func(c *Cookie) { c.Attributes = []string{" "} })},
		{ofCookie + "attributes[0]", "line break", cookie(func(c *Cookie) { c.Attributes = []string{"a\nb"} })},
		{ofCookie + "max_idle", "whole seconds", cookie(func(c *Cookie) { c.MaxIdle = "500ms" })},
		{ofCookie + "max_life", "whole seconds", cookie(func(c *Cookie) { c.MaxLife = "0" })},
		{"listener[1].cookie", "at most 64", cookie(func(c *Cookie) { c.Attributes = strings.Fields(strings.Repeat("a ", 40)) })},
		{"listener[1].cookie", "less than 2047", cookie(func(c *Cookie) { c.Attributes = []string{strings.Repeat("$", 1000)} })},
		{ofCookie + "indirect", "with mode prefix", prefix(func(c *Cookie) { c.Indirect = new(true) })},
		{ofCookie + "nocache", "with mode prefix", prefix(func(c *Cookie) { c.NoCache = new(false) })},
		{ofCookie + "httponly", "with mode prefix", prefix(func(c *Cookie) { c.HTTPOnly = new(true) })},
		{ofCookie + "secure", "with mode prefix", prefix(func(c *Cookie) { c.Secure = true })},
		{ofCookie + "postonly", "with mode prefix", prefix(func(c *Cookie) { c.PostOnly = true })},
		{ofCookie + "preserve", "with mode prefix", prefix(func(c *Cookie) { c.Preserve = true })},
		{ofCookie + "domains", "with mode prefix", prefix(func(c *Cookie) { c.Domains = []string{".a.b"} })},
		{ofCookie + "max_idle", "with mode rewrite", cookie(func(c *Cookie) { c.Mode, c.MaxIdle = CookieRewrite, "1h" })},
		{ofCookie + "max_life", "with mode rewrite", cookie(func(c *Cookie) { c.Mode, c.MaxLife = CookieRewrite, "1h" })},
		{ofCookie + "attributes", "with mode rewrite", cookie(func(c *Cookie) { c.Mode, c.Attributes = CookieRewrite, []string{"a"} })},

		{server + "check_address", "The port is check_port", amqp(func(s *loadbalancer.Server) { s.CheckAddress = "10.0.0.1:15672" })},
		{server + "check_address", "nor an IPv6 address", amqp(func(s *loadbalancer.Server) { s.CheckAddress = "rabbit2.example" })},
		{server + "check_address", "without brackets", amqp(func(s *loadbalancer.Server) { s.CheckAddress = "[::1]" })},
		{"listener[0].server[1]", "no effect", func(c *Config) {
			c.Listeners[0].Check.Kind, c.Listeners[0].Servers[1].CheckAddress = loadbalancer.CheckNone, "10.0.0.1"
		}},

		{server + "source", "is not an address", from("office")},
		{server + "source", "is not an address", from("10.0.0.5/24")},
		{server + "source", "is not an address", from("2001:db8::5:x")},
		{server + "source", "without a zone", from("fe80::1%eth0")},
		{server + "source", "without a zone", from("office.example:20000")},
		{server + "source", "can connect", from("224.0.0.1")},
		{server + "source", "range of ports", from("10.0.0.5:")},
		{server + "source", "range of ports", from("10.0.0.5:+1")},
		{server + "source", "range of ports", from("10.0.0.5:1-2-3")},
		{server + "source", "range of ports", from("10.0.0.5:http")},
		{server + "source", "from 1 to 65535", from("10.0.0.5:0-10")},
		{server + "source", "from 1 to 65535", from("10.0.0.5:20000-70000")},
		{server + "source", "lower one first", from("10.0.0.5:2000-1000")},
		{server + "source", "kernel does anyway", from("0.0.0.0")},
		{server + "source", "kernel does anyway", from("*")},
		{server + "source", "the other an IPv6", from("2001:db8::5")},
		{server + "source", "the other an IPv6", from("[::]:1000-2000")},
		{server + "source", `not server "rabbit2"`, from("127.0.0.1")},

		{server + "agent_check.port", "does not start", agent(func(a *loadbalancer.Agent) { a.Port = nil })},
		{server + "agent_check.port", "65535", agent(func(a *loadbalancer.Agent) { a.Port = new(0) })},
		{server + "agent_check.address", "neither", agent(func(a *loadbalancer.Agent) { a.Address = "[::1]" })},
		{server + "agent_check.address", "port is a value of its own", agent(func(a *loadbalancer.Agent) { a.Address = "10.0.0.1:9999" })},
		{server + "agent_check.interval", "more than zero", agent(func(a *loadbalancer.Agent) { a.Interval = "0" })},
		{server + "agent_check.send", "control character", agent(func(a *loadbalancer.Agent) { a.Send = "a\r\n" })},
		{server + "agent_check.send", "at most 1000", agent(func(a *loadbalancer.Agent) { a.Send = strings.Repeat("x", 1001) })},
		{"listener[0].server[1]", "less than 2047", agent(func(a *loadbalancer.Agent) { a.Send = strings.Repeat("$", 1000) })},

		{server + "observe", "layer4, layer7", amqp(func(s *loadbalancer.Server) { s.Observe = "layer5" })},
		{server + "observe", `ignores layer7 of server "rabbit2" for amqp`, amqp(func(s *loadbalancer.Server) { s.Observe = "layer7" })},
		{server + "observe", "is of kind none", func(c *Config) {
			c.Listeners[0].Check.Kind, c.Listeners[0].Servers[1].Observe = loadbalancer.CheckNone, "layer4"
		}},
		{server + "on_error", "mark-down", amqp(func(s *loadbalancer.Server) { s.Observe, s.OnError = "layer4", "panic" })},
		{server + "on_error", "without observe", amqp(func(s *loadbalancer.Server) { s.OnError = "mark-down" })},
		{server + "error_limit", "without observe", amqp(func(s *loadbalancer.Server) { s.ErrorLimit = new(5) })},
		{server + "error_limit", "from 1", amqp(func(s *loadbalancer.Server) { s.Observe, s.ErrorLimit = "layer4", new(0) })},
		{server + "minconn", "not above 5", amqp(func(s *loadbalancer.Server) { s.MinConn = new(5) })},
		{server + "minconn", "not above 5", amqp(func(s *loadbalancer.Server) { s.MinConn, s.MaxConn = new(5), new(5) })},
		{server + "minconn", "from 1", amqp(func(s *loadbalancer.Server) { s.MinConn, s.MaxConn = new(0), new(5) })},
		{server + "maxqueue", "no connection waits", amqp(func(s *loadbalancer.Server) { s.MaxQueue, s.MaxConn = new(5), new(0) })},
		{server + "maxqueue", "from 0", amqp(func(s *loadbalancer.Server) { s.MaxQueue, s.MaxConn = new(-1), new(5) })},

		{server + "extra[1]", "does not begin", extra("")},
		{server + "extra[1]", "does not begin", extra(` "observe" layer4`)},
		{server + "extra[1]", "does not begin", extra("#")},
		{server + "extra[1]", "more or less", extra("observe layer4 # x")},
		{server + "extra[1]", "more or less", extra(`id "7`)},
		{server + "extra[1]", "more or less", extra(`id 7\`)},
		{server + "extra[1]", "more or less", extra("sni $HOME")},
		{server + "extra[1]", "line break", extra("id 7\nglobal")},
		{"listener[0].server[1]", "at most 64", extra("id" + strings.Repeat(" x", 60))},
	} {
		t.Run(test.path+" "+test.says, func(t *testing.T) {
			c := valid()
			c.Listeners[1].Cookie = &Cookie{Name: "SRV"}
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

// TestSource goes there and back.
func TestSource(t *testing.T) {
	for given, want := range map[string]string{
		"10.0.0.5": "10.0.0.5", "10.0.0.5:1": "10.0.0.5:1", "10.0.0.5:1-1": "10.0.0.5:1", "*:1-65535": "0.0.0.0:1-65535", "*": "0.0.0.0",
		"2001:db8:0::5": "[2001:db8::5]", "[::]:20000-29999": "[::]:20000-29999", "[::1]:7": "[::1]:7",
	} {
		source, err := loadbalancer.ParseSource(given)
		if err != nil || source.String() != want {
			t.Errorf("%s became %s, %v", given, source, err)
		}
	}
}
