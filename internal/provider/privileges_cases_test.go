package provider_test

// privilegeCases are those of every resource but rabbitmqha_cluster_member, which takes nodes of its own.
func privilegeCases() map[string]privilegeCase {
	rule := map[string]any{"pattern": "^none$", "apply_to": "queues", "definition": map[string]any{"max_length": 5}}
	laterRule := map[string]any{"pattern": "^none$", "apply_to": "queues", "definition": map[string]any{"max_length": 6}}
	queue, exchange := exactly(""), exactly("[.]x")
	return map[string]privilegeCase{
		"`rabbitmqha_binding` to a queue": {
			typeName: "binding", topic: func(p fixture) string { return p.name + ".x" },
			objects: map[string]func(fixture) string{"the queue": queue, "the exchange": exchange},
			before: func(p fixture) {
				p.put(map[string]any{"type": "topic"}, "exchanges", p.vhost, p.name+".x")
				p.put(map[string]any{"durable": true}, "queues", p.vhost, p.name)
			},
			create: func(p fixture) map[string]any {
				return map[string]any{"vhost": p.vhost, "source": p.name + ".x", "destination": p.name, "routing_key": "key"}
			},
		},
		"`rabbitmqha_binding` to an exchange": {
			typeName: "binding", topic: func(p fixture) string { return p.name + ".x" },
			objects: map[string]func(fixture) string{"the destination": queue, "the source": exchange},
			before: func(p fixture) {
				p.put(map[string]any{"type": "topic"}, "exchanges", p.vhost, p.name+".x")
				p.put(map[string]any{"type": "fanout"}, "exchanges", p.vhost, p.name)
			},
			create: func(p fixture) map[string]any {
				return map[string]any{"vhost": p.vhost, "source": p.name + ".x", "destination_type": "exchange", "destination": p.name, "routing_key": "key"}
			},
		},
		"`rabbitmqha_cluster_name`": {
			typeName: "cluster_name", stays: true,
			create: func(p fixture) map[string]any { return p.broker.Get(p, "cluster-name") },
		},
		"`rabbitmqha_exchange`": {
			typeName: "exchange", objects: map[string]func(fixture) string{"the exchange": queue},
			create: with(map[string]any{"type": "direct"}),
		},
		"`rabbitmqha_exchange` with `alternate_exchange`": {
			typeName: "exchange", objects: map[string]func(fixture) string{"the exchange": queue, "the alternate exchange": exchange},
			create: func(p fixture) map[string]any {
				return with(map[string]any{"type": "direct", "alternate_exchange": p.name + ".x"})(p)
			},
		},
		"`rabbitmqha_feature_flag`": {
			typeName: "feature_flag", stays: true, also: []string{"feature-flags", "quorum_queue", "enable"},
			create: func(fixture) map[string]any { return map[string]any{"name": "quorum_queue"} },
		},
		"`rabbitmqha_federation_upstream`": {
			typeName: "federation_upstream",
			create:   with(map[string]any{"uris": []any{"amqp://upstream.invalid"}}),
			update:   with(map[string]any{"uris": []any{"amqp://other.invalid"}}),
		},
		"`rabbitmqha_federation_upstream_set`": {
			typeName: "federation_upstream_set",
			create:   with(map[string]any{"upstream": []any{map[string]any{"name": "u"}}}),
			update:   with(map[string]any{"upstream": []any{map[string]any{"name": "v"}}}),
		},
		"`rabbitmqha_global_parameter`": {
			typeName: "global_parameter", sweep: swept("global-parameters"),
			create: globally(map[string]any{"value": "1"}), update: globally(map[string]any{"value": "2"}),
		},
		"`rabbitmqha_mirroring_policy`": {
			typeName: "mirroring_policy", until: "4.0",
			create: with(map[string]any{"pattern": "^none$"}), update: with(map[string]any{"pattern": "^none$", "priority": 1}),
		},
		"`rabbitmqha_operator_policy`": {typeName: "operator_policy", create: with(rule), update: with(laterRule)},
		"`rabbitmqha_parameter`": {
			typeName: "parameter",
			create:   with(map[string]any{"component": "federation-upstream", "value": `{"uri":"amqp://a.invalid"}`}),
			update:   with(map[string]any{"component": "federation-upstream", "value": `{"uri":"amqp://b.invalid"}`}),
		},
		"`rabbitmqha_permissions`": {
			typeName: "permissions", before: aUser, sweep: swept("users"),
			create: ofUser(map[string]any{"configure": "", "write": "", "read": ""}),
			update: ofUser(map[string]any{"configure": "", "write": "", "read": ".*"}),
		},
		"`rabbitmqha_policy`": {typeName: "policy", create: with(rule), update: with(laterRule)},
		"`rabbitmqha_queue`": {
			typeName: "queue", objects: map[string]func(fixture) string{"the queue": queue},
			create: with(nil), update: with(map[string]any{"force_destroy": true}),
		},
		"`rabbitmqha_queue` with `dead_letter_exchange`": {
			typeName: "queue", objects: map[string]func(fixture) string{"the queue": queue, "the dead letter exchange": exchange},
			create: func(p fixture) map[string]any {
				return with(map[string]any{"arguments": map[string]any{"dead_letter_exchange": p.name + ".x"}})(p)
			},
		},
		"`rabbitmqha_shovel`": {
			typeName: "shovel",
			create:   func(p fixture) map[string]any { return with(shovelled(p, "a"))(p) },
			update:   func(p fixture) map[string]any { return with(shovelled(p, "b"))(p) },
		},
		"`rabbitmqha_topic_permissions`": {
			typeName: "topic_permissions", before: aUser, sweep: swept("users"),
			create: ofUser(map[string]any{"exchange": "amq.topic", "write": "", "read": ""}),
			update: ofUser(map[string]any{"exchange": "amq.topic", "write": "", "read": ".*"}),
		},
		"`rabbitmqha_user`": {
			typeName: "user", sweep: swept("users"),
			create: globally(map[string]any{"password_hash": ""}),
			update: globally(map[string]any{"password_hash": "", "tags": []any{"monitoring"}}),
		},
		"`rabbitmqha_user_limits`": {
			typeName: "user_limits", stays: true, before: aUser, sweep: swept("users"), since: "3.10",
			create: ofUser(map[string]any{"max_channels": 5}), update: ofUser(map[string]any{"max_channels": 6}),
		},
		"`rabbitmqha_vhost`": {
			typeName: "vhost", sweep: swept("vhosts"),
			create: globally(nil), update: globally(map[string]any{"tracing": true}),
		},
		"`rabbitmqha_vhost_limits`": {
			typeName: "vhost_limits", stays: true, sweep: func(p fixture) []string { return []string{"vhost-limits", p.vhost, "max-connections"} },
			create: func(p fixture) map[string]any { return map[string]any{"vhost": p.vhost, "max_connections": 500} },
			update: func(p fixture) map[string]any { return map[string]any{"vhost": p.vhost, "max_connections": 600} },
		},
	}
}

// shovelled takes messages from a queue of the virtual host itself, by the node's own connection.
func shovelled(p fixture, to string) map[string]any {
	return map[string]any{
		"source":      map[string]any{"uris": []any{"amqp:///" + p.vhost}, "queue": "from"},
		"destination": map[string]any{"uris": []any{"amqp://shovel.invalid"}, "queue": to},
	}
}
