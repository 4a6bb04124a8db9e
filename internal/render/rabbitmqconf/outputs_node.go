package rabbitmqconf

import (
	"slices"
	"strings"
)

// Where the files are on a node.
const (
	confPath    = "/etc/rabbitmq/rabbitmq.conf"
	advancePath = "/etc/rabbitmq/advanced.config"
	envPath     = "/etc/rabbitmq/rabbitmq-env.conf"
	pluginsPath = "/etc/rabbitmq/enabled_plugins"
	limitsPath  = "/etc/systemd/system/rabbitmq-server.service.d/limits.conf"
)

// ConfDiffers reports whether RabbitMQConf is not the same on all nodes; that of Files is then the first one's.
func (r Resolved) ConfDiffers() bool { return r.differs(Config.conf) }

// TermsDiffer reports the same as [Resolved.ConfDiffers] does, of AdvancedConfig and RabbitMQConfig.
func (r Resolved) TermsDiffer() bool {
	return r.differs(func(c Config) string { return terms(c.advanced(nil)) })
}

func (r Resolved) differs(text func(Config) string) bool {
	return slices.ContainsFunc(r.perNode, func(c Config) bool { return text(c) != text(r.perNode[0]) })
}

// forNode is the configuration of a node.
func (r Resolved) forNode(i int) Config { return r.perNode[min(i, len(r.perNode)-1)] }

// environments are rabbitmq-env.conf by the name of the node.
func (r Resolved) environments() map[string]string {
	files := map[string]string{}
	for i, n := range r.config.Nodes {
		files[n.Name] = r.forNode(i).environment(n)
	}
	return files
}

// NodeFiles are all files of each node: by its name, the texts by their paths. The paths are those of the packages of RabbitMQ,
// or those that Environment gives.
func (r Resolved) NodeFiles() map[string]map[string]string {
	common := r.Files()
	all := map[string]map[string]string{}
	for i, n := range r.config.Nodes {
		c := r.forNode(i)
		files := map[string]string{
			c.path("ADVANCED_CONFIG_FILE", advancePath, ".config"): terms(c.advanced(nil)),
			c.path("ENABLED_PLUGINS_FILE", pluginsPath, ""):        common.EnabledPlugins,
			envPath: common.RabbitMQEnvConf[n.Name], limitsPath: common.SystemdLimits,
			c.path("CONFIG_FILE", confPath, ".conf"): c.conf(),
		}
		if c.InterNodeTLS != nil {
			files[c.InterNodeTLS.OptFile] = c.InterNodeTLS.optFile()
		}
		all[n.Name] = files
	}
	return all
}

// path is where a file is: where the variable says, which may leave the extension out.
func (c Config) path(variable, usual, extension string) string {
	path := c.Environment[variable]
	if path == "" {
		return usual
	}
	return strings.TrimSuffix(path, extension) + extension
}

// HasSecret reports whether RabbitMQConf holds a password or another secret.
func (r Resolved) HasSecret() bool { return slices.ContainsFunc(r.perNode, Config.hasSecretEntry) }

// HasAdvancedSecret reports whether AdvancedConfig and RabbitMQConfig hold a secret.
func (r Resolved) HasAdvancedSecret() bool {
	return slices.ContainsFunc(r.perNode, Config.hasSecretTerm)
}

// HasNodeSecret reports whether a file of some node holds a secret.
func (r Resolved) HasNodeSecret() bool {
	return slices.ContainsFunc(r.perNode, func(c Config) bool {
		return c.hasSecretEntry() || c.hasSecretTerm() || c.InterNodeTLS != nil && c.InterNodeTLS.Password != ""
	})
}

func (c Config) hasSecretEntry() bool {
	return slices.ContainsFunc(c.groups(), func(g group) bool {
		return slices.ContainsFunc(g.entries, func(e entry) bool { return e.secret })
	})
}

func (c Config) hasSecretTerm() bool {
	return slices.ContainsFunc(c.Advanced, func(a Advanced) bool { return a.SensitiveValue != "" })
}
