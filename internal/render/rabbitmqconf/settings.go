package rabbitmqconf

import (
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// alternatives are the settings of which each key gives the whole: of two keys, a node takes one and drops the other. Every
// other setting that several keys share is put together from them (TestSharedSettings). Sources are the translations in the
// schemas of RabbitMQ 3.8.9 to 4.3.6.
var alternatives = words(`
	rabbit.channel_max rabbit.connection_max rabbit.disk_free_limit rabbit.vm_memory_high_watermark
	rabbit.cluster_formation.peer_discovery_consul.lock_wait_time rabbit.cluster_formation.peer_discovery_etcd.lock_wait_time
	rabbitmq_web_mqtt.cowboy_opts.idle_timeout rabbitmq_web_stomp.cowboy_opts.idle_timeout syslog.dest_host
	amqp10_client.ssl_options.key amqp_client.ssl_options.key rabbit.ssl_options.key
	rabbit.cluster_formation.peer_discovery_consul.ssl_options.key rabbit.cluster_formation.peer_discovery_etcd.ssl_options.key
	rabbitmq_auth_backend_http.ssl_options.key rabbitmq_auth_backend_ldap.ssl_options.key
	rabbitmq_management.listener.ssl_opts.key rabbitmq_trust_store.ssl_options.key`)

// wholes are the settings of which the key without further parts names a way, and those with further parts describe the
// way that they name, or the only one without a name.
var wholes = words(`rabbit.cluster_partition_handling rabbitmq_auth_backend_ldap.dn_lookup_bind rabbitmq_auth_backend_ldap.other_bind`)

// knownEntry is an entry with what the version knows of its key.
type knownEntry struct {
	entry
	span
}

// drops reports whether a node takes only one of the two entries, or a part of one.
func drops(a, b knownEntry) bool {
	if len(a.pattern) > len(b.pattern) {
		a, b = b, a
	}
	rest, below := strings.CutPrefix(b.pattern, a.pattern+".")
	switch {
	case a.pattern == b.pattern:
		return false // two members of a list
	case below && a.value == "none":
		return true // ssl_options = none takes all of ssl_options.* away
	case a.setting != b.setting:
		return false
	case below && wholes[a.setting]:
		return !strings.HasPrefix(rest, a.value+".") // pause_if_all_down has its nodes
	case below && rest[0] == '$':
		return true // a list, and the word for an empty one
	}
	return alternatives[a.setting]
}

// oldListener is where the keys of the listener for management begin that was the only one before RabbitMQ 3.7.9.
const oldListener = "management.listener."

// displacesListener reports whether the old listener for management and a new one want to be the same: a node starts one
// for TLS and one without (rabbit_mgmt_app:get_listeners_config/0).
func displacesListener(a, b knownEntry, oldSpeaksTLS bool) bool {
	if strings.HasPrefix(b.key, oldListener) {
		a, b = b, a
	}
	if !strings.HasPrefix(a.key, oldListener) {
		return false
	}
	if oldSpeaksTLS {
		return strings.HasPrefix(b.key, "management.ssl.")
	}
	return strings.HasPrefix(b.key, "management.tcp.")
}

// replaced reports whether a setting of advanced.config takes the place of the whole setting that a key ends in
// (cuttlefish_advanced:overlay/2).
func (a Advanced) replaced(setting string) bool {
	own := a.Application + "." + a.Key
	return setting == own || strings.HasPrefix(setting, own+".")
}

// value is what a key of the further settings is given, and where.
func (c Config) value(key string) (value string, at loadbalancer.Path, given bool) {
	if value, given = c.Settings[key]; given {
		return value, c.at(element("settings", key)), true
	}
	value, given = c.SensitiveSettings[key]
	return value, c.at(element("settings_sensitive", key)), given
}
