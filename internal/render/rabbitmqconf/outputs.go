package rabbitmqconf

import (
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Files are the texts for the nodes, each with a line break at its end unless it is empty.
type Files struct {
	// RabbitMQConf is /etc/rabbitmq/rabbitmq.conf, the same on all nodes.
	RabbitMQConf string
	// AdvancedConfig is /etc/rabbitmq/advanced.config.
	AdvancedConfig string
	// RabbitMQConfig is /etc/rabbitmq/rabbitmq.config, which takes the place of the other two where it exists. It says
	// what the classic format was used for: the cluster, its limits and who may log in from where, and what is Advanced.
	RabbitMQConfig string
	// RabbitMQEnvConf is /etc/rabbitmq/rabbitmq-env.conf by the name of the node.
	RabbitMQEnvConf map[string]string
	// EnabledPlugins is /etc/rabbitmq/enabled_plugins.
	EnabledPlugins string
	// EtcHosts are lines for /etc/hosts.
	EtcHosts string
	// SystemdLimits is a drop-in such as /etc/systemd/system/rabbitmq-server.service.d/limits.conf.
	SystemdLimits string
}

// Files renders the texts.
func (r Resolved) Files() Files {
	c := r.config
	return Files{
		RabbitMQConf:    c.conf(),
		AdvancedConfig:  terms(c.advanced(nil)),
		RabbitMQConfig:  terms(c.advanced(c.classic())),
		RabbitMQEnvConf: c.environments(),
		EnabledPlugins:  "[" + strings.Join(c.Plugins, ",") + "].\n",
		EtcHosts:        c.hosts(),
		SystemdLimits:   "[Service]\nLimitNOFILE=" + strconv.Itoa(*c.LimitNOFILE) + "\n",
	}
}

// HasSecret reports whether RabbitMQConf holds a password or another secret.
func (r Resolved) HasSecret() bool {
	return slices.ContainsFunc(r.config.groups(), func(g group) bool {
		return slices.ContainsFunc(g.entries, func(e entry) bool { return e.secret })
	})
}

// environments are the variables that each node starts with.
func (c Config) environments() map[string]string {
	files := map[string]string{}
	for _, n := range c.Nodes {
		text := "NODENAME=" + n.Name + "\n"
		if n.long() {
			text += "USE_LONGNAME=true\n"
		}
		if c.DistributionPort != nil {
			text += "DIST_PORT=" + strconv.Itoa(*c.DistributionPort) + "\n"
		}
		for _, name := range slices.Sorted(maps.Keys(c.Environment)) {
			text += name + "=" + shellQuote(c.Environment[name]) + "\n"
		}
		files[n.Name] = text
	}
	return files
}

// shellQuote is text as one word of a shell, in which it replaces nothing.
func shellQuote(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// hosts are the lines that make the nodes' hosts known to each other.
func (c Config) hosts() string {
	var b strings.Builder
	for _, n := range c.Nodes {
		if n.Address == "" || n.hostIsAddress() {
			continue
		}
		line := n.Address + " " + n.host()
		if short, _, long := strings.Cut(n.host(), "."); long {
			line += " " + short
		}
		b.WriteString(line + "\n")
	}
	return b.String()
}

// host is the part of the name after the @.
func (n Node) host() string {
	_, host, _ := strings.Cut(n.Name, "@")
	return host
}

// long reports whether the name is what Erlang calls a long one.
func (n Node) long() bool { return strings.Contains(n.host(), ".") }

func (n Node) hostIsAddress() bool {
	_, err := netip.ParseAddr(n.host())
	return err == nil
}
