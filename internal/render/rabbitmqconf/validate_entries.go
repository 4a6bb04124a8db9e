package rabbitmqconf

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/render/loadbalancer"
)

// entries checks every line of rabbitmq.conf, whatever it comes from, against what this version knows.
func (v *validator) entries(c Config) {
	if v.version == nil {
		return
	}
	before := v.Problems
	first := map[string]loadbalancer.Path{}
	var entries []entry
	for _, g := range c.groups() {
		for _, e := range g.entries {
			// What is wrong in itself need not be said twice.
			if slices.ContainsFunc(before, func(p loadbalancer.Problem) bool { return p.Concerns(e.at) }) {
				continue
			}
			if !keyForm.MatchString(e.key) {
				v.Add(e.at, "Invalid key", fmt.Sprintf("%q is not a key: parts of letters, digits, hyphens and underscores with dots between them. "+
					`A dot within a part stands behind a backslash.`, e.key))
				continue
			}
			if other, taken := first[e.key]; taken {
				v.Add(e.at, "Key given twice", fmt.Sprintf("%s comes from %s already, and only one of the two would hold.", e.key, other), other)
				continue
			}
			first[e.key] = e.at
			entries = append(entries, e)
			v.entry(c, e)
		}
	}
	v.settings(c, entries)
	v.firstBoot(c, entries)
	v.secrets(c, entries)
}

// concerned reports whether there is a problem already that would look different if the value at a path did.
func (v *validator) concerned(at loadbalancer.Path) bool {
	return slices.ContainsFunc(v.Problems, func(p loadbalancer.Problem) bool { return p.Concerns(at) })
}

func (v *validator) entry(c Config, e entry) {
	version := field("rabbitmq_version")
	spans := spansOf(e.key)
	var takes []string
	for _, s := range spans {
		if s.holds(v.version) {
			takes = append(takes, s.takes...)
		}
	}
	switch {
	case len(spans) == 0 && len(c.foreignPlugins()) == 0:
		v.Add(e.at, "Unknown key", fmt.Sprintf("No RabbitMQ knows %s, and a node does not boot with a key that it does not know.%s "+
			"A key of a plugin that does not come with RabbitMQ is taken where plugins names it.", e.key, v.hint(e.key)), version, field("plugins"))
		return
	case len(spans) > 0 && takes == nil:
		v.Add(e.at, "Key of another version", fmt.Sprintf("RabbitMQ %s does not know %s, and would not boot with it; RabbitMQ knows it %s.",
			c.RabbitMQVersion, e.key, versionsOf(spans)), version)
		return
	case takes != nil && !fits(takes, e.value):
		v.Add(e.at, "Invalid value", fmt.Sprintf("%s takes %s in RabbitMQ %s%s.", e.key, described(takes), c.RabbitMQVersion, given(e)), version)
		return
	}
	if quotedWhole(e.value) && !e.secret && !secretKey(e.key) {
		v.Add(e.at, "Value in double quotes", fmt.Sprintf("RabbitMQ takes the double quotes around the value of %s for a part of it. Leave them out.", e.key))
		return
	}
	if why := forbiddenSubstitution(e.key, e.value, v.version); why != "" {
		v.Add(e.at, "Value with a substitution", fmt.Sprintf("The value of %s has $( ) in it. In RabbitMQ %s %s.", e.key, c.RabbitMQVersion, why), version)
		return
	}
	if _, ok := quote(e.value, v.version); !ok {
		v.Add(e.at, "Value cannot be written", fmt.Sprintf("The value of %s has something in it that rabbitmq.conf of RabbitMQ %s has no way to write: %s. Choose another one.",
			e.key, c.RabbitMQVersion, v.unwritable(e.value)), version)
	} else if misreadAsTagged(takes, e.value) {
		v.Add(e.at, "Value cannot be written", fmt.Sprintf("RabbitMQ %s takes what stands before a colon in %s for the mark of an encrypted value. "+
			"Choose one without a colon.", c.RabbitMQVersion, e.key), version)
	}
}

// given is the value in an error, unless it is secret.
func given(e entry) string {
	if e.secret || secretKey(e.key) {
		return ""
	}
	return fmt.Sprintf(", not %q", e.value)
}

// unwritable says what of a value is the trouble, without quoting it.
func (v *validator) unwritable(value string) string {
	switch {
	case !valueForm.MatchString(value):
		return "a character that is not printable ASCII"
	case value == "":
		return "it is empty"
	case !v.version.OlderThan(quotingSince):
		return "a ' together with a #, a space at one end, or at its beginning"
	}
	return "a #, a space at one end, or a ' at its beginning"
}

func (v *validator) hint(key string) string {
	if near := similar(key, v.version); near != "" {
		return " Is " + near + " meant?"
	}
	return ""
}

// versionsOf says which versions know a key, whatever it takes in each.
func versionsOf(spans []span) string {
	var runs []span
	for _, s := range spans {
		if last := len(runs) - 1; last >= 0 && slices.Equal(runs[last].before, s.from) {
			runs[last].before = s.before
			continue
		}
		runs = append(runs, s)
	}
	said := make([]string, len(runs))
	for i, s := range runs {
		said[i] = s.String()
	}
	return strings.Join(said, ", and ")
}

// foreignPlugins are those that do not come with RabbitMQ; their schemas may define any key.
func (c Config) foreignPlugins() []string {
	return slices.DeleteFunc(slices.Clone(c.Plugins), func(plugin string) bool { return bundled[plugin] })
}

// bundled are the plugins that come with one release or other since 3.8.
var bundled = words(`
	rabbitmq_amqp1_0 rabbitmq_amqp_client rabbitmq_auth_backend_cache rabbitmq_auth_backend_http
	rabbitmq_auth_backend_internal_loopback rabbitmq_auth_backend_ldap rabbitmq_auth_backend_oauth2
	rabbitmq_auth_mechanism_ssl rabbitmq_aws rabbitmq_consistent_hash_exchange rabbitmq_event_exchange
	rabbitmq_exchange_federation rabbitmq_federation rabbitmq_federation_common rabbitmq_federation_management
	rabbitmq_federation_prometheus rabbitmq_jms_topic_exchange rabbitmq_management rabbitmq_management_agent
	rabbitmq_mqtt rabbitmq_peer_discovery_aws rabbitmq_peer_discovery_common rabbitmq_peer_discovery_consul
	rabbitmq_peer_discovery_etcd rabbitmq_peer_discovery_k8s rabbitmq_prelaunch rabbitmq_prometheus
	rabbitmq_queue_federation rabbitmq_random_exchange rabbitmq_recent_history_exchange rabbitmq_sharding
	rabbitmq_shovel rabbitmq_shovel_management rabbitmq_shovel_prometheus rabbitmq_stomp rabbitmq_stream
	rabbitmq_stream_common rabbitmq_stream_management rabbitmq_top rabbitmq_tracing rabbitmq_trust_store
	rabbitmq_web_dispatch rabbitmq_web_mqtt rabbitmq_web_mqtt_examples rabbitmq_web_stomp rabbitmq_web_stomp_examples`)
