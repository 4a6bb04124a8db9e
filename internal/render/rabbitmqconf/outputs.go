package rabbitmqconf

import (
	"net/netip"
	"strconv"
	"strings"
)

// Files are the texts for the nodes, each with a line break at its end unless it is empty. Where
// nodes differ, the first three may be those of the first node only: see [Resolved.ConfDiffers].
type Files struct {
	// RabbitMQConf is /etc/rabbitmq/rabbitmq.conf.
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
	c := r.perNode[0]
	return Files{
		RabbitMQConf:    c.conf(),
		AdvancedConfig:  terms(c.advanced(nil)),
		RabbitMQConfig:  terms(c.advanced(c.classic())),
		RabbitMQEnvConf: r.environments(),
		EnabledPlugins:  "[" + strings.Join(c.Plugins, ",") + "].\n",
		EtcHosts:        c.hosts(),
		SystemdLimits:   "[Service]\nLimitNOFILE=" + strconv.Itoa(*c.LimitNOFILE) + "\n",
	}
}

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
