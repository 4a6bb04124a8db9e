package haproxy

import (
	"fmt"
	"net/netip"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Warnings are traps in a Config without problems: it works, though perhaps not as meant.
func (r Resolved) Warnings() []string {
	c := r.config
	warnings := append(c.Warnings(), c.endlessWarnings()...)
	for _, l := range c.Listeners {
		warnings = append(warnings, l.Warnings(l.Check.Check, c.RabbitMQVersion, l.Check.sendsCredentials())...)
		if w := l.proxyWarning(c.RabbitMQVersion); w != "" {
			warnings = append(warnings, fmt.Sprintf("listener %s: %s", l.Name, w))
		}
		for _, w := range l.serverWordWarnings() {
			warnings = append(warnings, fmt.Sprintf("listener %s: %s", l.Name, w))
		}
	}
	if c.Stats != nil && c.Stats.Admin && !loopback(c.Stats.Binds) {
		warnings = append(warnings, "stats: the page can stop servers and listens beyond this host; its password crosses the network unencrypted")
	}
	return warnings
}

// endlessWarnings are about timeouts of none, of which HAProxy warns too when it starts.
func (c Config) endlessWarnings() []string {
	var warnings []string
	for _, timeout := range []struct{ name, value string }{{"timeout_client", c.TimeoutClient}, {"timeout_server", c.TimeoutServer}} {
		if loadbalancer.Duration(timeout.value) == 0 {
			warnings = append(warnings, fmt.Sprintf("%s is %s: no silence is too long, and only TCP keep-alive and heartbeats end the connection of a peer that vanished", timeout.name, timeout.value))
		}
	}
	return warnings
}

// proxySettings are the brokers' keys for the PROXY protocol, by the protocol without TLS.
var proxySettings = map[string]string{
	loadbalancer.ProtocolAMQP:   "proxy_protocol = true",
	loadbalancer.ProtocolMQTT:   "mqtt.proxy_protocol = true",
	loadbalancer.ProtocolSTOMP:  "stomp.proxy_protocol = true",
	loadbalancer.ProtocolStream: "{rabbitmq_stream, [{proxy_protocol, true}]} in advanced.config",
}

// proxyWarning: whether broker and balancer agree on the PROXY protocol shows in one check only, that of kind amqp.
func (l Listener) proxyWarning(rabbitMQVersion string) string {
	if !l.sendsProxy() {
		return ""
	}
	if l.Check.Kind == loadbalancer.CheckAMQP && l.Check.SendProxy != nil && *l.Check.SendProxy {
		if crashesOnLocal(rabbitMQVersion) {
			return fmt.Sprintf("RabbitMQ %s drops the PROXY header of a check (3.11.19, 3.12.1 and later read it), so every server will be down; use an http check", rabbitMQVersion)
		}
		return ""
	}
	protocol := l.Protocol
	if plain := loadbalancer.TraitsOf(protocol).Plain; plain != "" {
		protocol = plain
	}
	return fmt.Sprintf("brokers must have %s: where they do not, every client fails and this check does not see it", proxySettings[protocol])
}

// crashesOnLocal tells of brokers that end a connection whose PROXY header is of the kind LOCAL, as HAProxy's checks
// send it (rabbitmq-server issue 8654).
func crashesOnLocal(rabbitMQVersion string) bool {
	v, known := loadbalancer.ParseVersion(rabbitMQVersion)
	return known && (v.OlderThan(loadbalancer.Version{3, 11, 19}) || !v.OlderThan(loadbalancer.Version{3, 12, 0}) && v.OlderThan(loadbalancer.Version{3, 12, 1}))
}

// loopback reports whether every address is one of this host alone.
func loopback(binds []loadbalancer.Bind) bool {
	for _, b := range binds {
		if ip, err := netip.ParseAddr(b.Address); err != nil || !ip.IsLoopback() {
			return false
		}
	}
	return true
}

// serverWordWarnings are about words that do less than they say.
func (l Listener) serverWordWarnings() []string {
	var warnings []string
	if l.Cookie != nil && l.Cookie.Secure && l.TLS.Mode == TLSNone {
		warnings = append(warnings, "browsers send a secure cookie over TLS only, which this listener does not end: clients go back to their server only where something in front of HAProxy ends TLS")
	}
	for _, s := range l.Servers {
		if source, err := loadbalancer.ParseSource(s.Source); err == nil {
			if n := source.Connections(); n == 1 || n > 0 && s.MaxConn != nil && (*s.MaxConn == 0 || *s.MaxConn > n) {
				warnings = append(warnings, fmt.Sprintf("source %s of server %s: each port carries one connection, so that the server gets no more than %d at once", s.Source, s.Name, n))
			}
		}
		if s.Agent != nil && loadbalancer.IsHostName(s.Agent.Address) {
			warnings = append(warnings, fmt.Sprintf("the agent of server %s is at %s: HAProxy looks that name up when it starts, and does not start where it is not found", s.Name, s.Agent.Address))
		}
		if s.Agent != nil && !l.dynamic() {
			warnings = append(warnings, fmt.Sprintf("balance %s does not change a server's share while running: of what the agent of server %s says, only whether it is in use has an effect", l.Balance, s.Name))
		}
	}
	return warnings
}
