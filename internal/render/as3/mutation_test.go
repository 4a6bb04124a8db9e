package as3

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// mistake is one that can be made in a Config, and what the same looks like in a declaration.
type mistake struct {
	change func(*Config)
	edit   func(application map[string]any)
	// caught reports whether the schema finds it too.
	caught bool
}

// mistakes hold the reason for rules of our own: what the schema of AS3 3.56.0 lets through, and what it finds.
var mistakes = map[string]mistake{
	"no virtual address": {
		func(c *Config) { c.Listeners[0].Binds = nil },
		func(a map[string]any) { delete(part(a, "amqp"), "virtualAddresses") }, true,
	},
	"no port": {
		func(c *Config) { c.Listeners[0].Binds[0].Port = new(0) },
		func(a map[string]any) { delete(part(a, "amqp"), "virtualPort") }, false,
	},
	"port 0": {
		func(c *Config) { c.Listeners[0].Binds[0].Port = new(0) },
		func(a map[string]any) { part(a, "amqp")["virtualPort"] = 0 }, false,
	},
	"port beyond 65535": {
		func(c *Config) { c.Listeners[0].Binds[0].Port = new(65536) },
		func(a map[string]any) { part(a, "amqp")["virtualPort"] = 65536 }, true,
	},
	"no virtual address of that form": {
		func(c *Config) { c.Listeners[0].Binds[0].Address = "10.0.0.300" },
		func(a map[string]any) { part(a, "amqp")["virtualAddresses"] = []any{"10.0.0.300"} }, false,
	},
	"every address": {
		func(c *Config) { c.Listeners[0].Binds[0].Address = "0.0.0.0" },
		func(a map[string]any) { part(a, "amqp")["virtualAddresses"] = []any{"0.0.0.0"} }, false,
	},
	"no server address of that form": {
		func(c *Config) { c.Listeners[0].Servers[0].Address = "172.16.21" },
		func(a map[string]any) { member(a)["serverAddresses"] = []any{"172.16.21"} }, false,
	},
	"server without an address": {
		func(c *Config) { c.Listeners[0].Servers[0].Address = "" },
		func(a map[string]any) { delete(member(a), "serverAddresses") }, true,
	},
	"no server": {
		func(c *Config) { c.Listeners[0].Servers = nil },
		func(a map[string]any) { part(a, "amqp_pool")["members"] = []any{} }, false,
	},
	"the same server twice": {
		func(c *Config) { c.Listeners[0].Servers[1].Address = c.Listeners[0].Servers[0].Address },
		func(a map[string]any) {
			members, _ := part(a, "amqp_pool")["members"].([]any)
			members[1] = members[0]
		}, false,
	},
	"server's port 0": {
		func(c *Config) { c.Listeners[0].Servers[0].Port = new(0) },
		func(a map[string]any) { member(a)["servicePort"] = 0 }, false,
	},
	"unknown algorithm": {
		func(c *Config) { c.Listeners[0].Balance = "fastest" },
		func(a map[string]any) { part(a, "amqp_pool")["loadBalancingMode"] = "fastest" }, true,
	},
	"ratio beyond 100": {
		func(c *Config) { c.Listeners[0].Servers[0].Weight = new(101) },
		func(a map[string]any) { member(a)["ratio"] = 101 }, true,
	},
	"unknown monitor": {
		func(c *Config) { c.Listeners[0].Check.Kind = "amqp" },
		func(a map[string]any) { part(a, "amqp_check_tcp")["monitorType"] = "amqp" }, true,
	},
	"monitor that takes every server down": {
		func(c *Config) { c.Listeners[0].Check.Path = "/api/health/checks/node-is-quorum-critical" },
		func(a map[string]any) {
			part(a, "amqp_check_http")["send"] = `GET /api/health/checks/node-is-quorum-critical HTTP/1.1\r\nHost: rabbitmq\r\n\r\n`
		}, false,
	},
	"backquotes, which AS3 expands": {
		func(c *Config) { c.Listeners[0].Check.Path = "/`A`" },
		func(a map[string]any) { part(a, "amqp_check_http")["send"] = "GET /`A` HTTP/1.1" }, false,
	},
	"user name that breaks AS3's command": {
		func(c *Config) { c.Listeners[0].Check.Username, c.Listeners[0].Check.Password = "a b", "c" },
		func(a map[string]any) { part(a, "amqp_check_http")["username"] = "a b" }, false,
	},
	"check longer than 900s": {
		func(c *Config) { c.Listeners[0].Check.Fall = new(180) },
		func(a map[string]any) { part(a, "amqp_check_tcp")["timeout"] = 901 }, true,
	},
	"idle time-out beyond a day": {
		func(c *Config) { c.TimeoutClient = "86401s" },
		func(a map[string]any) { part(a, "amqp_tcp_ingress")["idleTimeout"] = 86401 }, true,
	},
	"keep-alive after the idle time-out": {
		func(c *Config) { c.Listeners[0].TCPKeepAlive.ClientInterval = "4h" },
		func(a map[string]any) { part(a, "amqp_tcp_ingress")["keepAliveInterval"] = 14400 }, false,
	},
	"slow start beyond 900s": {
		func(c *Config) { c.Listeners[0].SlowStart = "901s" },
		func(a map[string]any) { part(a, "amqp_pool")["slowRampTime"] = 901 }, true,
	},
	"unknown source address": {
		func(c *Config) { c.SNAT = "automap" },
		func(a map[string]any) { part(a, "amqp")["snat"] = "automap" }, true,
	},
	"profile that is no path": {
		func(c *Config) { c.Listeners[0].TLS.ServerSSLProfile = "serverssl" },
		func(a map[string]any) { part(a, "amqp")["clientTLS"] = map[string]any{"bigip": "serverssl"} }, false,
	},
	"label too long": {
		func(c *Config) { c.Label = strings.Repeat("x", 65) },
		func(a map[string]any) { a["label"] = strings.Repeat("x", 65) }, true,
	},
	"name with a blank": {
		func(c *Config) { c.Listeners[0].Name = "a b" },
		func(a map[string]any) { a["a b"] = a["amqp"] }, true,
	},
	"word of AS3 as a name": {
		func(c *Config) { c.Listeners[0].Name = "constants" },
		func(a map[string]any) { a["constants"] = a["amqp"] }, true,
	},
	"the same address twice": {
		func(c *Config) { c.Listeners[1].Binds = c.Listeners[0].Binds; c.Listeners[1].Binds[0].Port = new(5672) },
		func(a map[string]any) { part(a, "amqps")["virtualPort"] = 5672 }, false,
	},
	"unknown property of a virtual server": {
		nil, // a Config has none
		func(a map[string]any) { part(a, "amqp")["virtualHost"] = "/" }, false,
	},
	"persistence left to its default": {
		nil, // it is always off
		func(a map[string]any) { delete(part(a, "amqp"), "persistenceMethods") }, false,
	},
}

