# One object of each kind, with the values that are easily lost between an import and a configuration: empty texts, zeros,
# values that equal a default, lists in another order.
variable "vhost" { type = string }

resource "rabbitmqha_vhost" "test" {
  name        = var.vhost
  description = ""
  tags        = ["b", "a"]
}

resource "rabbitmqha_vhost_limits" "test" {
  vhost           = rabbitmqha_vhost.test.name
  max_connections = 0
}

resource "rabbitmqha_user" "bare" {
  name = "${var.vhost} bare"
}

resource "rabbitmqha_user" "hashed" {
  name          = "${var.vhost} hashed"
  tags          = ["policymaker", "management"]
  password_hash = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
}

resource "rabbitmqha_user" "other" {
  name              = "${var.vhost} other"
  password_hash     = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR"
  hashing_algorithm = "rabbit_password_hashing_sha256"
}

resource "rabbitmqha_user_limits" "test" {
  user         = rabbitmqha_user.bare.name
  max_channels = 0
}

resource "rabbitmqha_permissions" "test" {
  vhost     = rabbitmqha_vhost.test.name
  user      = rabbitmqha_user.bare.name
  configure = ""
  write     = ""
  read      = ".*"
}

resource "rabbitmqha_topic_permissions" "test" {
  vhost    = rabbitmqha_vhost.test.name
  user     = rabbitmqha_user.bare.name
  exchange = "amq.topic"
  write    = ""
  read     = "^a"
}

resource "rabbitmqha_queue" "quorum" {
  vhost = rabbitmqha_vhost.test.name
  name  = "a/q é"
  arguments {
    dead_letter_exchange    = ""
    dead_letter_routing_key = ""
    max_length              = 0
  }
}

resource "rabbitmqha_queue" "classic" {
  vhost          = rabbitmqha_vhost.test.name
  name           = "classic"
  type           = "classic"
  arguments_json = jsonencode({ "x-ha-policy" = "all", "x-own" = ["", 1] })
}

resource "rabbitmqha_exchange" "test" {
  vhost              = rabbitmqha_vhost.test.name
  name               = "a@x%"
  type               = "topic"
  alternate_exchange = ""
  arguments_json     = jsonencode({ "x-own" = "" })
}

resource "rabbitmqha_binding" "queue" {
  vhost       = rabbitmqha_vhost.test.name
  source      = rabbitmqha_exchange.test.name
  destination = rabbitmqha_queue.quorum.name
  routing_key = ""
}

resource "rabbitmqha_binding" "exchange" {
  vhost            = rabbitmqha_vhost.test.name
  source           = rabbitmqha_exchange.test.name
  destination_type = "exchange"
  destination      = "amq.headers"
  routing_key      = "#"
  arguments_json   = jsonencode({ "x-match" = "all", "empty" = "" })
}

resource "rabbitmqha_policy" "test" {
  vhost    = rabbitmqha_vhost.test.name
  name     = "p%"
  pattern  = ""
  apply_to = "queues"
  definition {
    dead_letter_exchange    = ""
    dead_letter_routing_key = ""
    max_length              = 0
  }
}

resource "rabbitmqha_operator_policy" "test" {
  vhost    = rabbitmqha_vhost.test.name
  name     = "o"
  pattern  = ""
  apply_to = "queues"
  definition {
    max_length = 0
  }
}

resource "rabbitmqha_parameter" "test" {
  component = "federation-upstream"
  vhost     = rabbitmqha_vhost.test.name
  name      = "parameter"
  value     = jsonencode({ uri = "amqp://", queue = "" })
}

resource "rabbitmqha_global_parameter" "test" {
  name  = "${var.vhost} global"
  value = jsonencode("")
}

resource "rabbitmqha_federation_upstream" "test" {
  vhost    = rabbitmqha_vhost.test.name
  name     = "upstream"
  uris     = ["amqp://"]
  exchange = ""
}

resource "rabbitmqha_federation_upstream_set" "test" {
  vhost = rabbitmqha_vhost.test.name
  name  = "set"
  upstream {
    name     = rabbitmqha_federation_upstream.test.name
    exchange = ""
  }
}

resource "rabbitmqha_shovel" "test" {
  vhost = rabbitmqha_vhost.test.name
  name  = "shovel"
  source {
    uris         = ["amqp://"]
    exchange     = "amq.topic"
    exchange_key = ""
  }
  destination {
    uris         = ["amqp://"]
    exchange     = ""
    exchange_key = ""
  }
}

resource "rabbitmqha_feature_flag" "test" {
  name = "quorum_queue"
}

resource "rabbitmqha_cluster_name" "test" {
  name = "generated"
}
