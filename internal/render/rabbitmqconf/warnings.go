package rabbitmqconf

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// Warnings are traps in a Config without problems: the nodes boot, though perhaps not to what is meant.
func (r Resolved) Warnings() []string {
	var all []string
	for _, c := range r.perNode {
		for _, warning := range c.warnings() {
			if !slices.Contains(all, warning) {
				all = append(all, warning)
			}
		}
	}
	return append(all, r.hostWarnings()...)
}

func (c Config) warnings() []string {
	version, _ := loadbalancer.ParseVersion(c.RabbitMQVersion)
	warnings := c.clusterWarnings()
	if slices.Compare(version[:2], newestVersion[:2]) > 0 {
		warnings = append(warnings, fmt.Sprintf("the keys of RabbitMQ %s are not known to this version of the provider; it is taken to know those of %s",
			c.RabbitMQVersion, dotted(newestVersion)))
	}
	// From this version on there is no default, so that somebody chose what is there.
	if c.ClusterPartitionHandling != "" && !version.OlderThan(partitionHandlingEnds) {
		warnings = append(warnings, "cluster_partition_handling has no effect from RabbitMQ 4.3 on: Raft decides on which side work goes on")
	}
	if c.LoopbackUsers != nil && !slices.Contains(c.LoopbackUsers, "guest") && c.DefaultUser == "" {
		warnings = append(warnings, "loopback_users leaves guest out and no default_user is set: anybody who reaches the nodes logs in as administrator with the well-known password of guest")
	}
	if c.ProxyProtocol != nil && *c.ProxyProtocol {
		warnings = append(warnings, "proxy_protocol refuses every connection that does not begin with a PROXY header: clients that come straight to the nodes, and health checks without one")
	}
	if c.DistributionPort != nil && len(c.Nodes) == 0 {
		warnings = append(warnings, "distribution_port stands in the rabbitmq-env.conf of a node, and there is no node")
	}
	if c.InterNodeTLS != nil && len(c.Nodes) == 0 {
		warnings = append(warnings, "inter_node_tls stands in the files of a node, and there is no node")
	}
	if len(c.Environment) > 0 && len(c.Nodes) == 0 {
		warnings = append(warnings, "environment stands in the rabbitmq-env.conf of a node, and there is no node")
	}
	if c.unjudgedPassword() {
		warnings = append(warnings, "credential_validator.regexp cannot be judged here: if the first user's password does not match it, the first boot fails")
	}
	for _, plugin := range c.foreignPlugins() {
		warnings = append(warnings, fmt.Sprintf("%s does not come with RabbitMQ: where it is not installed, a node starts without it and says nothing", plugin))
	}
	return append(warnings, c.settingWarnings()...)
}

func (c Config) clusterWarnings() []string {
	switch n := len(c.Nodes); {
	case n == 2 && !c.eachGoesOnAlone():
		return []string{"two nodes are less available than one: each needs the other for a majority. Use three"}
	case n > 2 && n%2 == 0:
		return []string{fmt.Sprintf("%d nodes survive the loss of no more nodes than %d do: a majority decides. Use an odd number", n, n-1)}
	}
	return nil
}

// From this version on nothing but a majority has copies of a queue.
var mirroringEnds = loadbalancer.Version{4, 0, 0}

// eachGoesOnAlone reports whether two nodes do without a majority: metadata in Mnesia and mirrored queues, with a
// handling of partitions that stops no node. The broker's own default is ignore.
func (c Config) eachGoesOnAlone() bool {
	version, _ := loadbalancer.ParseVersion(c.RabbitMQVersion)
	handling, _, _ := c.value(partitionKey)
	handling = cmp.Or(handling, c.ClusterPartitionHandling, "ignore")
	return version.OlderThan(mirroringEnds) && (handling == "ignore" || handling == "autoheal") && c.DefaultQueueType != "quorum"
}

// pluginOf are the plugins whose keys begin so; without the plugin they mean nothing.
var pluginOf = map[string]string{
	"mqtt": "rabbitmq_mqtt", "stomp": "rabbitmq_stomp", "stream": "rabbitmq_stream", "management": "rabbitmq_management",
	"prometheus": "rabbitmq_prometheus", "web_mqtt": "rabbitmq_web_mqtt", "web_stomp": "rabbitmq_web_stomp",
	"auth_ldap": "rabbitmq_auth_backend_ldap", "auth_http": "rabbitmq_auth_backend_http", "auth_oauth2": "rabbitmq_auth_backend_oauth2",
	"auth_cache": "rabbitmq_auth_backend_cache", "trust_store": "rabbitmq_trust_store", "tracing": "rabbitmq_tracing",
}

func (c Config) settingWarnings() []string {
	var warnings []string
	keys := append(slices.Collect(maps.Keys(c.Settings)), slices.Collect(maps.Keys(c.SensitiveSettings))...)
	slices.Sort(keys)
	for _, key := range keys {
		plugin := pluginOf[keyParts(key)[0]]
		switch {
		case len(spansOf(key)) == 0:
			warnings = append(warnings, fmt.Sprintf("%s is no key of RabbitMQ: the nodes boot only if the schema of %s defines it", key, strings.Join(c.foreignPlugins(), " or ")))
		// Management's own agent, which others need too, reads some of its keys.
		case plugin != "" && !c.enables(plugin) && plugin != "rabbitmq_management":
			warnings = append(warnings, fmt.Sprintf("%s does nothing unless the plugin %s is enabled", key, plugin))
		}
	}
	return warnings
}
