package rabbitmqconf

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// entry is one line of rabbitmq.conf.
type entry struct {
	key, value string
	at         loadbalancer.Path // where the value comes from
	secret     bool
}

// group is entries under one comment.
type group struct {
	comment string
	entries []entry
}

func (g *group) add(at loadbalancer.Path, key, value string) {
	g.entries = append(g.entries, entry{key: key, value: value, at: at})
}

// text and number add a line for what was given.
func (g *group) text(at, key, value string) {
	if value != "" {
		g.add(field(at), key, value)
	}
}

func (g *group) number(at, key string, value *int) {
	if value != nil {
		g.add(field(at), key, strconv.Itoa(*value))
	}
}

func field(name string) loadbalancer.Path { return loadbalancer.Path{}.Field(name) }

// element is the path of a map's element, of the map itself where the element has no name.
func element(name, key string) loadbalancer.Path {
	if key == "" {
		return field(name)
	}
	return field(name).Field(key)
}

// groups are all lines of the file, of a Config with its defaults.
func (c Config) groups() []group {
	groups := []group{c.formation(), c.users(), c.listeners(), c.tls(), c.limits(), c.queues(), c.further()}
	for _, g := range groups {
		for i := range g.entries {
			g.entries[i].at = c.at(g.entries[i].at)
		}
	}
	return groups
}

func (c Config) formation() group {
	g := group{comment: "The cluster. The list of nodes is read only by one that has never started."}
	g.text("cluster_name", "cluster_name", c.ClusterName)
	if len(c.Nodes) > 0 {
		g.add(field("node"), "cluster_formation.peer_discovery_backend", "classic_config")
	}
	for i, n := range c.Nodes {
		g.add(field("node").Item(i).Field("name"), "cluster_formation.classic_config.nodes."+strconv.Itoa(i+1), n.Name)
	}
	g.number("target_cluster_size_hint", targetSizeKey, c.TargetClusterSizeHint)
	g.text("cluster_partition_handling", partitionKey, c.ClusterPartitionHandling)
	return g
}

func (c Config) users() group {
	g := group{comment: "Users."}
	g.text("default_user", "default_user", c.DefaultUser)
	if c.DefaultPass != "" {
		g.entries = append(g.entries, entry{"default_pass", c.DefaultPass, field("default_pass"), true})
	}
	if c.LoopbackUsers != nil && len(c.LoopbackUsers) == 0 {
		g.add(field("loopback_users"), "loopback_users", "none")
	}
	for i, user := range c.LoopbackUsers {
		g.add(field("loopback_users").Item(i), "loopback_users."+keyPart(user), "true")
	}
	return g
}

// keyPart is text as one part of a key.
func keyPart(text string) string { return strings.ReplaceAll(text, ".", `\.`) }

func (c Config) limits() group {
	g := group{comment: "Limits."}
	if form := amountForm(c.VMMemoryHighWatermark); form != "" {
		g.text("vm_memory_high_watermark", "vm_memory_high_watermark."+form, c.VMMemoryHighWatermark)
	}
	if form := amountForm(c.DiskFreeLimit); form != "" {
		g.text("disk_free_limit", "disk_free_limit."+form, c.DiskFreeLimit)
	}
	g.number("heartbeat", "heartbeat", c.Heartbeat)
	g.number("channel_max", c.channelMaxKey(), c.ChannelMax)
	return g
}

// channelMaxKey is the key for ChannelMax: it has another name in later releases, which warn of the old one.
func (c Config) channelMaxKey() string {
	const renamed = "max_channels_per_connection"
	if v, valid := loadbalancer.ParseVersion(c.RabbitMQVersion); valid && known(renamed, v) {
		return renamed
	}
	return "channel_max"
}

// amountForm is the last part of the key for a share of the memory or an amount of bytes.
func amountForm(value string) string {
	switch {
	case value == "":
		return ""
	case strings.Contains(value, "."):
		return "relative"
	}
	return "absolute"
}

func (c Config) queues() group {
	g := group{comment: "Queues, and what is deprecated."}
	g.text("default_queue_type", "default_queue_type", c.DefaultQueueType)
	for _, name := range slices.Sorted(maps.Keys(c.DeprecatedFeatures)) {
		g.add(element("deprecated_features", name), "deprecated_features.permit."+keyPart(name), strconv.FormatBool(c.DeprecatedFeatures[name]))
	}
	return g
}

func (c Config) further() group {
	g := group{comment: "Further settings."}
	for _, key := range slices.Sorted(maps.Keys(c.Settings)) {
		g.add(element("settings", key), key, c.Settings[key])
	}
	for _, key := range slices.Sorted(maps.Keys(c.SensitiveSettings)) {
		g.entries = append(g.entries, entry{key, c.SensitiveSettings[key], element("settings_sensitive", key), true})
	}
	return g
}
