package conformance_test

import "fmt"

// entry says how one resource is put to the test.
type entry struct {
	// prepare makes, by plain HTTP, what an object of this name needs; nil for nothing.
	prepare func(b *broker, name string)
	// create is the configuration of an object of this name, change another one that is an update in place; nil where there is
	// none.
	create, change func(vhost, name string) map[string]any
	// at is where the broker has the object, has what is to be found there for the one or the other configuration.
	at  func(vhost, name string) []string
	has func(changed bool) map[string]any
	// stays: destroying it leaves it at the broker, and why.
	stays string
	// exempt says why it is put to another test in place of this one, or needless why on this broker.
	exempt   string
	needless func(b *broker) string
	// plugin is what the broker needs.
	plugin string
}

type (
	config = map[string]any
	blocks = []any
)

// named is the address of what has a name in a virtual host.
func named(kind ...string) func(vhost, name string) []string {
	return func(vhost, name string) []string { return append(append([]string{}, kind...), vhost, name) }
}

// alone is the address of what has a name in the cluster.
func alone(kind string) func(vhost, name string) []string {
	return func(_, name string) []string { return []string{kind, name} }
}

// either returns the first value before a change and the second one after it, as the broker has it at a key.
func either(key string, before, after any) func(bool) map[string]any {
	return func(changed bool) map[string]any {
		if changed {
			return map[string]any{key: after}
		}
		return map[string]any{key: before}
	}
}

// with completes a configuration that names an object in a virtual host.
func with(more config) func(vhost, name string) config {
	return func(vhost, name string) config {
		all := config{"vhost": vhost, "name": name}
		for key, value := range more {
			all[key] = value
		}
		return all
	}
}

const uri = "amqp://127.0.0.1"

