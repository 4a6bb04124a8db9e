package provider

import "fmt"

// movesOfReleases are states of other releases than the newest one: the oldest of cyrilgdn/rabbitmq and that between, and those of
// rfd59/rabbitmq. They are written from the schemas at the releases' tags.
func movesOfReleases() map[string]moved {
	const shovel = `{"component":"shovel","vhost":"v","name":"s","value":{"ack-mode":"on-confirm","dest-protocol":"amqp10",` +
		`"dest-address":"/queues/to","dest-uri":["amqp://b"],"reconnect-delay":1,"src-protocol":"amqp091","src-queue":"from",` +
		`"src-prefetch-count":5,"src-delete-after":100,"dest-add-forward-headers":true,"src-uri":["amqp://a"]%s}}`
	const shovelState = `{"id":"s@v","name":"s","vhost":"v","info":[{"ack_mode":"on-confirm","add_forward_headers":true,"delete_after":"100",` +
		`"destination_add_forward_headers":false,"destination_add_timestamp_header":false,"destination_address":"/queues/to",` +
		`"destination_application_properties":%[1]s,"destination_exchange":"","destination_exchange_key":"","destination_properties":%[2]s,` +
		`"destination_protocol":"amqp10","destination_publish_properties":%[1]s,"destination_queue":"","destination_uri":"amqp://b",` +
		`"prefetch_count":5,"reconnect_delay":1,"source_address":"","source_delete_after":"","source_exchange":"","source_exchange_key":"",` +
		`"source_prefetch_count":0,"source_protocol":"amqp091","source_queue":"from","source_uri":"amqp://a"}]}`
	const exchangePath, exchange = "/api/exchanges/v/x", `{"vhost":"v","name":"x","type":%q,"durable":true,"auto_delete":false,"internal":true,"arguments":%s}`
	const typeState = `{"id":"x@v","name":"x","vhost":"v","type":%q,"durable":true,"auto_delete":false,"internal":true,` +
		`"alternate_exchange":%s,"argument":%s%s}`
	typed := func(suffix, exchangeType, alternate, argument, more, arguments string) moved {
		return moved{
			from: "rabbitmq_exchange_" + suffix, to: "rabbitmqha_exchange",
			state:   fmt.Sprintf(typeState, exchangeType, alternate, argument, more),
			answers: map[string]string{exchangePath: fmt.Sprintf(exchange, exchangeType, arguments)},
		}
	}
	const shovelPath = "/api/parameters/shovel/v/s"
	return map[string]moved{
		"shovel of 1.8.0": {
			from: "rabbitmq_shovel", to: "rabbitmqha_shovel", state: fmt.Sprintf(shovelState, `""`, `""`),
			answers: map[string]string{shovelPath: fmt.Sprintf(shovel, "")},
		},
		"shovel of 1.10.0, which has no version": {
			from: "rabbitmq_shovel", to: "rabbitmqha_shovel", state: fmt.Sprintf(shovelState, `{}`, `{"subject":"a"}`),
			answers: map[string]string{shovelPath: fmt.Sprintf(shovel, `,"dest-properties":{"subject":"a"}`)},
		},
		"virtual host of 1.8.0": {
			from: "rabbitmq_vhost", to: "rabbitmqha_vhost", state: `{"id":"v","name":"v"}`,
			answers: map[string]string{"/api/vhosts/v": `{"name":"v","description":"","tags":[],"tracing":false}`}, differs: []string{"tags"},
		},
		"user without tags": {
			from: "rabbitmq_user", to: "rabbitmqha_user", state: `{"id":"u","name":"u","password":"hunter2","tags":[""]}`,
			answers: map[string]string{"/api/users/u": `{"name":"u","tags":[],"password_hash":"h","hashing_algorithm":"rabbit_password_hashing_sha256"}`},
			differs: []string{"hashing_algorithm"},
		},
		"queue of rfd59, whose type is its virtual host's": {
			from: "rabbitmq_queue", to: "rabbitmqha_queue",
			state: `{"id":"q@v","name":"q","vhost":"v","type":"quorum","settings":[{"arguments":{},"arguments_json":"","auto_delete":false,"durable":true}]}`,
			answers: map[string]string{"/api/queues/v/q": `{"vhost":"v","name":"q","type":"quorum","durable":true,"auto_delete":false,` +
				`"arguments":{"x-queue-type":"quorum"}}`},
		},
		"exchange of rfd59": {
			from: "rabbitmq_exchange", to: "rabbitmqha_exchange",
			state: `{"id":"x@v","name":"x","vhost":"v","settings":[{"alternate_exchange":"amq.fanout","arguments":{"a":"5"},"auto_delete":false,` +
				`"durable":true,"internal":true,"type":"topic"}]}`,
			answers: map[string]string{exchangePath: fmt.Sprintf(exchange, "topic", `{"a":"5","alternate-exchange":"amq.fanout"}`)},
		},
		"direct exchange":  typed("direct", "direct", `null`, `[]`, "", `{}`),
		"fanout exchange":  typed("fanout", "fanout", `""`, `[]`, "", `{}`),
		"headers exchange": typed("headers", "headers", `"amq.fanout"`, `[]`, "", `{"alternate-exchange":"amq.fanout"}`),
		"random exchange":  typed("random", "x-random", `""`, `null`, "", `{}`),
		"topic exchange": typed("topic", "topic", `""`, `[{"key":"n","type":"numeric","value":"1e+06"},{"key":"f","type":"numeric","value":"1.5"},`+
			`{"key":"b","type":"boolean","value":"true"},{"key":"s","type":"string","value":"5"}]`, "", `{"n":1000000,"f":1.5,"b":true,"s":"5"}`),
		"exchange by consistent hash": typed("consistent_hash", "x-consistent-hash", `""`,
			`[{"key":"hash-header","type":"string","value":"h"}]`, "", `{"hash-header":"h"}`),
		"exchange that delays": typed("delayed_message", "x-delayed-message", `""`, `[]`, `,"delayed_type":"topic"`, `{"x-delayed-type":"topic"}`),
	}
}
