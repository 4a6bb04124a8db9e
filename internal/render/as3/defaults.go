package as3

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// managementTLSPort is where the management API listens with TLS.
const managementTLSPort = 15671

// withDefaults is c with everything filled in that was left out. It and what it calls are the only places that know a
// default.
func (c Config) withDefaults() Config {
	c.Timeouts = c.WithDefaults()
	c.SchemaVersion = cmp.Or(c.SchemaVersion, "3.50.0")
	// AS3 makes up an identifier where there is none, which would be a difference in each plan.
	c.DeclarationID = cmp.Or(c.DeclarationID, c.Tenant)
	c.Application = cmp.Or(c.Application, "rabbitmq")
	c.SNAT = cmp.Or(c.SNAT, "auto")
	c.ShareNodes = cmp.Or(c.ShareNodes, new(true))
	c.Retries = cmp.Or(c.Retries, new(3))
	c.Listeners = slices.Clone(c.Listeners)
	for i, l := range c.Listeners {
		c.Listeners[i] = l.withDefaults(c)
	}
	return c
}

func (l Listener) withDefaults(c Config) Listener {
	l.Protocol = cmp.Or(l.Protocol, loadbalancer.ProtocolAMQP)
	if l.Protocol == loadbalancer.ProtocolManagement && l.TLS.ServerSSLProfile != "" {
		l.Servers = managementOverTLS(l.Servers)
	}
	l.Listener = l.WithDefaults(l.serverProtocol())
	l.SlowStart = cmp.Or(l.SlowStart, "30s")
	l.TCPKeepAlive.ClientInterval = cmp.Or(l.TCPKeepAlive.ClientInterval, keepAliveWithin(c.TimeoutClient))
	l.TCPKeepAlive.ServerInterval = cmp.Or(l.TCPKeepAlive.ServerInterval, keepAliveWithin(c.TimeoutServer))
	if l.Check.TLS != nil && (l.Check.Kind == "" || l.Check.Kind == loadbalancer.CheckHTTP) && l.Protocol != loadbalancer.ProtocolManagement {
		l.Check.Port = cmp.Or(l.Check.Port, new(managementTLSPort))
	}
	l.Check.Check = l.Check.WithDefaults(l.Protocol, c.RabbitMQVersion)
	return l
}

func managementOverTLS(servers []loadbalancer.Server) []loadbalancer.Server {
	servers = slices.Clone(servers)
	for i := range servers {
		servers[i].Port = cmp.Or(servers[i].Port, new(managementTLSPort))
	}
	return servers
}

// keepAliveWithin is the time between probes where none is given: often enough to be of use before the time-out.
func keepAliveWithin(timeout string) string {
	if d := loadbalancer.Duration(timeout); d <= time.Minute {
		return strconv.Itoa(max(1, seconds(timeout)/2)) + "s"
	}
	return "60s"
}

// seconds is a time as AS3 has it.
func seconds(duration string) int {
	return int(loadbalancer.Duration(duration) / time.Second)
}

// serverProtocol is what the servers are spoken to in.
func (l Listener) serverProtocol() string {
	plain := l.Protocol
	if l.TLS.ClientSSLProfile != "" {
		plain = cmp.Or(loadbalancer.TraitsOf(l.Protocol).Plain, l.Protocol)
	}
	if l.TLS.ServerSSLProfile == "" {
		return plain
	}
	for _, p := range loadbalancer.Protocols {
		if loadbalancer.TraitsOf(p).Plain == plain {
			return p
		}
	}
	return plain
}
