package rabbitmqconf

import (
	"slices"
	"strconv"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Protocols that no balancer has anything to do with; the others are those of package loadbalancer.
const (
	ProtocolManagementTLS = "management_tls"
	ProtocolPrometheus    = "prometheus"
	ProtocolPrometheusTLS = "prometheus_tls"
)

// Protocols are the values of Listener.Protocol.
var Protocols = []string{
	loadbalancer.ProtocolAMQP, loadbalancer.ProtocolAMQPS, loadbalancer.ProtocolMQTT, loadbalancer.ProtocolMQTTS, loadbalancer.ProtocolSTOMP,
	loadbalancer.ProtocolSTOMPS, loadbalancer.ProtocolStream, loadbalancer.ProtocolStreams, loadbalancer.ProtocolManagement,
	ProtocolManagementTLS, ProtocolPrometheus, ProtocolPrometheusTLS,
}

// traits are what follows from a listener's protocol.
type traits struct {
	port    int
	purpose string // what the port is for
	tls     bool
	keys    string // where its keys begin
	plugin  string // the plugin that serves it; AMQP has none
	single  bool   // there can be one only, with keys for address and port of their own
}

// protocolTraits are by protocol. Ports and keys are those of RabbitMQ's guide "Networking".
var protocolTraits = map[string]traits{
	loadbalancer.ProtocolAMQP:       shared(loadbalancer.ProtocolAMQP, "listeners.tcp", ""),
	loadbalancer.ProtocolAMQPS:      shared(loadbalancer.ProtocolAMQPS, "listeners.ssl", ""),
	loadbalancer.ProtocolMQTT:       shared(loadbalancer.ProtocolMQTT, "mqtt.listeners.tcp", "rabbitmq_mqtt"),
	loadbalancer.ProtocolMQTTS:      shared(loadbalancer.ProtocolMQTTS, "mqtt.listeners.ssl", "rabbitmq_mqtt"),
	loadbalancer.ProtocolSTOMP:      shared(loadbalancer.ProtocolSTOMP, "stomp.listeners.tcp", "rabbitmq_stomp"),
	loadbalancer.ProtocolSTOMPS:     shared(loadbalancer.ProtocolSTOMPS, "stomp.listeners.ssl", "rabbitmq_stomp"),
	loadbalancer.ProtocolStream:     shared(loadbalancer.ProtocolStream, "stream.listeners.tcp", "rabbitmq_stream"),
	loadbalancer.ProtocolStreams:    shared(loadbalancer.ProtocolStreams, "stream.listeners.ssl", "rabbitmq_stream"),
	loadbalancer.ProtocolManagement: {loadbalancer.ManagementPort, "management UI and HTTP API", false, "management.tcp", "rabbitmq_management", true},
	ProtocolManagementTLS:           {15671, "management UI and HTTP API over TLS", true, "management.ssl", "rabbitmq_management", true},
	ProtocolPrometheus:              {15692, "metrics for Prometheus", false, "prometheus.tcp", "rabbitmq_prometheus", true},
	ProtocolPrometheusTLS:           {15691, "metrics for Prometheus over TLS", true, "prometheus.ssl", "rabbitmq_prometheus", true},
}

// shared are the traits of a protocol that balancers know too.
func shared(protocol, keys, plugin string) traits {
	t := loadbalancer.TraitsOf(protocol)
	return traits{port: t.Port, purpose: t.Description, tls: t.TLS(), keys: keys, plugin: plugin}
}

func (c Config) listeners() group {
	g := group{comment: "Listeners."}
	if c.TLS != nil && c.TLS.Only {
		for _, protocol := range Protocols {
			if t := protocolTraits[protocol]; !t.tls && !t.single && c.serves(t) {
				g.add(field("tls").Field("only"), t.keys, "none")
			}
		}
		for _, u := range unlisted {
			if c.enables(u.plugin) {
				g.add(field("tls").Field("only"), u.key, "none")
			}
		}
	}
	counts := map[string]int{}
	for i, l := range c.Listeners {
		at, t := field("listener").Item(i), protocolTraits[l.Protocol]
		if t.keys == "" || l.Port == nil {
			continue // reported as an unknown protocol
		}
		counts[l.Protocol]++
		switch {
		case !t.single && l.Address == "":
			g.add(at, t.keys+"."+strconv.Itoa(counts[l.Protocol]), strconv.Itoa(*l.Port))
		case !t.single:
			g.add(at, t.keys+"."+strconv.Itoa(counts[l.Protocol]), l.Address+":"+strconv.Itoa(*l.Port))
		case counts[l.Protocol] == 1:
			g.add(at, t.keys+".port", strconv.Itoa(*l.Port))
			if l.Address != "" {
				g.add(at, t.keys+".ip", l.Address)
			}
		}
	}
	if c.ProxyProtocol != nil {
		for _, p := range proxied {
			if p.plugin == "" || c.enables(p.plugin) {
				g.add(field("proxy_protocol"), p.key, strconv.FormatBool(*c.ProxyProtocol))
			}
		}
	}
	return g
}

// proxied are the keys that turn the PROXY protocol on, and the plugins they belong to.
var proxied = []struct{ key, plugin string }{
	{"proxy_protocol", ""}, {"mqtt.proxy_protocol", "rabbitmq_mqtt"}, {"stomp.proxy_protocol", "rabbitmq_stomp"},
	{"web_mqtt.proxy_protocol", "rabbitmq_web_mqtt"}, {"web_stomp.proxy_protocol", "rabbitmq_web_stomp"},
}

// tls are the certificates: of the listeners for messages, which share them, and of those for HTTP, each its own.
func (c Config) tls() group {
	g := group{comment: "TLS."}
	if c.TLS == nil {
		return g
	}
	at := field("tls")
	text := func(prefix, name, value string) {
		if value != "" {
			g.add(at.Field(name), prefix+"."+name, value)
		}
	}
	prefixes := []string{"ssl_options"}
	for _, l := range c.Listeners {
		if t := protocolTraits[l.Protocol]; t.tls && t.single && !slices.Contains(prefixes, t.keys) {
			prefixes = append(prefixes, t.keys)
		}
	}
	for _, prefix := range prefixes {
		text(prefix, "cacertfile", c.TLS.CACertFile)
		text(prefix, "certfile", c.TLS.CertFile)
		text(prefix, "keyfile", c.TLS.KeyFile)
		if prefix == "ssl_options" {
			text(prefix, "verify", c.TLS.Verify)
			if c.TLS.FailIfNoPeerCert != nil {
				text(prefix, "fail_if_no_peer_cert", strconv.FormatBool(*c.TLS.FailIfNoPeerCert))
			}
		}
		for i, version := range c.TLS.Versions {
			g.add(at.Field("versions").Item(i), prefix+".versions."+strconv.Itoa(i+1), version)
		}
	}
	return g
}

// serves reports whether the nodes listen for a protocol at all.
func (c Config) serves(t traits) bool { return t.plugin == "" || c.enables(t.plugin) }

// enables reports whether a plugin is enabled, by itself or by one that needs it.
func (c Config) enables(plugin string) bool {
	return slices.ContainsFunc(c.Plugins, func(p string) bool { return p == plugin || slices.Contains(bringsAlong[p], plugin) })
}

// bringsAlong are plugins that serve a protocol and come with another one.
var bringsAlong = map[string][]string{
	"rabbitmq_web_mqtt":              {"rabbitmq_mqtt"},
	"rabbitmq_web_stomp":             {"rabbitmq_stomp"},
	"rabbitmq_stream_management":     {"rabbitmq_stream", "rabbitmq_management"},
	"rabbitmq_shovel_management":     {"rabbitmq_shovel", "rabbitmq_management"},
	"rabbitmq_federation_management": {"rabbitmq_federation", "rabbitmq_management"},
	"rabbitmq_top":                   {"rabbitmq_management"},
	"rabbitmq_tracing":               {"rabbitmq_management"},
}
