package topology

import (
	"slices"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/rabbitmq/capability"
)

// The protocols of a shovel's ends. An end that names none speaks AMQP 0-9-1.
const (
	AMQP091 = "amqp091"
	AMQP10  = "amqp10"
	// Local moves messages within the cluster without a connection: from RabbitMQ 4.2.
	Local = "local"
)

// ShovelProtocols lists what an end of a shovel may speak on the newest broker.
func ShovelProtocols() []string { return []string{AMQP091, AMQP10, Local} }

// localShovels is the versions that know the protocol "local".
var localShovels = from(4, 2, 0)

// legacyShovelKeys are names from before RabbitMQ 3.7, which brokers still take for ends that speak AMQP 0-9-1.
var legacyShovelKeys = map[string]string{
	"prefetch-count":       "src-prefetch-count",
	"delete-after":         "src-delete-after",
	"add-forward-headers":  "dest-add-forward-headers",
	"add-timestamp-header": "dest-add-timestamp-header",
	"publish-properties":   "dest-publish-properties",
}

// The three tables follow shovel_validation/0, *_src_validation and *_dest_validation of rabbit_shovel_parameters up to
// RabbitMQ 4.2.0, and validate_src_funs/2 and validate_dest_funs/2 of rabbit_amqp091_shovel, rabbit_amqp10_shovel and
// rabbit_local_shovel after it. The URIs and the protocol are not among them.
var (
	shovelKeys = []ParameterKey{
		{
			Name: "ack-mode", Attribute: "ack_mode", Kind: String, Limits: oneOf("on-confirm", "on-publish", "no-ack"),
			Description: "When a message is acknowledged to the source: `on-confirm` (the default), when the destination has confirmed " +
				"it, loses none; `on-publish`, when it was sent, and `no-ack`, at once, lose some when a broker or the network fails.",
		}, {
			Name: "reconnect-delay", Attribute: "reconnect_delay", Kind: Int, Limits: atLeast(0),
			Description: "How long the shovel waits before it connects again, in seconds. 5 when absent; with 0 it does not connect again.",
		},
	}

	shovelSourceKeys = []ParameterKey{
		{
			Name: "src-queue", Attribute: "queue", Kind: String, Limits: entity(), Protocols: queueProtocols,
			Description: "Queue to take messages from. Either this or `exchange` for `amqp091` and `local`. It is declared if it " +
				"does not exist, unless `predeclared` is set.",
		}, {
			Name: "src-queue-args", Attribute: "queue_arguments", Kind: Object, Protocols: argumentProtocols,
			Description: "Arguments for declaring the queue, as a JSON object (`jsonencode({ x-queue-type = \"quorum\" })`). RabbitMQ before 4.2.5 " +
				"fails at `x-dead-letter-routing-key` and `x-max-age` here, and refuses names that it does not know, such as `x-delivery-limit`: " +
				"declare the queue with `rabbitmqha_queue` there.",
		}, {
			Name: "src-exchange", Attribute: "exchange", Kind: String, Limits: entity(), Protocols: queueProtocols,
			Description: "Exchange to take messages from, through an exclusive queue that lives as long as the connection. Either " +
				"this or `queue` for `amqp091` and `local`.",
		}, {
			Name: "src-exchange-key", Attribute: "exchange_key", Kind: String, Protocols: queueProtocols,
			Description: "Routing key for the binding to `exchange`. The empty key when absent.",
		}, {
			Name: "src-address", Attribute: "address", Kind: String, Protocols: addressProtocols,
			Description: "AMQP 1.0 address to take messages from, such as `/queues/orders`. For `amqp10`, which needs it.",
		}, {
			Name: "src-predeclared", Attribute: "predeclared", Kind: Bool, Protocols: predeclaredProtocols,
			Description: "Whether the shovel waits for a queue that somebody else declares. The broker's own setting when absent, `false` as shipped.",
		}, {
			Name: "src-prefetch-count", Attribute: "prefetch_count", Kind: Int, Limits: between(0, maxPrefetch),
			Protocols: map[string]Span{AMQP091: {}, AMQP10: {}},
			Description: "The most messages taken and not yet acknowledged, at most 65 535; 0 is no limit for `amqp091`, and " +
				"`amqp10` takes at least 1. 1000 when absent.",
		}, {
			Name: "src-consumer-name", Attribute: "consumer_name", Kind: String,
			Protocols:   map[string]Span{AMQP091: from(4, 3, 0), AMQP10: from(4, 3, 0), Local: from(4, 3, 0)},
			Description: "Consumer tag, or name of the link for `amqp10`. One that the broker chooses when absent.",
		}, {
			Name: "src-consumer-args", Attribute: "consumer_arguments", Kind: Object,
			Protocols:   map[string]Span{AMQP091: from(3, 9, 0), AMQP10: from(4, 3, 3), Local: localShovels},
			Description: "Arguments for consuming, as a JSON object, such as `jsonencode({ x-stream-offset = \"first\" })`.",
		}, {
			Name: "src-delete-after", Attribute: "delete_after", Kind: String, Limits: Limits{Pattern: deleteAfter},
			Protocols: map[string]Span{AMQP091: {}, AMQP10: {}, Local: {}},
			Description: "When the shovel deletes itself: `never` (the default), `queue-length`, when it has moved what the queue held " +
				"at its start (not for `amqp10`), or after that number of messages. Terraform makes a shovel that is gone again.",
		}, {
			Name: "src-delete-after-duration", Attribute: "delete_after_duration", Kind: Int, Limits: between(1, tenYears/1000),
			Protocols:   map[string]Span{AMQP091: from(4, 3, 5), AMQP10: from(4, 3, 5), Local: from(4, 3, 5)},
			Description: "After how many seconds the shovel deletes itself. Never when absent. Terraform makes a shovel that is gone again.",
		},
	}

	shovelDestinationKeys = []ParameterKey{
		{
			Name: "dest-queue", Attribute: "queue", Kind: String, Limits: entity(), Protocols: queueProtocols,
			Description: "Queue to send to. Not together with `exchange`; for `amqp091` and `local`. It is declared if it does not " +
				"exist, unless `predeclared` is set.",
		}, {
			Name: "dest-queue-args", Attribute: "queue_arguments", Kind: Object, Protocols: argumentProtocols,
			Description: "Arguments for declaring the queue, as a JSON object (`jsonencode({ x-queue-type = \"quorum\" })`). RabbitMQ before 4.2.5 " +
				"fails at `x-dead-letter-routing-key` and `x-max-age` here, and refuses names that it does not know, such as `x-delivery-limit`: " +
				"declare the queue with `rabbitmqha_queue` there.",
		}, {
			Name: "dest-exchange", Attribute: "exchange", Kind: String, Limits: entity(), Protocols: queueProtocols,
			Description: "Exchange to send to. Not together with `queue`. The exchange that a message came through when both are absent.",
		}, {
			Name: "dest-exchange-key", Attribute: "exchange_key", Kind: String, Protocols: queueProtocols,
			Description: "Routing key that messages are sent with. Their own when absent.",
		}, {
			Name: "dest-address", Attribute: "address", Kind: String, Protocols: addressProtocols,
			Description: "AMQP 1.0 address to send to, such as `/exchanges/orders/created`. For `amqp10`, which needs it.",
		}, {
			Name: "dest-predeclared", Attribute: "predeclared", Kind: Bool, Protocols: predeclaredProtocols,
			Description: "Whether the shovel waits for a queue that somebody else declares. The broker's own setting when absent, `false` as shipped.",
		}, {
			Name: "dest-add-forward-headers", Attribute: "add_forward_headers", Kind: Bool,
			Protocols:   map[string]Span{AMQP091: {}, AMQP10: {}, Local: {}},
			Description: "Whether messages get headers that say from where and through which shovel they came. `false` when absent.",
		}, {
			Name: "dest-add-timestamp-header", Attribute: "add_timestamp_header", Kind: Bool,
			Protocols:   map[string]Span{AMQP091: {}, AMQP10: {}, Local: {}},
			Description: "Whether messages get a header that says when they were moved. `false` when absent.",
		}, {
			Name: "dest-publish-properties", Attribute: "publish_properties", Kind: Object,
			Protocols: map[string]Span{AMQP091: {}},
			Description: "Properties that messages get in place of their own, as a JSON object (`jsonencode({ delivery_mode = 2 })`): " +
				"`delivery_mode`, `priority` and `timestamp` are numbers, all others strings. For `amqp091`.",
		}, {
			Name: "dest-properties", Attribute: "properties", Kind: StringMap, Protocols: messageProtocols,
			Description: "AMQP 1.0 properties that messages get in place of their own. For `amqp10`. RabbitMQ 4.2 and later ignore it.",
		}, {
			Name: "dest-application-properties", Attribute: "application_properties", Kind: StringMap, Protocols: messageProtocols,
			Description: "AMQP 1.0 application properties that messages also get. For `amqp10`. RabbitMQ 4.2 and later ignore it.",
		}, {
			Name: "dest-message-annotations", Attribute: "message_annotations", Kind: StringMap, Protocols: messageProtocols,
			Description: "AMQP 1.0 message annotations that messages also get. For `amqp10`. RabbitMQ 4.2 and later ignore it.",
		},
	}
)

var (
	queueProtocols       = map[string]Span{AMQP091: {}, Local: {}}
	argumentProtocols    = map[string]Span{AMQP091: from(3, 8, 12), Local: {}}
	addressProtocols     = map[string]Span{AMQP10: {}}
	predeclaredProtocols = map[string]Span{AMQP091: from(4, 0, 0), AMQP10: from(4, 3, 0), Local: {}}
	messageProtocols     = map[string]Span{AMQP10: until(capability.Version{Major: 4, Minor: 2})}
)

// ShovelKeys lists the keys of a shovel as a whole, in the order of the documentation.
func ShovelKeys() []ParameterKey { return slices.Clone(shovelKeys) }

// ShovelSourceKeys lists the keys of a shovel's source.
func ShovelSourceKeys() []ParameterKey { return slices.Clone(shovelSourceKeys) }

// ShovelDestinationKeys lists the keys of a shovel's destination.
func ShovelDestinationKeys() []ParameterKey { return slices.Clone(shovelDestinationKeys) }

// CurrentShovelKey is the name that a key goes by since RabbitMQ 3.7.
func CurrentShovelKey(name string) string {
	if current, old := legacyShovelKeys[name]; old {
		return current
	}
	return name
}