func part(application map[string]any, name string) map[string]any {
	object, _ := application[name].(map[string]any)
	return object
}

func member(application map[string]any) map[string]any {
	members, _ := part(application, "amqp_pool")["members"].([]any)
	first, _ := members[0].(map[string]any)
	return first
}

// TestSchemaAndOwnRules: whatever the schema thinks of a mistake, Resolve finds it.
func TestSchemaAndOwnRules(t *testing.T) {
	for name, m := range mistakes {
		t.Run(name, func(t *testing.T) {
			if m.change != nil {
				c := valid()
				c.Listeners[0].Binds = []loadbalancer.Bind{{Address: "10.0.0.10"}}
				m.change(&c)
				if _, problems := Resolve(c); len(problems) == 0 {
					t.Error("Resolve does not find it")
				}
			}
			t.Run("schema", func(t *testing.T) { m.inSchema(t) })
		})
	}
}

// inSchema asks the schema about the mistake.
func (m mistake) inSchema(t *testing.T) {
	document, _ := decode(t, mustRender(t, valid()).Request).(map[string]any)
	m.edit(part(part(part(document, "declaration"), "rabbitmq_prod"), "messaging"))
	if err := publishedSchema(t).Validate(document); (err != nil) != m.caught {
		t.Errorf("the schema says %v", err)
	}
}
