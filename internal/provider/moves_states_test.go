package provider

// community is where the provider comes from whose states are moved here.
const community = "registry.terraform.io/cyrilgdn/rabbitmq"

// relabelled is where Terraform says that an instance comes from once another one of the same resource has moved here.
const relabelled = "registry.terraform.io/rabbitmqha/rabbitmqha"

// moved is a state of release 1.10.1 of that provider, as it has written it to a state file, and what the broker has.
type moved struct {
	from, to string
	version  int64
	state    string
	answers  map[string]string
	// differs are the attributes that only the read after the move can know.
	differs []string
}

func moves() map[string]moved {
	const policy = `{"vhost":"v","name":"p/1","pattern":"^q","apply-to":"queues","priority":-1,` +
		`"definition":{"dead-letter-routing-key":"42","max-length":5,"plugin-number":7,"plugin-text":"a","message-ttl":9007199254740993}}`
	const policyState = `{"id":"p/1@v","name":"p/1","vhost":"v","policy":[{"apply_to":"queues","pattern":"^q","priority":-1,` +
		`"definition":{"dead-letter-routing-key":"42","max-length":"5","plugin-number":"7","plugin-text":"a","message-ttl":"9007199254740993"}}]}`
	const mirrored = `{"vhost":"v","name":"ha","pattern":"^c","apply-to":"queues","priority":0,` +
		`"definition":{"ha-mode":"nodes","ha-params":["rabbit@a","rabbit@b"],"ha-sync-mode":"automatic"}}`
	const mirroredState = `{"id":"ha@v","name":"ha","vhost":"v","policy":[{"apply_to":"queues","pattern":"^c","priority":0,` +
		`"definition":{"ha-mode":"nodes","ha-params":"rabbit@a,rabbit@b","ha-sync-mode":"automatic"}}]}`
	return map[string]moved{
		"vhost": {
			from: "rabbitmq_vhost", to: "rabbitmqha_vhost",
			state:   `{"default_queue_type":null,"description":"d","id":"v","max_connections":"","max_queues":"","name":"v","tracing":true}`,
			answers: map[string]string{"/api/vhosts/v": `{"name":"v","description":"d","tags":["a"],"tracing":true}`}, differs: []string{"tags"},
		},
		"queue with arguments_json": {
			from: "rabbitmq_queue", to: "rabbitmqha_queue",
			state: `{"id":"q 1/é@v","name":"q 1/é","vhost":"v","settings":[{"arguments":null,"auto_delete":false,"durable":true,` +
				`"arguments_json":"{\"x-max-length\":9007199254740993,\"x-queue-type\":\"quorum\",\"x-l\":[1,\"a\"]}"}]}`,
			answers: map[string]string{"/api/queues/v/q%201%2F%C3%A9": `{"vhost":"v","name":"q 1/é","type":"quorum","durable":true,` +
				`"auto_delete":false,"arguments":{"x-max-length":9007199254740993,"x-queue-type":"quorum","x-l":[1,"a"]}}`},
		},
		"queue with arguments": {
			from: "rabbitmq_queue", to: "rabbitmqha_queue",
			state: `{"id":"c@v","name":"c","vhost":"v","settings":[{"arguments":{"x-mine":"1","x-overflow":"reject-publish"},` +
				`"arguments_json":"","auto_delete":true,"durable":false}]}`,
			answers: map[string]string{"/api/queues/v/c": `{"vhost":"v","name":"c","type":"classic","durable":false,"auto_delete":true,` +
				`"arguments":{"x-mine":"1","x-overflow":"reject-publish"}}`},
		},
		"queue without arguments": {
			from: "rabbitmq_queue", to: "rabbitmqha_queue",
			state:   `{"id":"c@v","name":"c","vhost":"v","settings":[{"arguments":null,"arguments_json":null,"auto_delete":false,"durable":true}]}`,
			answers: map[string]string{"/api/queues/v/c": `{"vhost":"v","name":"c","type":"classic","durable":true,"arguments":{}}`},
		},
		"exchange": {
			from: "rabbitmq_exchange", to: "rabbitmqha_exchange",
			state: `{"id":"x@v","name":"x","vhost":"v","settings":[{"arguments":{"a":"5","alternate-exchange":"amq.fanout"},` +
				`"auto_delete":false,"durable":true,"type":"topic"}]}`,
			answers: map[string]string{"/api/exchanges/v/x": `{"vhost":"v","name":"x","type":"topic","durable":true,"auto_delete":false,` +
				`"internal":false,"arguments":{"a":"5","alternate-exchange":"amq.fanout"}}`},
		},
		"binding with arguments_json": {
			from: "rabbitmq_binding", to: "rabbitmqha_binding",
			state: `{"arguments":null,"arguments_json":"{\"n\":1}","destination":"c","destination_type":"queue","id":"v/x/c/queue/a.%23~h",` +
				`"properties_key":"a.%23~h","routing_key":"a.#","source":"x","vhost":"v"}`,
			answers: map[string]string{"/api/bindings/v/e/x/q/c/a.%2523~h": `{"vhost":"v","source":"x","destination":"c",` +
				`"destination_type":"queue","routing_key":"a.#","properties_key":"a.%23~h","arguments":{"n":1}}`},
		},
		"binding to an exchange": {
			from: "rabbitmq_binding", to: "rabbitmqha_binding",
			state: `{"arguments":null,"arguments_json":null,"destination":"y","destination_type":"exchange","id":"v/x/y/exchange/~",` +
				`"properties_key":"~","routing_key":"","source":"x","vhost":"v"}`,
			answers: map[string]string{"/api/bindings/v/e/x/e/y/~": `{"vhost":"v","source":"x","destination":"y",` +
				`"destination_type":"exchange","routing_key":"","properties_key":"~","arguments":{}}`},
		},
		"D8 policy": {
			from: "rabbitmq_policy", to: "rabbitmqha_policy", state: policyState, answers: map[string]string{"/api/policies/v/p%2F1": policy},
		},
		"D8 operator policy": {
			from: "rabbitmq_operator_policy", to: "rabbitmqha_operator_policy", state: policyState,
			answers: map[string]string{"/api/operator-policies/v/p%2F1": policy},
		},
		"policy that mirrors": {
			from: "rabbitmq_policy", to: "rabbitmqha_policy", state: mirroredState, answers: map[string]string{"/api/policies/v/ha": mirrored},
		},
		"mirroring policy": {
			from: "rabbitmq_policy", to: "rabbitmqha_mirroring_policy", state: mirroredState,
			answers: map[string]string{"/api/policies/v/ha": mirrored},
		},
		"user": {
			from: "rabbitmq_user", to: "rabbitmqha_user", state: `{"id":"u","name":"u","password":"hunter2","tags":["monitoring","foo"]}`,
			answers: map[string]string{"/api/users/u": `{"name":"u","tags":["foo","monitoring"],"password_hash":"h",` +
				`"hashing_algorithm":"rabbit_password_hashing_sha256"}`},
			differs: []string{"hashing_algorithm"},
		},
		"permissions": {
			from: "rabbitmq_permissions", to: "rabbitmqha_permissions",
			state:   `{"id":"u@v","permissions":[{"configure":"","read":"^a","write":".*"}],"user":"u","vhost":"v"}`,
			answers: map[string]string{"/api/permissions/v/u": `{"user":"u","vhost":"v","configure":"","write":".*","read":"^a"}`},
		},
		"topic permissions": {
			from: "rabbitmq_topic_permissions", to: "rabbitmqha_topic_permissions",
			state:   `{"id":"u@v","permissions":[{"exchange":"x","read":"^a","write":".*"}],"user":"u","vhost":"v"}`,
			answers: map[string]string{"/api/topic-permissions/v/u": `[{"user":"u","vhost":"v","exchange":"x","write":".*","read":"^a"}]`},
		},
		"federation upstream": {
			from: "rabbitmq_federation_upstream", to: "rabbitmqha_federation_upstream",
			state: `{"component":"federation-upstream","id":"f@v","name":"f","vhost":"v","definition":[{"ack_mode":"on-confirm","exchange":"",` +
				`"expires":0,"max_hops":1,"message_ttl":0,"prefetch_count":1000,"queue":"","reconnect_delay":0,"trust_user_id":false,"uri":"amqp://a"}]}`,
			answers: map[string]string{"/api/parameters/federation-upstream/v/f": `{"component":"federation-upstream","vhost":"v","name":"f",` +
				`"value":{"ack-mode":"on-confirm","max-hops":1,"prefetch-count":1000,"reconnect-delay":0,"trust-user-id":false,"uri":["amqp://a"]}}`},
		},
		"shovel": {
			from: "rabbitmq_shovel", to: "rabbitmqha_shovel", version: 1,
			state: `{"id":"s@v","name":"s","vhost":"v","info":[{"ack_mode":"on-confirm","add_forward_headers":false,"delete_after":"",` +
				`"destination_add_forward_headers":true,"destination_add_timestamp_header":false,"destination_address":"",` +
				`"destination_application_properties":null,"destination_exchange":"","destination_exchange_key":"","destination_properties":null,` +
				`"destination_protocol":"amqp091","destination_publish_properties":null,"destination_queue":"to","destination_queue_arguments":null,` +
				`"destination_uri":"amqp://b","prefetch_count":0,"reconnect_delay":1,"source_address":"","source_delete_after":"never",` +
				`"source_exchange":"","source_exchange_key":"","source_prefetch_count":5,"source_protocol":"amqp091","source_queue":"from",` +
				`"source_uri":"amqp://a"}]}`,
			answers: map[string]string{"/api/parameters/shovel/v/s": `{"component":"shovel","vhost":"v","name":"s","value":{"ack-mode":"on-confirm",` +
				`"dest-add-forward-headers":true,"dest-protocol":"amqp091","dest-queue":"to","dest-uri":["amqp://b"],"reconnect-delay":1,` +
				`"src-delete-after":"never","src-prefetch-count":5,"src-protocol":"amqp091","src-queue":"from","src-uri":["amqp://a"]}}`},
		},
	}
}
