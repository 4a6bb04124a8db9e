package provider

// badInput is what people write, and the first line of the error that they read.
var badInput = []struct {
	kind   string
	config map[string]any
	want   string
}{
	{"rabbitmqha_vhost", set("name", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_vhost", set("name", long), "Invalid Attribute Value Length"},
	{"rabbitmqha_vhost", set("name", "v", "default_queue_type", "mirrored"), "Invalid Attribute Value Match"},
	{"rabbitmqha_queue", set("name", "q", "type", "lazy"), `"lazy" is not a queue type`},
	{"rabbitmqha_queue", set("name", "amq.q"), `Queue names that begin with "amq." are reserved`},
	{"rabbitmqha_queue", set("name", long), "The queue's name is longer than 255 bytes"},
	{"rabbitmqha_queue", set("name", "q", "durable", false), "A quorum queue must be durable"},
	{"rabbitmqha_queue", set("name", "q", "auto_delete", true), "A quorum queue cannot delete itself"},
	{"rabbitmqha_queue", set("name", "q", "arguments_json", "[1]"), "The arguments are not a JSON object"},
	{"rabbitmqha_queue", set("name", "q", "arguments_json", "{"), "Invalid JSON String Value"},
	{"rabbitmqha_queue", set("name", "q", "arguments_json", `{"x-max-lengt": 5}`), "Unknown argument x-max-lengt: did you mean x-max-length?"},
	{"rabbitmqha_queue", set("name", "q", "arguments_json", `{"x-max-length": 5}`), "x-max-length is the attribute max_length"},
	{"rabbitmqha_queue", set("name", "q", "arguments_json", `{"x-queue-type": "classic"}`), "x-queue-type is the attribute type"},
	{"rabbitmqha_queue", set("name", "q", "arguments_json", `{"a": null}`), "The arguments hold a null"},
	{"rabbitmqha_queue", set("name", "q", "arguments", set("max_priority", 5)), "max_priority is not for a quorum queue"},
	{"rabbitmqha_queue", set("name", "q", "arguments", set("delivery_limit", -2)), "delivery_limit cannot be -2"},
	{"rabbitmqha_queue", set("name", "q", "arguments", set("overflow", "drop-tail")), `overflow cannot be "drop-tail"`},
	{"rabbitmqha_queue", set("name", "q", "arguments", set("dead_letter_routing_key", "k")), "dead_letter_routing_key needs dead_letter_exchange"},
	{"rabbitmqha_queue", set("name", "s", "type", "stream", "arguments", set("max_age", "7")), `max_age cannot be "7"`},
	{"rabbitmqha_queue", set("name", "s", "type", "stream", "arguments", set("max_length", 5)), "max_length is not for a stream"},
	{"rabbitmqha_exchange", set("name", "x", "type", "Topic"), `"Topic" is not an exchange type`},
	{"rabbitmqha_exchange", set("name", "amq.x", "type", "topic"), `"amq.x" is reserved`},
	{"rabbitmqha_exchange", set("name", "x", "type", "topic", "arguments_json", `{"alternate-exchange": "y"}`), `"alternate-exchange" has an attribute of its own`},
	{"rabbitmqha_exchange", set("name", "x", "type", "topic", "alternate_exchange", long), "Invalid Attribute Value Length"},
	{"rabbitmqha_binding", set("source", "x"), "Write either destination or destination_id"},
	{"rabbitmqha_binding", set("source", "", "destination", "q"), "The default exchange cannot be bound"},
	{"rabbitmqha_binding", set("source", "x", "destination", "q", "destination_type", "topic"), "Invalid Attribute Value Match"},
	{"rabbitmqha_binding", set("source", "x", "destination", "q", "routing_key", "a~b", "arguments_json", `{"a": 1}`), "The management API fails on this routing key together with arguments"},
	{"rabbitmqha_binding", set("source", "x", "source_id", "v/x", "destination", "q"), "Write either source or source_id"},
	{"rabbitmqha_policy", set("name", "p", "pattern", "("), "The pattern is not a regular expression"},
	{"rabbitmqha_policy", set("name", "p", "pattern", "^q"), "The policy's definition is empty"},
	{"rabbitmqha_policy", set("name", "p", "pattern", "^q", "apply_to", "queue", "definition", set("max_length", 5)), `apply_to cannot be "queue"`},
	{"rabbitmqha_policy", set("name", "p", "pattern", "^q", "definition", set("max_length", -1)), "max_length cannot be -1"},
	{"rabbitmqha_policy", set("name", "p", "pattern", "^q", "definition", set("ha_mode", "exactly")), `ha_mode = "exactly" needs ha_replicas`},
	{"rabbitmqha_policy", set("name", "p", "pattern", "^q", "definition_json", `{"max-lengt": 5}`), "Unknown key max-lengt: did you mean max-length?"},
	{"rabbitmqha_policy", set("name", "p", "pattern", "^q", "definition_json", `5`), "definition_json is not a JSON object"},
	{"rabbitmqha_operator_policy", set("name", "p", "pattern", "^q", "definition", set("expires", 0)), "expires cannot be 0"},
	{"rabbitmqha_operator_policy", set("name", "p", "pattern", "^q", "apply_to", "exchanges", "definition", set("max_length", 5)), "An operator policy does nothing on exchanges"},
	{"rabbitmqha_mirroring_policy", set("name", "p", "pattern", "["), "The pattern is not a regular expression"},
	{"rabbitmqha_mirroring_policy", set("name", "p", "pattern", "^q", "mode", "two"), `mode cannot be "two"`},
	{"rabbitmqha_cluster_member", set("node", "rabbit", "cluster", []any{"rabbit@a"}), "Not the name of an Erlang node"},
	{"rabbitmqha_cluster_member", set("node", "rabbit@b", "cluster", []any{}), "No member to join through"},
	{"rabbitmqha_cluster_member", set("node", "rabbit@b", "cluster", []any{"rabbit@b"}), "A node cannot join itself"},
	{"rabbitmqha_cluster_name", set("name", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_feature_flag", set("name", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_user", set("name", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_user", set("name", "u", "tags", []any{"a,b"}), "Invalid Attribute Value Match"},
	{"rabbitmqha_user", set("name", "u", "password_wo", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_user", set("name", "u", "password_wo", "a", "password_hash", "b"), "password_hash is not the hash of a password"},
	{"rabbitmqha_user", set("name", "u", "password_hash", "no hash"), "password_hash is not the hash of a password"},
	{"rabbitmqha_permissions", set("user", "u", "vhost", "v", "configure", "(", "write", "", "read", ""), "configure is not a regular expression"},
	{"rabbitmqha_permissions", set("user", "", "vhost", "v", "configure", "", "write", "", "read", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_topic_permissions", set("user", "u", "vhost", "v", "exchange", "amq.topic", "write", "[", "read", ""), "write is not a regular expression"},
	{"rabbitmqha_topic_permissions", set("user", "u", "vhost", "v", "exchange", "", "write", "", "read", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_user_limits", set("user", "u", "max_connections", -2), "Invalid Attribute Value"},
	{"rabbitmqha_user_limits", set("user", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_vhost_limits", set("vhost", "v", "max_queues", -2), "Invalid Attribute Value"},
	{"rabbitmqha_vhost_limits", set("vhost", ""), "Invalid Attribute Value Length"},
	{"rabbitmqha_federation_upstream", set("name", "u", "uris", []any{}), "There is no URI"},
	{"rabbitmqha_federation_upstream", set("name", "u", "uris", []any{"http://a"}), "URI 1 is not an AMQP URI"},
	{"rabbitmqha_federation_upstream", set("name", "u", "uris", []any{"amqp://a"}, "max_hops", 0), "max_hops cannot be 0"},
	{"rabbitmqha_federation_upstream", set("name", "u", "uris", []any{"amqp://a"}, "ack_mode", "on-arrival"), `ack_mode cannot be "on-arrival"`},
	{"rabbitmqha_federation_upstream_set", set("name", "s"), "Invalid Block"},
	{"rabbitmqha_federation_upstream_set", set("name", "all", "upstream", []any{set("name", "u")}), `The upstream set "all" is the broker's own`},
	{"rabbitmqha_shovel", set("name", "s", "source", set("uris", []any{"amqp://"}, "queue", "q")), "Invalid Block"},
	{"rabbitmqha_shovel", set("name", "s", "source", set("uris", []any{"amqp://"}), "destination", set("uris", []any{"amqp://"}, "queue", "q")), "The source is neither a queue nor an exchange"},
	{"rabbitmqha_shovel", set("name", "s", "source", set("uris", []any{"amqp//a"}, "queue", "a"), "destination", set("uris", []any{"amqp://"}, "queue", "q")), "URI 1 is not an AMQP URI"},
	{"rabbitmqha_shovel", set("name", "s", "ack_mode", "never", "source", set("uris", []any{"amqp://"}, "queue", "a"), "destination", set("uris", []any{"amqp://"}, "queue", "q")), `ack_mode cannot be "never"`},
	{"rabbitmqha_parameter", set("component", "c", "name", "n", "value", "{"), "Invalid JSON String Value"},
	{"rabbitmqha_parameter", set("component", "c", "name", "n"), "Invalid Attribute Combination"},
	{"rabbitmqha_parameter", set("component", "", "name", "n", "value", "{}"), "Invalid Attribute Value Length"},
	{"rabbitmqha_global_parameter", set("name", "cluster_name", "value", `"a"`), `The global parameter "cluster_name" is the broker's own`},
	{"rabbitmqha_global_parameter", set("name", "n", "value", "a"), "Invalid JSON String Value"},
	{"data.rabbitmqha_queues", set("pattern", "("), "The pattern cannot be used"},
	{"data.rabbitmqha_queue", set("name", ""), "Invalid Attribute Value Length"},
	{"data.rabbitmqha_effective_policy", set("name", "q", "pattern", "q"), "Invalid Attribute Combination"},
	{"data.rabbitmqha_effective_policy", set("name", "q", "type", "topic"), "Invalid Attribute Value Match"},
	{"data.rabbitmqha_cluster", set("node", []any{set("name", "rabbit@a", "address", "")}), "Invalid Attribute Value Length"},
	{"data.rabbitmqha_delivery_check", set("address", "rabbit"), "Not an address"},
	{"data.rabbitmqha_delivery_check", set("address", "rabbit:5672", "timeout", "5"), "Not a usable time"},
	{"data.rabbitmqha_delivery_check", set("address", "rabbit:5672", "messages", 0), "Invalid Attribute Value"},
	{"data.rabbitmqha_ha_audit", set("pattern", "("), "The pattern cannot be used"},
	{"data.rabbitmqha_ha_audit", set("ignore", []any{"no_such_code"}), "Invalid Attribute Value Match"},
	{"data.rabbitmqha_haproxy_config", set(), "No listener"},
	{"data.rabbitmqha_haproxy_config", set("listener", []any{set("name", "a")}), "No server"},
	{"data.rabbitmqha_bigip_as3", set(), "No tenant"},
	{"data.rabbitmqha_node_config", set(), "Invalid RabbitMQ version"},
	{"data.rabbitmqha_client_settings", set(), "No endpoint"},
	{"data.rabbitmqha_vhost", set("name", ""), "Invalid Attribute Value Length"},
	{"data.rabbitmqha_exchange", set("name", ""), "Invalid Attribute Value Length"},
	{"data.rabbitmqha_bindings", set("vhost", ""), "Invalid Attribute Value Length"},
	{"data.rabbitmqha_policies", set("vhost", ""), "Invalid Attribute Value Length"},
	{"data.rabbitmqha_user", set("name", ""), "Invalid Attribute Value Length"},
}

// set is a configuration: names and values in turn.
func set(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if name, ok := pairs[i].(string); ok {
			out[name] = pairs[i+1]
		}
	}
	return out
}

// long is a name of more than 255 bytes.
const long = "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" +
	"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789"
