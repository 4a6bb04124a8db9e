package as3

import (
	"strings"
	"testing"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

func TestWarnings(t *testing.T) {
	for name, test := range map[string]struct {
		want   string
		change func(*Config)
	}{
		"none":                   {"", func(*Config) {}},
		"client below heartbeat": {"timeout_client is 100s", func(c *Config) { c.TimeoutClient = "100s" }},
		"server at heartbeat":    {"timeout_server is 60s", func(c *Config) { c.TimeoutServer = "60s" }},
		"twice the heartbeat":    {"", func(c *Config) { c.TimeoutClient = "120s" }},
		"BIG-IP's own time-out":  {"", func(c *Config) { c.TimeoutClient, c.TimeoutServer = "300s", "300s" }},
		"the same, Celery's beat": {"timeout_client is 300s", func(c *Config) {
			c.TimeoutClient, c.Heartbeat = "300s", new(180)
		}},
		"no heartbeats": {"at least 1h", func(c *Config) { c.TimeoutClient, c.Heartbeat = "300s", new(0) }},
		"path too new": {"does not know", func(c *Config) {
			c.RabbitMQVersion, c.Listeners[0].Check.Path = "4.0.5", loadbalancer.ReadyToServeClients
		}},
		"path without a password": {"asks for a password", func(c *Config) { c.Listeners[0].Check.Path = "/api/health/checks/virtual-hosts" }},
		"streams": {"stream client", func(c *Config) {
			c.Listeners[0].Protocol = loadbalancer.ProtocolStream
		}},
		"one node's check": {"give each its check_port", func(c *Config) {
			s := c.Listeners[0].Servers
			s[0].Port, s[1].Port, s[2].Port = new(5672), new(5673), new(5672)
			s[1].Address = s[0].Address
		}},
		"the BIG-IP itself": {"to a BIG-IP is itself", func(c *Config) { c.Listeners[0].Servers[1].Address = "127.0.0.1" }},
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
