package provider_test

// secretsOthers are the resources without a secret: what they send and read goes by the provider's password.
const secretsOthers = `
resource "rabbitmqha_queue" "this" {
  vhost = var.vhost
  name  = "q"
}
resource "rabbitmqha_exchange" "this" {
  vhost = var.vhost
  name  = "x"
  type  = "topic"
}
resource "rabbitmqha_binding" "this" {
  source_id      = rabbitmqha_exchange.this.id
  destination_id = rabbitmqha_queue.this.id
  routing_key    = "key"
}
resource "rabbitmqha_policy" "this" {
  vhost   = var.vhost
  name    = "p"
  pattern = "^none$"
  definition {
    max_length = 5
  }
}
resource "rabbitmqha_operator_policy" "this" {
  vhost    = var.vhost
  name     = "p"
  pattern  = "^none$"
  apply_to = "queues"
  definition {
    max_length = 5
  }
}
resource "rabbitmqha_mirroring_policy" "this" {
  count   = var.before_4_0 ? 1 : 0
  vhost   = var.vhost
  name    = "m"
  pattern = "^none$"
}
resource "rabbitmqha_federation_upstream_set" "this" {
  vhost = var.vhost
  name  = "u"
  upstream {
    name = rabbitmqha_federation_upstream.this.name
  }
}
resource "rabbitmqha_vhost" "this" {
  name = "other-than-${var.vhost}"
}
resource "rabbitmqha_vhost_limits" "this" {
  vhost           = rabbitmqha_vhost.this.name
  max_connections = 500
}
resource "rabbitmqha_user_limits" "this" {
  count        = var.since_3_10 ? 1 : 0
  user         = rabbitmqha_user.this.name
  max_channels = 500
}
resource "rabbitmqha_permissions" "this" {
  vhost     = rabbitmqha_vhost.this.name
  user      = rabbitmqha_user.this.name
  configure = ""
  write     = ""
  read      = ".*"
}
resource "rabbitmqha_topic_permissions" "this" {
  vhost    = rabbitmqha_vhost.this.name
  user     = rabbitmqha_user.this.name
  exchange = "amq.topic"
  write    = ""
  read     = ".*"
}
resource "rabbitmqha_global_parameter" "this" {
  name  = "parameter-of-${var.vhost}"
  value = "1"
}
resource "rabbitmqha_cluster_name" "this" {
  name = data.rabbitmqha_cluster.this.name
}
resource "rabbitmqha_feature_flag" "this" {
  name = "quorum_queue"
}
`
