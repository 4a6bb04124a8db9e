package haproxy

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

func TestWarnings(t *testing.T) {
	check := func(version, path string) func(*Config) {
		return func(c *Config) { c.RabbitMQVersion, c.Listeners[0].Check.Path = version, path }
	}
	for name, test := range map[string]struct {
		want   string
		change func(*Config)
	}{
		"none":                    {"", func(*Config) {}},
		"no time is too long":     {"timeout_client is 0", func(c *Config) { c.TimeoutClient = "0" }},
		"no time for servers":     {"timeout_server is 0s", func(c *Config) { c.TimeoutServer, c.Heartbeat = "0s", new(0) }},
		"client below heartbeat":  {"timeout_client is 100s", func(c *Config) { c.TimeoutClient = "100s" }},
		"twice the heartbeat":     {"", func(c *Config) { c.TimeoutClient = "120s" }},
		"own heartbeat":           {"timeout_server is 2m", func(c *Config) { c.TimeoutServer, c.Heartbeat = "2m", new(120) }},
		"no heartbeats, short":    {"at least 1h", func(c *Config) { c.TimeoutServer, c.Heartbeat = "59m", new(0) }},
		"no heartbeats, long":     {"", func(c *Config) { c.Heartbeat = new(0) }},
		"path too new":            {"does not know", check("4.1.0", loadbalancer.ReadyToServeClients)},
		"path known":              {"", check("4.1.1", loadbalancer.ReadyToServeClients)},
		"path of unknown version": {"", check("", loadbalancer.ReadyToServeClients)},
		"path without a password": {"asks for a password", check("4.3.6", "/api/health/checks/virtual-hosts")},
		"path with a variable": {"", func(c *Config) {
			c.Listeners[0].Check = Check{Check: loadbalancer.Check{Path: "/api/overview"}, AuthorizationEnv: "A"}
		}},
		"same server": {"are both 172.16.21.144:5672", func(c *Config) { c.Listeners[0].Servers[1].Address = "172.16.21.144" }},
		"same node's check": {"give each its check_port", func(c *Config) {
			s := c.Listeners[0].Servers
			s[0].Port, s[1].Port, s[2].Port = new(5672), new(5673), new(5672)
			s[1].Address = s[0].Address
		}},
		"PROXY, not checked": {"brokers must have proxy_protocol = true", func(c *Config) { c.Listeners[0].SendProxy = SendProxyV2 }},
		"PROXY over TLS": {"must have mqtt.proxy_protocol", func(c *Config) {
			c.Listeners[0].Protocol, c.Listeners[0].SendProxy = loadbalancer.ProtocolMQTTS, SendProxyV1
		}},
		"PROXY, checked":          {"", proxyCheck("3.12.1")},
		"PROXY, checked, 3.11":    {"", proxyCheck("3.11.19")},
		"PROXY, too old":          {"3.11.18 drops", proxyCheck("3.11.18")},
		"PROXY, 3.12.0":           {"3.12.0 drops", proxyCheck("3.12.0")},
		"PROXY, unknown version":  {"", proxyCheck("")},
		"PROXY, not in the check": {"brokers must have", func(c *Config) { proxyCheck("4.3.6")(c); c.Listeners[0].Check.SendProxy = new(false) }},
		"stream":                  {"leads its stream", func(c *Config) { c.Listeners[0].Protocol = loadbalancer.ProtocolStream }},
		"administration at large": {"unencrypted", func(c *Config) { c.Stats.Admin, c.Stats.Binds = true, []loadbalancer.Bind{{Address: "*"}} }},
		"administration at home":  {"", func(c *Config) { c.Stats.Admin = true }},
	} {
		t.Run(name, func(t *testing.T) {
			c := valid()
			test.change(&c)
			mustRender(t, c)
			got := strings.Join(mustResolve(t, c).Warnings(), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) || strings.Contains(got, "\n") {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func proxyCheck(version string) func(*Config) {
	return func(c *Config) {
		c.RabbitMQVersion, c.Listeners[0].SendProxy, c.Listeners[0].Check.Kind = version, SendProxyV2, loadbalancer.CheckAMQP
	}
}