// table has an entry for each resource of the provider, by its name without the prefix.
var table = map[string]entry{
	"binding": {
		create: func(vhost, name string) config {
			return config{
				"vhost": vhost, "source": "x", "destination": "q", "destination_type": "queue", "routing_key": name,
			}
		},
		at: func(vhost, name string) []string { return []string{"bindings", vhost, "e", "x", "q", "q", name} },
	},
	"cluster_member": {
		exempt: "it speaks to Erlang nodes, not over HTTP: the model of interruptions in package membership and " +
			"TestAccClusterMemberProviderKilledAtAnyStep hold it to the same contract",
	},
	"cluster_name": {
		create: func(_, name string) config { return config{"name": name} },
		change: func(_, name string) config { return config{"name": name + "-changed"} },
		at:     func(string, string) []string { return []string{"cluster-name"} },
		stays:  "every cluster has a name",
	},
	"exchange": {create: with(config{"type": "direct"}), at: named("exchanges"), has: either("type", "direct", "direct")},
	"feature_flag": {
		create: func(string, string) config { return config{"name": "quorum_queue"} },
		at:     func(string, string) []string { return []string{"cluster-name"} },
		stays:  "a flag is enabled for good, so that it is enabled already here; the look before that is what is tested",
	},
	"federation_upstream": {
		plugin: "rabbitmq_federation",
		create: with(config{"uris": blocks{uri}}), change: with(config{"uris": blocks{uri}, "prefetch_count": 7}),
		at: named("parameters", "federation-upstream"),
	},
	"federation_upstream_set": {
		plugin: "rabbitmq_federation",
		create: with(config{"upstream": blocks{config{"name": "a"}}}), change: with(config{"upstream": blocks{config{"name": "b"}}}),
		at:  named("parameters", "federation-upstream-set"),
		has: either("value", []any{map[string]any{"upstream": "a"}}, []any{map[string]any{"upstream": "b"}}),
	},
	"global_parameter": {
		create: func(_, name string) config { return config{"name": name, "value": "1"} },
		change: func(_, name string) config { return config{"name": name, "value": "2"} },
		at:     alone("global-parameters"), has: either("value", 1.0, 2.0),
	},
	"mirroring_policy": {
		create: with(config{"pattern": "^a"}), change: with(config{"pattern": "^b"}), at: named("policies"), has: either("pattern", "^a", "^b"),
		needless: func(b *broker) string {
			if b.series >= "4" {
				return "RabbitMQ 4 mirrors no queues"
			}
			return ""
		},
	},
	"operator_policy": {
		create: with(config{"pattern": "^a", "definition": config{"max_length": 5}}),
		change: with(config{"pattern": "^b", "definition": config{"max_length": 5}}),
		at:     named("operator-policies"), has: either("pattern", "^a", "^b"),
	},
	"parameter": {
		plugin: "rabbitmq_federation",
		create: with(config{"component": "federation-upstream", "value": fmt.Sprintf(`{"uri":%q}`, uri)}),
		change: with(config{"component": "federation-upstream", "value": fmt.Sprintf(`{"uri":%q,"expires":5}`, uri)}),
		at:     named("parameters", "federation-upstream"),
	},
	"permissions": {
		prepare: (*broker).user,
		create:  func(vhost, name string) config { return permitted(vhost, name, "^a") },
		change:  func(vhost, name string) config { return permitted(vhost, name, "^b") },
		at:      named("permissions"), has: either("write", "^a", "^b"),
	},
	"policy": {
		create: with(config{"pattern": "^a", "definition": config{"max_length": 5}}),
		change: with(config{"pattern": "^b", "definition": config{"max_length": 5}}),
		at:     named("policies"), has: either("pattern", "^a", "^b"),
	},
	"queue": {
		create: with(config{"type": "classic"}), change: with(config{"type": "classic", "force_destroy": true}),
		at: named("queues"), has: either("durable", true, true),
	},
	"shovel": {
		plugin: "rabbitmq_shovel",
		create: with(config{"source": config{"uris": blocks{uri}, "queue": "q"}, "destination": config{"uris": blocks{uri}, "queue": "a"}}),
		change: with(config{"source": config{"uris": blocks{uri}, "queue": "q"}, "destination": config{"uris": blocks{uri}, "queue": "b"}}),
		at:     named("parameters", "shovel"),
	},
	"topic_permissions": {
		prepare: (*broker).user,
		create:  func(vhost, name string) config { return topical(vhost, name, "^a") },
		change:  func(vhost, name string) config { return topical(vhost, name, "^b") },
		at:      named("topic-permissions"), has: either("write", "^a", "^b"),
	},
	"user": {
		create: func(_, name string) config {
			return config{"name": name, "password_wo": "7f3aSecretUnstored", "password_wo_version": 1}
		},
		change: func(_, name string) config {
			return config{"name": name, "password_wo": "other7f3aSecretUnstored", "password_wo_version": 2, "tags": blocks{"monitoring"}}
		},
		at: alone("users"),
	},
	"user_limits": {
		prepare: (*broker).user,
		create:  func(_, name string) config { return config{"user": name, "max_channels": 5, "max_connections": 5} },
		change:  func(_, name string) config { return config{"user": name, "max_channels": 6, "max_connections": 6} },
		at:      alone("user-limits"),
		has:     either("value", map[string]any{"max-channels": 5.0, "max-connections": 5.0}, map[string]any{"max-channels": 6.0, "max-connections": 6.0}),
	},
	"vhost": {
		create: func(_, name string) config {
			return config{"name": name, "description": "a", "deletion_protection": false}
		},
		change: func(_, name string) config {
			return config{"name": name, "description": "b", "deletion_protection": false}
		},
		at: alone("vhosts"), has: either("description", "a", "b"),
	},
	"vhost_limits": {
		prepare: (*broker).vhost,
		create:  func(_, name string) config { return config{"vhost": name, "max_queues": 5, "max_connections": 5} },
		change:  func(_, name string) config { return config{"vhost": name, "max_queues": 6, "max_connections": 6} },
		at:      alone("vhost-limits"),
		has:     either("value", map[string]any{"max-queues": 5.0, "max-connections": 5.0}, map[string]any{"max-queues": 6.0, "max-connections": 6.0}),
	},
}

func permitted(vhost, user, pattern string) config {
	return config{"vhost": vhost, "user": user, "configure": "", "write": pattern, "read": ""}
}

func topical(vhost, user, pattern string) config {
	return config{"vhost": vhost, "user": user, "exchange": "amq.topic", "write": pattern, "read": ""}
}
